package org.headlinebench.optimization;

/** What becomes of the beginning that prompts have in common. */
public enum Prefix {
    /** Every prompt is computed whole. */
    OFF("off"),
    /** Keys and values of the longest common run of first tokens are computed once and used by all. */
    SHARED("shared"),
    /**
     * Each prompt takes over what the one before it and its answer already computed, as far as the tokens are the same: the
     * history that the turns of a conversation share.
     */
    TURNS("turns");

    private final String word;

    Prefix(String word) {
        this.word = word;
    }

    static Prefix of(Choice choice) {
        choice.accept();
        for (Prefix prefix : values()) {
            if (prefix.word.equals(choice.word())) {
                return prefix;
            }
        }
        throw new IllegalArgumentException("no prefix is called " + choice.word());
    }

    /** The name as it is written. */
    public String word() {
        return word;
    }

    /** The choice as it is written. */
    Choice choice() {
        return Choice.of(word);
    }
}
