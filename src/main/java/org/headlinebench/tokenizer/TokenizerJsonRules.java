package org.headlinebench.tokenizer;

import java.nio.file.Path;
import java.util.HashSet;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks the parts of a {@code tokenizer.json} that this program reads itself, so that a damaged file is refused here
 * with a clear text and not by native code.
 */
final class TokenizerJsonRules {
    private static final int MOST_TOKENS = 1 << 24;

    private final Path file;

    private TokenizerJsonRules(Path file) {
        this.file = file;
    }

    static void check(Path file, ObjectNode root) {
        var rules = new TokenizerJsonRules(file);
        var model = root.path("model");
        var type = model.path("type").asString("BPE");
        if (!type.equals("BPE")) {
            throw new UnusableTokenizer("The tokenizer file " + file + " is of the kind '" + type
                    + "', which none of the supported families uses.", "Choose a model with a BPE tokenizer.");
        }
        rules.checkVocabulary(model.path("vocab"));
        rules.checkMerges(model.path("merges"));
        rules.checkAddedTokens(root.path("added_tokens"));
    }

    private void checkVocabulary(JsonNode vocabulary) {
        require(vocabulary.isObject() && !vocabulary.isEmpty(), "'model.vocab' must be an object with tokens");
        var ids = new HashSet<Integer>();
        for (var entry : vocabulary.properties()) {
            require(isId(entry.getValue()), "token '" + entry.getKey() + "' has no proper id");
            require(ids.add(entry.getValue().intValue()),
                    "id " + entry.getValue() + " stands for two tokens, one of them '" + entry.getKey() + "'");
        }
    }

    private void checkMerges(JsonNode merges) {
        require(merges.isArray(), "'model.merges' must be an array");
        for (var merge : merges) {
            boolean pair = merge.isArray() && merge.size() == 2 && merge.get(0).isString() && merge.get(1).isString();
            require(pair || merge.isString(), "'model.merges' must hold pairs of tokens");
        }
    }

    private void checkAddedTokens(JsonNode added) {
        require(added.isArray() || added.isMissingNode() || added.isNull(), "'added_tokens' must be an array");
        for (var token : added) {
            require(token.path("content").isString() && isId(token.path("id")),
                    "'added_tokens' must hold tokens with 'id' and 'content'");
        }
    }

    private static boolean isId(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 0
                && node.intValue() < MOST_TOKENS;
    }

    private void require(boolean condition, String what) {
        if (!condition) {
            throw new UnusableTokenizer("The tokenizer file " + file + " cannot be used: " + what + ".",
                    "Fetch the file again.");
        }
    }
}
