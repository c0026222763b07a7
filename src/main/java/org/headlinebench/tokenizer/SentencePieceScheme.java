package org.headlinebench.tokenizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import tools.jackson.databind.node.ObjectNode;

import org.headlinebench.tokenizer.GgufVocabulary.Merge;

/**
 * SentencePiece BPE with byte fallback ({@code tokenizer.ggml.model = llama}: Llama 2, Mistral 7B), as transformers 5
 * builds {@code LlamaTokenizer}.
 *
 * @param prefixSpace whether a text begins with a space that is not in it
 */
record SentencePieceScheme(boolean prefixSpace) implements GgufScheme {
    private static final String SPACE = "\u2581";

    @Override
    public boolean addsBosByDefault() {
        return true;
    }

    @Override
    public void describe(ObjectNode root, GgufVocabulary vocabulary) {
        root.putNull("normalizer");
        root.putObject("pre_tokenizer")
                .put("type", "Metaspace")
                .put("replacement", SPACE)
                .put("prepend_scheme", prefixSpace ? "first" : "never")
                .put("split", false);
        var model = GgufScheme.bpe(vocabulary, vocabulary.hasMerges() ? vocabulary.merges() : merges(vocabulary));
        vocabulary.special("unknown_token_id")
                .ifPresentOrElse(
                        id -> model.put("unk_token", vocabulary.tokens().get(id)), () -> model.putNull("unk_token"));
        root.set("model", model.put("fuse_unk", true).put("byte_fallback", true).put("ignore_merges", false));
        var decoders = root.putObject("decoder").put("type", "Sequence").putArray("decoders");
        decoders.addObject().put("type", "Replace").put("content", " ").putObject("pattern").put("String", SPACE);
        decoders.addObject().put("type", "ByteFallback");
        decoders.addObject().put("type", "Fuse");
        if (prefixSpace) {
            decoders.addObject().put("type", "Strip").put("content", " ").put("start", 1).put("stop", 0);
        }
    }

    /**
     * SentencePiece ranks whole tokens, not pairs: every way to cut a token into two tokens is a merge, best score
     * first (transformers {@code generate_merges}; Python counts code points, and its sorts are stable).
     */
    private static List<Merge> merges(GgufVocabulary vocabulary) {
        var scores = vocabulary.scores();
        var cuts = new ArrayList<Cut>();
        for (int id = 0; id < scores.size(); id++) {
            cuts.addAll(cuts(vocabulary, vocabulary.tokens().get(id), scores.get(id)));
        }
        cuts.sort(Comparator.comparingDouble(Cut::score)
                .thenComparingInt(cut -> cut.leftLength)
                .thenComparingInt(cut -> cut.rightLength)
                .reversed());
        return cuts.stream().map(Cut::merge).toList();
    }

    private static List<Cut> cuts(GgufVocabulary vocabulary, String token, double score) {
        var cuts = new ArrayList<Cut>();
        int length = token.codePointCount(0, token.length());
        for (int left = 1; left < length; left++) {
            int at = token.offsetByCodePoints(0, left);
            var merge = new Merge(token.substring(0, at), token.substring(at));
            var leftId = vocabulary.ids().get(merge.left());
            var rightId = vocabulary.ids().get(merge.right());
            if (leftId != null && rightId != null) {
                cuts.add(new Cut(merge, score, left, length - left, leftId, rightId));
            }
        }
        cuts.sort(Comparator.comparingInt(Cut::leftId).thenComparingInt(Cut::rightId));
        return cuts;
    }

    private record Cut(Merge merge, double score, int leftLength, int rightLength, int leftId, int rightId) {}
}
