package org.headlinebench.tokenizer;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.Stream;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.headlinebench.tokenizer.TokenizerJson.Special;
import org.headlinebench.weights.GgufMetadata;

/**
 * Rebuilds {@code tokenizer.json} from GGUF metadata, as the model's own file was before the conversion; sources are
 * transformers 5 ({@code integrations/gguf/gguf_tokenizer_mapping.py}) and llama.cpp ({@code llama-vocab.cpp}).
 */
final class GgufTokenizer {
    private static final String KEYS = "tokenizer.ggml.";
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;

    private final GgufMetadata metadata;
    private final GgufVocabulary vocabulary;
    private final GgufScheme scheme;

    private GgufTokenizer(Path file, GgufMetadata metadata) {
        this.metadata = metadata;
        this.scheme = scheme(file, metadata);
        this.vocabulary = GgufVocabulary.read(metadata);
    }

    static TokenizerDefinition read(Path file, GgufMetadata metadata) {
        return new GgufTokenizer(file, metadata).definition();
    }

    private static GgufScheme scheme(Path file, GgufMetadata metadata) {
        var kind = metadata.text(KEYS + "model")
                .orElseThrow(() -> new UnusableTokenizer(
                        "The model " + file + " has no tokenizer: key '" + KEYS + "model' is missing.",
                        "Choose a GGUF file that carries its tokenizer."));
        return switch (kind) {
            case "gpt2" -> ByteLevelScheme.named(file, metadata.text(KEYS + "pre"));
            case "llama" -> new SentencePieceScheme(metadata.flag(KEYS + "add_space_prefix").orElse(true));
            default -> throw new UnusableTokenizer(
                    "The tokenizer of " + file + " is of the kind '" + kind
                            + "', which none of the supported families uses.",
                    "Choose a model with a byte-level (gpt2) or SentencePiece (llama) tokenizer.");
        };
    }

    private TokenizerDefinition definition() {
        var root = JsonNodeFactory.instance.objectNode().put("version", "1.0");
        root.putNull("truncation").putNull("padding");
        addTokens(root);
        scheme.describe(root, vocabulary);
        var bos = added("bos", scheme.addsBosByDefault());
        var eos = added("eos", false);
        if (bos.isPresent() || eos.isPresent()) {
            root.set("post_processor", TokenizerJson.around(bos, eos));
        } else {
            root.putNull("post_processor");
        }
        var fingerprint = TokenizerJson.fingerprint(TokenizerJson.tokens(root), root.path("model").path("merges"));
        return new TokenizerDefinition(new JsonMapper().writeValueAsString(root), vocabulary.tokens().size(),
                fingerprint, token("bos"), token("eos"), eosTokenIds(), metadata.text("tokenizer.chat_template"));
    }

    /** Tokens that are never cut: control tokens are special, user-defined ones are plain text. */
    private void addTokens(ObjectNode root) {
        var special = new TreeSet<Integer>();
        var whole = new TreeSet<Integer>();
        Stream.of("bos", "eos", "unknown", "padding")
                .map(name -> vocabulary.special(name + "_token_id"))
                .flatMapToInt(OptionalInt::stream)
                .forEach(special::add);
        for (int id = 0; id < vocabulary.types().size(); id++) {
            long type = vocabulary.types().get(id);
            if (type == CONTROL) {
                special.add(id);
            } else if (type == USER_DEFINED) {
                whole.add(id);
            }
        }
        whole.addAll(special);
        var added = root.putArray("added_tokens");
        for (int id : whole) {
            added.addObject()
                    .put("id", id)
                    .put("content", vocabulary.tokens().get(id))
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", special.contains(id));
        }
    }

    private Optional<Special> added(String which, boolean byDefault) {
        var key = KEYS + "add_" + which + "_token";
        if (!metadata.flag(key).orElse(byDefault)) {
            return Optional.empty();
        }
        var id = vocabulary.special(which + "_token_id");
        if (id.isEmpty()) {
            throw metadata.wrong(KEYS + which + "_token_id", "is missing, but every text needs that token");
        }
        return Optional.of(new Special(vocabulary.tokens().get(id.getAsInt()), id.getAsInt()));
    }

    private Optional<String> token(String which) {
        return vocabulary.special(which + "_token_id").stream().mapToObj(vocabulary.tokens()::get).findFirst();
    }

    private List<Integer> eosTokenIds() {
        return Stream.of("eos", "eot", "eom")
                .map(name -> vocabulary.special(name + "_token_id"))
                .flatMapToInt(OptionalInt::stream)
                .distinct()
                .boxed()
                .toList();
    }
}
