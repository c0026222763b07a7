package org.headlinebench.weights;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Recognises files that stand where a model should, by their first bytes, so that the error can say what to do. */
final class FileStart {
    static final int BYTES = 64;

    private FileStart() {}

    /** What the file really is and the remedy, if it is one of the usual mix-ups. */
    static Optional<Mixup> recognise(byte[] start) {
        var text = new String(start, StandardCharsets.ISO_8859_1);
        var lower = text.stripLeading().toLowerCase(Locale.ROOT);
        if (start.length == 0) {
            return Optional.of(new Mixup("it is empty", MalformedModelFile.FETCH_AGAIN));
        }
        if (text.startsWith("version https://git-lfs.github.com/")) {
            return Optional.of(new Mixup("it is a Git LFS pointer, not the file itself",
                    "Run 'git lfs pull' in that folder, or download the file from the model's page."));
        }
        if (lower.startsWith("<!doctype") || lower.startsWith("<html") || lower.startsWith("<?xml")) {
            return Optional.of(new Mixup("it is a web page saved under a model's name",
                    "Download the file itself (on Hugging Face: its 'download' link; a gated model needs a token)."));
        }
        if (text.startsWith("PK\u0003\u0004")) {
            return Optional.of(new Mixup("it is a zip archive or a PyTorch checkpoint",
                    "Unpack it, or use the model's safetensors or GGUF files."));
        }
        return Optional.empty();
    }

    /** A file of another kind. */
    record Mixup(String what, String remedy) {}
}
