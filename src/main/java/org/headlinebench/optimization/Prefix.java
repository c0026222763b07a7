package org.headlinebench.optimization;

/** What becomes of the beginning that prompts have in common. */
public enum Prefix {
    /** Every prompt is computed whole. */
    OFF("off"),
    /** Keys and values of the longest common run of first tokens are computed once and used by all. */
    SHARED("shared");

    private final String word;

    Prefix(String word) {
        this.word = word;
    }

    static Prefix of(Choice choice) {
        choice.accept();
        return choice.word().equals(SHARED.word) ? SHARED : OFF;
    }

    /** The choice as it is written. */
    Choice choice() {
        return Choice.of(word);
    }
}
