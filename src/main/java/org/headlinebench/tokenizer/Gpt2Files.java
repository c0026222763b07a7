package org.headlinebench.tokenizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Builds {@code tokenizer.json} from GPT-2's older form, {@code vocab.json} and {@code merges.txt}, as transformers'
 * {@code GPT2Converter} does. OPT's models come in this form.
 */
final class Gpt2Files {
    private static final long MOST_BYTES = 64 << 20;

    private final Path folder;
    private final ObjectNode vocabulary;
    private final ObjectNode settings;

    private Gpt2Files(Path folder, ObjectNode vocabulary, ObjectNode settings) {
        this.folder = folder;
        this.vocabulary = vocabulary;
        this.settings = settings;
    }

    /** Whether a folder holds such a tokenizer, by the class that its settings name. */
    static boolean areIn(Path folder, ObjectNode settings) {
        var named = settings.path("tokenizer_class").asString("");
        return (named.equals("GPT2Tokenizer") || named.equals("GPT2TokenizerFast"))
                && Files.exists(folder.resolve("vocab.json")) && Files.exists(folder.resolve("merges.txt"));
    }

    /**
     * @param vocabulary {@code vocab.json}
     * @param settings   {@code tokenizer_config.json}
     */
    static ObjectNode tokenizer(Path folder, ObjectNode vocabulary, ObjectNode settings) {
        return new Gpt2Files(folder, vocabulary, settings).tokenizer();
    }

    private ObjectNode tokenizer() {
        var root = JsonNodeFactory.instance.objectNode().put("version", "1.0");
        root.putNull("normalizer");
        root.putObject("pre_tokenizer")
                .put("type", "ByteLevel")
                .put("add_prefix_space", settings.path("add_prefix_space").asBoolean(false))
                .put("trim_offsets", true)
                .put("use_regex", true);
        root.putObject("decoder")
                .put("type", "ByteLevel")
                .put("add_prefix_space", true)
                .put("trim_offsets", true)
                .put("use_regex", true);
        addSpecials(root);
        var model = root.putObject("model").put("type", "BPE");
        model.putNull("dropout").putNull("unk_token");
        model.put("continuing_subword_prefix", "").put("end_of_word_suffix", "").put("fuse_unk", false);
        model.put("byte_fallback", false).put("ignore_merges", false).set("vocab", vocabulary);
        addMerges(model);
        if (settings.path("add_bos_token").asBoolean(false)) {
            var bos = named("bos_token").flatMap(this::special)
                    .orElseThrow(() -> broken("tokenizer_config.json",
                            "it asks for a first token, but 'bos_token' is not in vocab.json"));
            root.set("post_processor", TokenizerJson.around(Optional.of(bos), Optional.empty()));
        } else {
            root.putObject("post_processor")
                    .put("type", "ByteLevel")
                    .put("add_prefix_space", true)
                    .put("trim_offsets", false)
                    .put("use_regex", true);
        }
        return root;
    }

    private void addSpecials(ObjectNode root) {
        var added = root.putArray("added_tokens");
        Stream.of("bos_token", "eos_token", "unk_token", "pad_token")
                .flatMap(key -> named(key).stream())
                .distinct()
                .flatMap(token -> special(token).stream())
                .sorted(Comparator.comparingInt(TokenizerJson.Special::id))
                .forEach(special -> added.addObject()
                        .put("id", special.id())
                        .put("content", special.token())
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", false)
                        .put("normalized", true)
                        .put("special", true));
    }

    private void addMerges(ObjectNode model) {
        var merges = model.putArray("merges");
        for (var line : lines()) {
            if (line.isBlank() || line.startsWith("#version")) {
                continue;
            }
            var pair = line.split(" ", -1);
            if (pair.length != 2 || pair[0].isEmpty() || pair[1].isEmpty()) {
                throw broken("merges.txt", "'" + line + "' is no pair of tokens");
            }
            merges.addArray().add(pair[0]).add(pair[1]);
        }
    }

    private Optional<TokenizerJson.Special> special(String token) {
        var id = vocabulary.path(token);
        return id.isIntegralNumber()
                ? Optional.of(new TokenizerJson.Special(token, id.intValue()))
                : Optional.empty();
    }

    private Optional<String> named(String key) {
        var node = settings.path(key);
        var text = node.isObject() ? node.path("content") : node;
        return text.isString() ? Optional.of(text.stringValue()) : Optional.empty();
    }

    private Iterable<String> lines() {
        var file = folder.resolve("merges.txt");
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw broken("merges.txt", "it is larger than 64 MiB");
            }
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw broken("merges.txt", "it cannot be read (" + e.getMessage() + ")");
        }
    }

    private UnusableTokenizer broken(String file, String what) {
        return new UnusableTokenizer("The tokenizer file " + folder.resolve(file) + " cannot be used: " + what + ".",
                "Fetch the file again.");
    }
}
