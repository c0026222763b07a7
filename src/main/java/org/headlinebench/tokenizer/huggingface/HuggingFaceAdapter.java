package org.headlinebench.tokenizer.huggingface;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;

import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.tokenizer.TokenizerDefinition;

/** The port over DJL's tokenizer. */
final class HuggingFaceAdapter implements Tokenizer {
    private final HuggingFaceTokenizer tokenizer;
    private final TokenizerDefinition definition;

    HuggingFaceAdapter(HuggingFaceTokenizer tokenizer, TokenizerDefinition definition) {
        this.tokenizer = tokenizer;
        this.definition = definition;
    }

    @Override
    public int[] encode(String text, boolean addSpecialTokens) {
        return Arrays.stream(tokenizer.encode(text, addSpecialTokens, false).getIds())
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    @Override
    public String decode(int[] ids, boolean skipSpecial) {
        for (int id : ids) {
            if (id < 0) {
                throw new IllegalArgumentException("token id " + id);
            }
        }
        return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), skipSpecial);
    }

    @Override
    public int vocabularySize() {
        return definition.vocabularySize();
    }

    @Override
    public List<Integer> eosTokenIds() {
        return definition.eosTokenIds();
    }

    @Override
    public Optional<String> chatTemplate() {
        return definition.chatTemplate();
    }

    @Override
    public Optional<String> bosToken() {
        return definition.bosToken();
    }

    @Override
    public Optional<String> eosToken() {
        return definition.eosToken();
    }

    @Override
    public String fingerprint() {
        return definition.fingerprint();
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
