package org.headlinebench.history;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.metrics.RooflineShare;
import org.headlinebench.metrics.latency.LatencySummary;
import org.headlinebench.metrics.quality.Exactness;
import org.headlinebench.metrics.quality.QualitySummary;

/** {@code summary} of an exported run. */
record ExportedSummary(int samples, Optional<Latency> latency, Optional<QualitySummary> quality,
        Optional<BaselineExactness> exactness, Optional<Roofline> roofline,
        Optional<ExportedSpeculation> speculation, List<Integer> outlierPositions,
        Map<String, Integer> finishReasons,
        int cutPrompts) {

    record Latency(Distribution endToEndMillis, Distribution ttftMillis, Optional<Distribution> tpotMillis,
            Optional<Distribution> interTokenMillis, Optional<Distribution> queueMillis, long outputTokens,
            double wallMillis,
            double outputTokensPerSecond, double samplesPerSecond, OptionalDouble tokensPerSecondPerUser,
            OptionalDouble medianTokensPerSecond) {

        static Latency of(LatencySummary latency) {
            return new Latency(Distribution.of(latency.endToEndMillis()), Distribution.of(latency.ttftMillis()),
                    latency.tpotMillis().map(Distribution::of), latency.interTokenMillis().map(Distribution::of),
                    latency.queueMillis().map(Distribution::of),
                    latency.outputTokens(), latency.wallMillis(), latency.outputTokensPerSecond(),
                    latency.samplesPerSecond(), latency.tokensPerSecondPerUser(), latency.medianTokensPerSecond());
        }
    }

    /** @param indicative names of the percentiles that rest on too few samples to be more than a hint */
    record Distribution(int count, double mean, OptionalDouble standardDeviation, double min, double p50, double p90,
            double p95, double p99, double max, List<String> indicative) {

        static Distribution of(org.headlinebench.metrics.statistics.Distribution of) {
            return new Distribution(of.count(), of.mean(), of.standardDeviation(), of.min(), of.p50(), of.p90(),
                    of.p95(), of.p99(), of.max(),
                    Stream.of(50, 90, 95, 99).filter(of::isIndicative).map(percent -> "p" + percent).toList());
        }
    }

    record Roofline(double share, double bytesPerToken, double decodeTokensPerSecond, double bandwidthBytesPerSecond) {
        static Roofline of(RooflineShare roofline) {
            return new Roofline(roofline.share(), roofline.bytesPerToken(), roofline.decodeTokensPerSecond(),
                    roofline.bandwidthBytesPerSecond());
        }
    }

    record BaselineExactness(String baseline, int samples, int identicalSamples, double identicalShare,
            List<OptionalInt> firstDifferences) {

        static BaselineExactness of(Exactness exactness, RunId baseline) {
            return new BaselineExactness(baseline.value(), exactness.samples(), exactness.identicalSamples(),
                    exactness.identicalShare(), exactness.firstDifferences());
        }
    }

    static ExportedSummary of(RunSummary summary, Optional<RunId> baseline) {
        var reasons = new TreeMap<String, Integer>();
        summary.finishReasons().forEach((reason, count) -> reasons.put(RunsDocument.word(reason), count));
        return new ExportedSummary(summary.samples(), summary.latency().map(Latency::of), summary.quality(),
                summary.exactness()
                        .flatMap(exactness -> baseline.map(run -> BaselineExactness.of(exactness, run))),
                summary.roofline().map(Roofline::of), summary.speculation().map(ExportedSpeculation::of),
                summary.outliers(), reasons, summary.cutPrompts());
    }
}
