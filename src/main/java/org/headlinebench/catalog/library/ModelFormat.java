package org.headlinebench.catalog.library;

/** The two forms in which a model can lie on the disk. */
public enum ModelFormat {
    /** One GGUF file with weights, configuration and tokenizer. */
    GGUF_FILE,
    /** A folder with {@code config.json}, {@code tokenizer.json} and safetensors weights. */
    HUGGING_FACE_FOLDER
}
