package org.headlinebench.metrics.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits text as {@code rouge_score.tokenize} does: lower-case, the runs of {@code [a-z0-9]}; everything else
 * separates, letters with accents too. With a stemmer, words of more than 3 characters are stemmed.
 */
final class RougeWords {
    private static final Pattern WORD = Pattern.compile("[a-z0-9]+");
    private static final int LONGEST_UNSTEMMED = 3;

    private final UnaryOperator<String> stemmer;

    private RougeWords(UnaryOperator<String> stemmer) {
        this.stemmer = stemmer;
    }

    static RougeWords plain() {
        return new RougeWords(word -> word);
    }

    static RougeWords stemmed() {
        return new RougeWords(PorterStemmer::stem);
    }

    List<String> of(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text.toLowerCase(Locale.ROOT));
        while (matcher.find()) {
            String word = matcher.group();
            words.add(word.length() > LONGEST_UNSTEMMED ? stemmer.apply(word) : word);
        }
        return words;
    }
}
