package org.headlinebench.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.headlinebench.tokenizer.Tokenizer;

/** Writes ids as numbers with a blank between them; for models whose tokens mean nothing. */
public record NumberTokenizer(int vocabularySize, List<Integer> eosTokenIds) implements Tokenizer {
    public static String text(int... ids) {
        return Arrays.stream(ids).mapToObj(String::valueOf).collect(Collectors.joining(" "));
    }

    @Override
    public int[] encode(String text, boolean addSpecialTokens) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    @Override
    public String decode(int[] ids, boolean skipSpecial) {
        return text(ids);
    }

    @Override
    public Optional<String> chatTemplate() {
        return Optional.empty();
    }

    @Override
    public Optional<String> bosToken() {
        return Optional.empty();
    }

    @Override
    public Optional<String> eosToken() {
        return Optional.empty();
    }

    @Override
    public String fingerprint() {
        return "numbers";
    }

    @Override
    public void close() {}
}
