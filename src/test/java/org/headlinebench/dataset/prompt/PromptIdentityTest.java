package org.headlinebench.dataset.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.NewsRows;
import org.headlinebench.dataset.RowSelection;

class PromptIdentityTest {
    private static final String SHA = "a".repeat(64);
    private static final PromptIdentity BASE = new PromptIdentity(SHA, List.of(1, 2), PromptTemplate.REFERENCE,
            HeadlineExtraction.FIRST_LINE, StopRule.NONE, FitPolicy.REFUSE);

    @Test
    void everyPartChangesTheChecksum() {
        var others = Stream.of(
                new PromptIdentity("b".repeat(64), List.of(1, 2), PromptTemplate.REFERENCE,
                        HeadlineExtraction.FIRST_LINE,
                        StopRule.NONE, FitPolicy.REFUSE),
                new PromptIdentity(SHA, List.of(1, 3), PromptTemplate.REFERENCE, HeadlineExtraction.FIRST_LINE,
                        StopRule.NONE, FitPolicy.REFUSE),
                new PromptIdentity(SHA, List.of(12), PromptTemplate.REFERENCE, HeadlineExtraction.FIRST_LINE,
                        StopRule.NONE, FitPolicy.REFUSE),
                new PromptIdentity(SHA, List.of(1, 2), PromptTemplate.INSTRUCTION, HeadlineExtraction.FIRST_LINE,
                        StopRule.NONE, FitPolicy.REFUSE),
                new PromptIdentity(SHA, List.of(1, 2), PromptTemplate.CHAT, HeadlineExtraction.FIRST_LINE,
                        StopRule.NONE,
                        FitPolicy.REFUSE),
                new PromptIdentity(SHA, List.of(1, 2), PromptTemplate.REFERENCE, HeadlineExtraction.UNTIL_MARKER,
                        StopRule.NONE, FitPolicy.REFUSE),
                new PromptIdentity(SHA, List.of(1, 2), PromptTemplate.REFERENCE, HeadlineExtraction.FIRST_LINE,
                        StopRule.NEWLINE, FitPolicy.REFUSE),
                new PromptIdentity(SHA, List.of(1, 2), PromptTemplate.REFERENCE, HeadlineExtraction.FIRST_LINE,
                        StopRule.NONE, FitPolicy.CUT_DESCRIPTION));

        assertThat(Stream.concat(Stream.of(BASE), others).map(PromptIdentity::checksum)).doesNotHaveDuplicates()
                .hasSize(9)
                .allMatch(checksum -> checksum.matches("[0-9a-f]{64}"));
    }

    @Test
    void theSameRowsAskedForInAnotherWayAreTheSameWorkload() {
        Dataset dataset = NewsRows.complete(3);

        assertThat(identity(dataset, "all", "reference"))
                .isEqualTo(identity(dataset, "1-2,3", "text:Short description: {text}\\nHeadline:"));
    }

    /** Pinned, and computed apart from this code: stored runs are compared by it, so its form must not change unnoticed. */
    @Test
    void theChecksumStaysTheSameFromVersionToVersion() {
        assertThat(BASE.checksum()).isEqualTo("d2fe16aeb1f0429adb63a7da00e237ffd518e1d859efa9636aaace95fd978f62");
    }

    private static String identity(Dataset dataset, String rows, String prompt) {
        return PromptIdentity.of(dataset, RowSelection.parse(rows).select(dataset), PromptTemplate.parse(prompt),
                HeadlineExtraction.FIRST_LINE, StopRule.NONE, FitPolicy.REFUSE).checksum();
    }
}
