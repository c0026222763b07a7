package org.headlinebench.tokenizer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import org.headlinebench.weights.GgufMetadata;

/**
 * Tokens, merges and special ids of a GGUF file, checked against each other.
 *
 * @param tokens token texts in the order of their ids
 * @param ids the reverse
 * @param types llama.cpp's token types in the order of ids; empty if the file has none
 */
record GgufVocabulary(GgufMetadata metadata, List<String> tokens, Map<String, Integer> ids, List<Long> types) {

    private static final String KEYS = "tokenizer.ggml.";

    static GgufVocabulary read(GgufMetadata metadata) {
        var tokens = metadata.texts(KEYS + "tokens").orElseThrow(() -> metadata.wrong(KEYS + "tokens", "is missing"));
        if (tokens.isEmpty()) {
            throw metadata.wrong(KEYS + "tokens", "is empty");
        }
        var ids = new HashMap<String, Integer>();
        for (var token : tokens) {
            if (ids.put(token, ids.size()) != null) {
                throw metadata.wrong(KEYS + "tokens", "holds '" + token + "' twice");
            }
        }
        var types = metadata.wholes(KEYS + "token_type").orElse(List.of());
        if (!types.isEmpty() && types.size() != tokens.size()) {
            throw metadata.wrong(KEYS + "token_type",
                    "holds " + types.size() + " types for " + tokens.size() + " tokens");
        }
        return new GgufVocabulary(metadata, tokens, Collections.unmodifiableMap(ids), types);
    }

    /** Whether the file gives merges itself. */
    boolean hasMerges() {
        return metadata.value(KEYS + "merges").isPresent();
    }

    List<Merge> merges() {
        var lines = metadata.texts(KEYS + "merges").orElseThrow(() -> metadata.wrong(KEYS + "merges", "is missing"));
        var merges = new ArrayList<Merge>(lines.size());
        for (var line : lines) {
            int space = line.indexOf(' ');
            if (space < 1 || space != line.lastIndexOf(' ')) {
                throw metadata.wrong(KEYS + "merges", "holds '" + line + "', which is no pair of tokens");
            }
            var merge = new Merge(line.substring(0, space), line.substring(space + 1));
            if (!ids.containsKey(merge.left) || !ids.containsKey(merge.right)
                    || !ids.containsKey(merge.left + merge.right)) {
                throw metadata.wrong(KEYS + "merges", "holds '" + line + "', whose parts or whole are no tokens");
            }
            merges.add(merge);
        }
        return merges;
    }

    List<Double> scores() {
        var scores = metadata.reals(KEYS + "scores").orElseThrow(() -> metadata.wrong(KEYS + "scores", "is missing"));
        if (scores.size() != tokens.size()) {
            throw metadata.wrong(KEYS + "scores",
                    "holds " + scores.size() + " scores for " + tokens.size() + " tokens");
        }
        return scores;
    }

    /** The id under a key such as {@code bos_token_id}; empty where the key is absent. */
    OptionalInt special(String key) {
        var id = metadata.whole(KEYS + key);
        if (id.isEmpty()) {
            return OptionalInt.empty();
        }
        if (id.getAsLong() < 0 || id.getAsLong() >= tokens.size()) {
            throw metadata.wrong(KEYS + key, "is " + id.getAsLong() + ", outside the " + tokens.size() + " tokens");
        }
        return OptionalInt.of((int) id.getAsLong());
    }

    /** Two tokens that become one. */
    record Merge(String left, String right) {}
}
