package org.headlinebench.tokenizer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.headlinebench.weights.WeightFiles;

/**
 * Reads {@code tokenizer.json} (or, for GPT-2's kind, {@code vocab.json} and {@code merges.txt}),
 * {@code tokenizer_config.json} and {@code chat_template.jinja} of a Hugging Face folder. As in AutoTokenizer (transformers 5), the post-processor of the first decides on BOS and EOS, whatever
 * {@code add_bos_token} in the second says.
 */
final class FolderTokenizer {
    private static final long MOST_BYTES = 256 << 20;
    private static final String FETCH_AGAIN = "Fetch the file again.";
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final Path folder;
    private final ObjectNode tokenizer;
    private final ObjectNode settings;

    private FolderTokenizer(Path folder) {
        this.folder = folder;
        var config = folder.resolve("tokenizer_config.json");
        this.settings = Files.exists(config) ? object(config) : STRICT.createObjectNode();
        this.tokenizer = !Files.exists(folder.resolve("tokenizer.json")) && Gpt2Files.areIn(folder, settings)
                ? Gpt2Files.tokenizer(folder, object(folder.resolve("vocab.json")), settings)
                : object(tokenizerFile());
    }

    static TokenizerDefinition read(Path folder) {
        return new FolderTokenizer(folder).definition();
    }

    private TokenizerDefinition definition() {
        TokenizerJsonRules.check(folder.resolve("tokenizer.json"), tokenizer);
        var tokens = TokenizerJson.tokens(tokenizer);
        tokenizer.putNull("truncation");
        tokenizer.putNull("padding");
        var eosTokenIds = new TreeSet<>(modelEosTokenIds());
        named("eos_token").flatMap(token -> TokenizerJson.id(tokens, token)).ifPresent(eosTokenIds::add);
        return new TokenizerDefinition(STRICT.writeValueAsString(tokenizer), tokens.lastKey() + 1,
                TokenizerJson.fingerprint(tokens, tokenizer.path("model").path("merges")), named("bos_token"),
                named("eos_token"), List.copyOf(eosTokenIds), chatTemplate());
    }

    private Path tokenizerFile() {
        var file = folder.resolve("tokenizer.json");
        if (Files.exists(file)) {
            return file;
        }
        if (Files.exists(folder.resolve("tokenizer.model")) || Files.exists(folder.resolve("vocab.json"))) {
            throw new UnusableTokenizer("The model " + folder + " has its tokenizer only in an older form.",
                    "Create tokenizer.json with transformers (AutoTokenizer.from_pretrained(folder).save_pretrained(folder)).");
        }
        throw new UnusableTokenizer("The model " + folder + " has no tokenizer: tokenizer.json is missing.",
                "Fetch tokenizer.json into the folder.");
    }

    /** A token's text, written as a string or as an object with its content. */
    private Optional<String> named(String key) {
        var node = settings.path(key);
        var text = node.isObject() ? node.path("content") : node;
        return text.isString() ? Optional.of(text.stringValue()) : Optional.empty();
    }

    private List<Integer> modelEosTokenIds() {
        return Files.exists(folder.resolve("config.json"))
                ? WeightFiles.configuration(folder).eosTokenIds()
                : List.of();
    }

    private Optional<String> chatTemplate() {
        var file = folder.resolve("chat_template.jinja");
        if (Files.exists(file)) {
            try {
                return Optional.of(Files.readString(file));
            } catch (IOException e) {
                throw broken(file, "it cannot be read (" + e.getMessage() + ")", e);
            }
        }
        var template = settings.path("chat_template");
        if (template.isArray()) {
            for (var named : template) {
                if (named.path("name").asString("").equals("default")) {
                    return text(named.path("template"));
                }
            }
        }
        return text(template);
    }

    private static Optional<String> text(JsonNode node) {
        return node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    private static ObjectNode object(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw broken(file, "it is larger than 256 MiB", null);
            }
            var node = STRICT.readTree(Files.readAllBytes(file));
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw broken(file, "it is no JSON object", null);
        } catch (JacksonException e) {
            throw broken(file, "its JSON is broken (" + e.getOriginalMessage() + ")", e);
        } catch (IOException e) {
            throw broken(file, "it cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static UnusableTokenizer broken(Path file, String what, Exception cause) {
        return new UnusableTokenizer("The tokenizer file " + file + " cannot be used: " + what + ".", FETCH_AGAIN,
                cause);
    }
}
