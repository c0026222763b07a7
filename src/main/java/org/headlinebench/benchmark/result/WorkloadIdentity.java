package org.headlinebench.benchmark.result;

/**
 * What was written about, and under which rules; two runs are comparable in quality only where {@link #checksum} is equal.
 *
 * @param dataset      the dataset's name
 * @param datasetSha256 checksum of its file
 * @param selection    the rows as the user selected them
 * @param rows         rows that were selected and usable
 * @param leftOut      rows in the selection without a headline or a description
 * @param prompt       the prompt template's text form
 * @param extraction   the rule that cuts the headline out of the continuation
 * @param stop         the stop rule
 * @param fit          what happens to a prompt that is too long
 * @param maxNewTokens token limit
 * @param passes       passes over the rows
 * @param checksum     of rows and rules together
 */
public record WorkloadIdentity(String dataset, String datasetSha256, String selection, int rows, int leftOut,
        String prompt, String extraction, String stop, String fit, int maxNewTokens, int passes, String checksum) {

    /** Name in place of a dataset's where somebody typed the article. */
    public static final String AD_HOC = "(ad hoc)";
    /** Stands for the actual headline of an article that has none; it shares no word with any headline. */
    public static final String NO_HEADLINE = "—";

    /** Whether the run was over one typed article, which no comparison and no aggregate includes. */
    public boolean adHoc() {
        return dataset.equals(AD_HOC);
    }
}
