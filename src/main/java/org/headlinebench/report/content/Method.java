package org.headlinebench.report.content;

import java.util.List;

import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.metrics.statistics.Percentiles;
import org.headlinebench.report.document.Block;
import org.headlinebench.report.document.Block.Bullets;
import org.headlinebench.report.document.Block.Column;
import org.headlinebench.report.document.Block.Heading;
import org.headlinebench.report.document.Block.Paragraph;
import org.headlinebench.report.document.Block.Table;

/** How was measured. */
final class Method {
    private Method() {}

    static List<Block> of(Source source) {
        WorkloadIdentity workload = source.baseline().workload();
        return List.of(new Heading(1, "Method"), new Heading(2, "Workload"),
                new Table("The workload of the baseline, and of every run that is compared with it.",
                        List.of(Column.text("What"), Column.text("Choice")),
                        List.of(List.of("Dataset", workload.dataset() + ", SHA-256 " + workload.datasetSha256()),
                                List.of("Rows", workload.selection() + ": " + workload.rows() + " usable, "
                                        + workload.leftOut() + " left out"),
                                List.of("Prompt", workload.prompt()),
                                List.of("Extraction", workload.extraction()),
                                List.of("Stop rule", workload.stop()),
                                List.of("Prompts that are too long", workload.fit()),
                                List.of("Token limit", String.valueOf(workload.maxNewTokens())),
                                List.of("Passes", String.valueOf(workload.passes())))),
                new Heading(2, "Definitions"),
                new Bullets(List.of(
                        "E2E latency: from handing over the text to the last token decoded to text. TTFT: to the first"
                                + " token, tokenization included. TPOT: (E2E \u2212 TTFT) / (output tokens \u2212 1).",
                        "Percentiles by " + Percentiles.METHOD + "; one with too few samples is marked * as indicative"
                                + " (p99 needs " + Percentiles.minimumSamples(99) + ").",
                        "ROUGE-1, -2, -L and -Lsum: F1 as Google\u2019s rouge_score 0.1.2 gives it, against the headline"
                                + " that was printed; means over articles with 95 % bootstrap intervals.",
                        "Memory: what one configuration alone takes where its model is \u2013 the resident set of a worker"
                                + " process, or on a GPU the device\u2019s memory in use \u2013 loading apart from generating;"
                                + " model size and KV cache are exact bytes.",
                        "Warm-up, loading and fetching are in no latency. Outliers (modified z-score beyond 3.5) are"
                                + " flagged and counted in.",
                        "Roofline: decode speed as a share of what the device\u2019s measured copy bandwidth allows.")),
                new Heading(2, "Statistics"), new Bullets(ComparisonWords.method(source.evidence().comparisons())),
                Paragraph.body("Every number is measured unless a tag beside it says estimated, simulated or"
                        + " published."));
    }
}
