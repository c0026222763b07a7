package org.headlinebench.tokenizer;

import java.util.List;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import org.headlinebench.tokenizer.GgufVocabulary.Merge;

/** How a GGUF tokenizer normalizes, splits, merges and decodes: the parts of {@code tokenizer.json} named after it. */
sealed interface GgufScheme permits ByteLevelScheme, SentencePieceScheme {
    /** Whether BOS is added where the file does not say. */
    boolean addsBosByDefault();

    /** Sets normalizer, pre_tokenizer, model and decoder. */
    void describe(ObjectNode root, GgufVocabulary vocabulary);

    /** The BPE model, without the settings that differ. */
    static ObjectNode bpe(GgufVocabulary vocabulary, List<Merge> merges) {
        var model = JsonNodeFactory.instance.objectNode().put("type", "BPE");
        model.putNull("dropout").putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        var vocab = model.putObject("vocab");
        int id = 0;
        for (var token : vocabulary.tokens()) {
            vocab.put(token, id++);
        }
        var pairs = model.putArray("merges");
        for (var merge : merges) {
            pairs.addArray().add(merge.left()).add(merge.right());
        }
        return model;
    }
}
