package org.headlinebench.weights;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The decoder families that the engine can run. SmolLM and SmolLM2 are {@link #LLAMA}. */
public enum ModelFamily {
    /** Llama 2, 3, 3.1, 3.2, 3.3, SmolLM2. */
    LLAMA("LlamaForCausalLM"),
    /** Mistral 7B and its tunes: Llama with an optional sliding attention window. */
    MISTRAL("MistralForCausalLM"),
    /** Qwen2 and Qwen2.5: Llama with biases on the q, k and v projections. */
    QWEN2("Qwen2ForCausalLM"),
    /** OPT, 125M and 1.3B to 66B: learned positions, layer norm, ReLU, biases everywhere. */
    OPT("OPTForCausalLM", ModuleNames.OPT);

    private final String architecture;
    private final ModuleNames modules;

    ModelFamily(String architecture) {
        this(architecture, ModuleNames.LLAMA);
    }

    ModelFamily(String architecture, ModuleNames modules) {
        this.architecture = architecture;
        this.modules = modules;
    }

    /** What its modules are called. */
    public ModuleNames modules() {
        return modules;
    }

    /** Whether each linear module, the head apart, and each norm has a bias. */
    public boolean hasBiasesEverywhere() {
        return this == OPT;
    }

    /** The class name that Hugging Face's {@code config.json} states under {@code architectures}. */
    public String architecture() {
        return architecture;
    }

    /** The model types of Hugging Face, {@code "llama, mistral, qwen2"}, for error texts. */
    static String supported() {
        return Arrays.stream(values())
                .map(family -> family.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
