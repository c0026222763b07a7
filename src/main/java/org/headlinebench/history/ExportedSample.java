package org.headlinebench.history;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.metrics.quality.RougeScores;

/** One of the {@code samples} of an exported run. */
record ExportedSample(int position, int row, int pass, String category, String description, String actualHeadline,
        String headline, String continuation, String finishReason, OptionalInt promptTokens, int outputTokens,
        int cutWords,
        List<Integer> tokenIds, Times times, RougeScores rouge, Optional<ExportedSpeculation> speculation,
        boolean outlier) {

    record Times(double tokenizeMillis, double prefillMillis, double generateMillis, double detokenizeMillis,
            double endToEndMillis, double ttftMillis, OptionalDouble tpotMillis, OptionalDouble tokensPerSecond,
            OptionalDouble decodeTokensPerSecond, List<Double> tokenMillis, OptionalDouble queueMillis) {

        static Times of(SampleTimes times) {
            return new Times(times.tokenizeMillis(), times.prefillMillis(), times.generateMillis(),
                    times.detokenizeMillis(), times.endToEndMillis(), times.ttftMillis(), times.tpotMillis(),
                    times.tokensPerSecond(), times.decodeTokensPerSecond(), times.tokenMillis(),
                    times.queueMillis());
        }
    }

    static ExportedSample of(Sample sample, boolean outlier) {
        return new ExportedSample(sample.position(), sample.row(), sample.pass(), sample.category(),
                sample.description(), sample.actualHeadline(), sample.headline(), sample.continuation(),
                RunsDocument.word(sample.finishReason()), sample.toldPromptTokens(), sample.times().outputTokens(),
                sample.cutWords(), sample.tokenIds(), Times.of(sample.times()), sample.rouge(),
                sample.speculation().map(ExportedSpeculation::of), outlier);
    }
}
