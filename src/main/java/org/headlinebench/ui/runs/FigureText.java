package org.headlinebench.ui.runs;

import org.headlinebench.metrics.quality.RougeVariant;
import org.headlinebench.metrics.statistics.Distribution;
import org.headlinebench.ui.experiment.RunFigures;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;

/**
 * A number of the results table.
 *
 * @param value as written; a dash where there is none
 * @param note  what must be known to read it, such as its interval; may be empty
 */
record FigureText(String value, String note) {
    private static final FigureText NONE = new FigureText("–", "");
    private static final double P99 = 99;

    static FigureText endToEndMean(RunFigures figures) {
        return latency(figures, Distribution::mean);
    }

    static FigureText endToEndMedian(RunFigures figures) {
        return latency(figures, Distribution::p50);
    }

    /** Marked below the number of samples at which it is meaningful. */
    static FigureText endToEndP99(RunFigures figures) {
        return figures.summary()
                .flatMap(summary -> summary.latency())
                .map(latency -> new FigureText(Figures.millis(latency.endToEndMillis().p99()),
                        latency.endToEndMillis().isIndicative(P99) ? Messages.text("figure.indicative") : ""))
                .orElse(NONE);
    }

    static FigureText ttftMedian(RunFigures figures) {
        return figures.summary()
                .flatMap(summary -> summary.latency())
                .map(latency -> new FigureText(Figures.millis(latency.ttftMillis().p50()), ""))
                .orElse(NONE);
    }

    /** Where tokens are proposed, with the number that a pass of the target yields. */
    static FigureText tokensPerSecond(RunFigures figures) {
        String perPass = figures.summary()
                .flatMap(summary -> summary.speculation())
                .map(counts -> Messages.text("figure.perPass",
                        Figures.ratio(counts.tokensPerTargetPass().orElse(1))))
                .orElse("");
        return figures.summary()
                .flatMap(summary -> summary.latency())
                .map(latency -> new FigureText(Figures.rate(latency.outputTokensPerSecond()), perPass))
                .orElse(NONE);
    }

    static FigureText rouge(RunFigures figures, RougeVariant variant) {
        return figures.summary()
                .flatMap(summary -> summary.quality())
                .map(quality -> quality.of(variant).f1())
                .map(f1 -> new FigureText(Figures.score(f1.mean()), f1.interval().map(Figures::bounds).orElse("")))
                .orElse(NONE);
    }

    static FigureText identical(RunModel run, RunFigures figures) {
        if (run.isBaseline()) {
            return new FigureText(Messages.text("figure.baseline"), "");
        }
        return figures.summary()
                .flatMap(summary -> summary.exactness())
                .map(exactness -> new FigureText(Figures.percent(exactness.identicalShare()),
                        Messages.text("figure.of", exactness.identicalSamples(), exactness.samples())))
                .orElse(NONE);
    }

    static FigureText peak(RunModel run) {
        return run.peakBytes().get().isPresent()
                ? new FigureText(Figures.mebibytesText(run.peakBytes().get().getAsLong()),
                        run.estimatedBytes().get().isPresent()
                                ? Messages.text("runs.estimate",
                                        Figures.mebibytesText(run.estimatedBytes().get().getAsLong()))
                                : "")
                : NONE;
    }

    private static FigureText latency(RunFigures figures,
            java.util.function.ToDoubleFunction<Distribution> statistic) {
        return figures.summary()
                .flatMap(summary -> summary.latency())
                .map(latency -> new FigureText(Figures.millis(statistic.applyAsDouble(latency.endToEndMillis())), ""))
                .orElse(NONE);
    }
}
