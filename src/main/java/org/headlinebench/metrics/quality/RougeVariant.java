package org.headlinebench.metrics.quality;

/** The ROUGE scores that are computed. */
public enum RougeVariant {
    /** Overlap of words. */
    ROUGE_1("ROUGE-1"),
    /** Overlap of pairs of consecutive words. */
    ROUGE_2("ROUGE-2"),
    /** Longest common subsequence of words, line breaks ignored. */
    ROUGE_L("ROUGE-L"),
    /** Union of longest common subsequences, line by line. */
    ROUGE_LSUM("ROUGE-Lsum");

    private final String label;

    RougeVariant(String label) {
        this.label = label;
    }

    /** The name in charts and tables, e.g. {@code ROUGE-Lsum}. */
    public String label() {
        return label;
    }
}
