package org.headlinebench.tokenizer;

import java.nio.file.Path;
import java.util.Optional;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Byte-level BPE ({@code tokenizer.ggml.model = gpt2}); {@code tokenizer.ggml.pre} names the rule of splitting.
 * Settings are those of the {@code tokenizer.json} of the models that the rule is named after.
 */
enum ByteLevelScheme implements GgufScheme {
    /** GPT-2's pattern, which tokenizers has built in. */
    GPT2(false, false, false, null) {
        @Override
        void split(ArrayNode steps) {
            byteLevel(steps, true);
        }
    },
    /** SmolLM, SmolLM2: every digit by itself, then GPT-2's pattern. */
    SMOLLM(false, false, false, null) {
        @Override
        void split(ArrayNode steps) {
            steps.addObject().put("type", "Digits").put("individual_digits", true);
            byteLevel(steps, true);
        }
    },
    /** Llama 3: up to three digits together; BOS first; words that are tokens are not merged anew. */
    LLAMA3(true, true, false, "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
    /** Qwen2, Qwen2.5: every digit by itself; text in Unicode's NFC. */
    QWEN2(false, false, true, "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}"
            + "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+");

    private final boolean addsBosByDefault;
    private final boolean ignoresMerges;
    private final boolean composes;
    private final String pattern;

    ByteLevelScheme(boolean addsBosByDefault, boolean ignoresMerges, boolean composes, String pattern) {
        this.addsBosByDefault = addsBosByDefault;
        this.ignoresMerges = ignoresMerges;
        this.composes = composes;
        this.pattern = pattern;
    }

    static ByteLevelScheme named(Path file, Optional<String> pre) {
        return switch (pre.orElse("")) {
            case "gpt-2", "gpt2", "default" -> GPT2;
            case "smollm" -> SMOLLM;
            case "llama-bpe", "llama3", "llama-v3" -> LLAMA3;
            case "qwen2", "deepseek-r1-qwen" -> QWEN2;
            case "" -> throw new UnusableTokenizer(
                    "The tokenizer of " + file
                            + " does not say how it splits text: key 'tokenizer.ggml.pre' is missing.",
                    "Choose a newer GGUF file of the model; old ones lack this and give wrong tokens.");
            default -> throw new UnusableTokenizer(
                    "The tokenizer of " + file + " splits text by the rule '" + pre.get()
                            + "' (key 'tokenizer.ggml.pre'), which is unknown.",
                    "Use the model's Hugging Face folder, or a model with the rule gpt-2, smollm, llama-bpe or qwen2.");
        };
    }

    @Override
    public boolean addsBosByDefault() {
        return addsBosByDefault;
    }

    @Override
    public void describe(ObjectNode root, GgufVocabulary vocabulary) {
        if (composes) {
            root.putObject("normalizer").put("type", "NFC");
        } else {
            root.putNull("normalizer");
        }
        split(root.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers"));
        var model = GgufScheme.bpe(vocabulary, vocabulary.merges());
        model.putNull("unk_token").put("fuse_unk", false).put("byte_fallback", false);
        root.set("model", model.put("ignore_merges", ignoresMerges));
        root.putObject("decoder")
                .put("type", "ByteLevel")
                .put("add_prefix_space", true)
                .put("trim_offsets", true)
                .put("use_regex", true);
    }

    void split(ArrayNode steps) {
        var step = steps.addObject().put("type", "Split").put("behavior", "Isolated").put("invert", false);
        step.putObject("pattern").put("Regex", pattern);
        byteLevel(steps, false);
    }

    private static void byteLevel(ArrayNode steps, boolean splitsItself) {
        steps.addObject()
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", splitsItself);
    }
}
