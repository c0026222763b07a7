package org.headlinebench.metrics.quality;

import java.util.List;
import java.util.regex.Pattern;

/** Words as a reader counts them: what white space (any of Unicode's) separates. */
final class Words {
    private static final Pattern SPACES = Pattern.compile("(?U)\\s+");

    private Words() {}

    static List<String> of(String text) {
        return SPACES.splitAsStream(text).filter(word -> !word.isEmpty()).toList();
    }
}
