package org.headlinebench.metrics.quality;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Porter's suffix stripping (Porter, "An algorithm for suffix stripping", 1980) with NLTK's extensions, which is what
 * {@code rouge_score} uses: {@code nltk.stem.porter.PorterStemmer} in its default mode. Steps are named as in the
 * paper.
 */
final class PorterStemmer {
    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("sky", "sky"), Map.entry("skies", "sky"), Map.entry("dying", "die"), Map.entry("lying", "lie"),
            Map.entry("tying", "tie"), Map.entry("news", "news"), Map.entry("innings", "inning"),
            Map.entry("inning", "inning"), Map.entry("outings", "outing"), Map.entry("outing", "outing"),
            Map.entry("cannings", "canning"), Map.entry("canning", "canning"), Map.entry("howe", "howe"),
            Map.entry("proceed", "proceed"), Map.entry("exceed", "exceed"), Map.entry("succeed", "succeed"));

    private static final List<Rule> STEP_1A = List.of(
            always("sses", "ss"), always("ies", "i"), always("ss", "ss"), always("s", ""));

    private static final List<Rule> STEP_2 = List.of(
            measured("ational", "ate"), measured("tional", "tion"), measured("enci", "ence"), measured("anci", "ance"),
            measured("izer", "ize"), measured("bli", "ble"), measured("alli", "al"), measured("entli", "ent"),
            measured("eli", "e"), measured("ousli", "ous"), measured("ization", "ize"), measured("ation", "ate"),
            measured("ator", "ate"), measured("alism", "al"), measured("iveness", "ive"), measured("fulness", "ful"),
            measured("ousness", "ous"), measured("aliti", "al"), measured("iviti", "ive"), measured("biliti", "ble"),
            measured("fulli", "ful"),
            // The l counts with the stem, so that "geologi" is treated as "archaeologi" is.
            new Rule("logi", "log", stem -> measure(stem + "l") > 0));

    private static final List<Rule> STEP_3 = List.of(
            measured("icate", "ic"), measured("ative", ""), measured("alize", "al"), measured("iciti", "ic"),
            measured("ical", "ic"), measured("ful", ""), measured("ness", ""));

    private static final List<Rule> STEP_4 = List.of(
            dropped("al"), dropped("ance"), dropped("ence"), dropped("er"), dropped("ic"), dropped("able"),
            dropped("ible"), dropped("ant"), dropped("ement"), dropped("ment"), dropped("ent"),
            new Rule("ion", "", stem -> measure(stem) > 1 && (stem.endsWith("s") || stem.endsWith("t"))),
            dropped("ou"), dropped("ism"), dropped("ate"), dropped("iti"), dropped("ous"), dropped("ive"),
            dropped("ize"));

    private PorterStemmer() {}

    /** The stem of a lower-case word. */
    static String stem(String word) {
        if (IRREGULAR.containsKey(word)) {
            return IRREGULAR.get(word);
        }
        if (word.length() <= 2) {
            return word;
        }
        String stem = step1a(word);
        stem = step1b(stem);
        stem = step1c(stem);
        stem = step2(stem);
        stem = firstMatch(stem, STEP_3);
        stem = firstMatch(stem, STEP_4);
        stem = step5a(stem);
        return step5b(stem);
    }

    /** Plurals. */
    private static String step1a(String word) {
        return word.endsWith("ies") && word.length() == 4 ? without(word, 1) : firstMatch(word, STEP_1A);
    }

    /** -ed and -ing. */
    private static String step1b(String word) {
        if (word.endsWith("ied")) {
            return word.length() == 4 ? without(word, 1) : without(word, 2);
        }
        if (word.endsWith("eed")) {
            return measure(without(word, 3)) > 0 ? without(word, 1) : word;
        }
        return participleStem(word).map(PorterStemmer::mendParticiple).orElse(word);
    }

    private static Optional<String> participleStem(String word) {
        return List.of("ed", "ing")
                .stream()
                .filter(word::endsWith)
                .map(suffix -> without(word, suffix.length()))
                .filter(PorterStemmer::containsVowel)
                .findFirst();
    }

    /** Puts back the e of -ate, -ble, -ize and of short stems; halves a double consonant. */
    private static String mendParticiple(String stem) {
        if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
            return stem + "e";
        }
        if (endsInDoubleConsonant(stem)) {
            return "lsz".indexOf(stem.charAt(stem.length() - 1)) < 0 ? without(stem, 1) : stem;
        }
        return measure(stem) == 1 && endsInShortSyllable(stem) ? stem + "e" : stem;
    }

    /** -y after a consonant that is not the first letter. */
    private static String step1c(String word) {
        boolean changes = word.endsWith("y") && word.length() > 2 && isConsonant(word, word.length() - 2);
        return changes ? without(word, 1) + "i" : word;
    }

    /** Double suffixes; -alli is resolved first, its result goes through the step again. */
    private static String step2(String word) {
        return word.endsWith("alli") && measure(without(word, 4)) > 0
                ? step2(without(word, 2))
                : firstMatch(word, STEP_2);
    }

    /** A final -e. */
    private static String step5a(String word) {
        if (!word.endsWith("e")) {
            return word;
        }
        String stem = without(word, 1);
        int measure = measure(stem);
        return measure > 1 || (measure == 1 && !endsInShortSyllable(stem)) ? stem : word;
    }

    /** A final -ll. */
    private static String step5b(String word) {
        return word.endsWith("ll") && measure(without(word, 1)) > 1 ? without(word, 1) : word;
    }

    /** Only the first rule whose suffix matches is tried, whether or not its condition holds. */
    private static String firstMatch(String word, List<Rule> rules) {
        for (Rule rule : rules) {
            if (word.endsWith(rule.suffix)) {
                String stem = without(word, rule.suffix.length());
                return rule.condition.test(stem) ? stem + rule.replacement : word;
            }
        }
        return word;
    }

    /** The paper's m: how often a vowel is followed by a consonant. */
    private static int measure(String stem) {
        int measure = 0;
        boolean afterVowel = false;
        boolean consonant = false;
        for (int i = 0; i < stem.length(); i++) {
            consonant = isConsonantAfter(stem.charAt(i), i > 0 && consonant);
            if (consonant && afterVowel) {
                measure++;
            }
            afterVowel = !consonant;
        }
        return measure;
    }

    private static boolean containsVowel(String stem) {
        for (int i = 0; i < stem.length(); i++) {
            if (!isConsonant(stem, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean endsInDoubleConsonant(String word) {
        int last = word.length() - 1;
        return last > 0 && word.charAt(last) == word.charAt(last - 1) && isConsonant(word, last);
    }

    /** Consonant, vowel, consonant other than w, x, y; or the two letters vowel, consonant. */
    private static boolean endsInShortSyllable(String word) {
        int last = word.length() - 1;
        if (last < 1 || !isConsonant(word, last) || isConsonant(word, last - 1)) {
            return false;
        }
        return last == 1 || (isConsonant(word, last - 2) && "wxy".indexOf(word.charAt(last)) < 0);
    }

    private static boolean isConsonant(String word, int position) {
        int run = position;
        while (run > 0 && word.charAt(run) == 'y') {
            run--;
        }
        boolean consonant = isConsonantAfter(word.charAt(run), false);
        // Within a run of y each one is the opposite of the one before.
        return consonant == ((position - run) % 2 == 0);
    }

    private static boolean isConsonantAfter(char letter, boolean afterConsonant) {
        return letter == 'y' ? !afterConsonant : "aeiou".indexOf(letter) < 0;
    }

    private static String without(String word, int letters) {
        return word.substring(0, word.length() - letters);
    }

    private static Rule always(String suffix, String replacement) {
        return new Rule(suffix, replacement, stem -> true);
    }

    private static Rule measured(String suffix, String replacement) {
        return new Rule(suffix, replacement, stem -> measure(stem) > 0);
    }

    private static Rule dropped(String suffix) {
        return new Rule(suffix, "", stem -> measure(stem) > 1);
    }

    private record Rule(String suffix, String replacement, Predicate<String> condition) {}
}
