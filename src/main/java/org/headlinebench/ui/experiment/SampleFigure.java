package org.headlinebench.ui.experiment;

import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.metrics.quality.RougeVariant;

/** A number of each sample that charts, filters and orders need of all of them at once. */
public enum SampleFigure {
    END_TO_END_MILLIS(sample -> OptionalDouble.of(sample.times().endToEndMillis())), TTFT_MILLIS(
            sample -> OptionalDouble.of(sample.times().ttftMillis())),
    /** Absent for a sample of a single token. */
    TPOT_MILLIS(sample -> sample.times().tpotMillis()),
    /** Absent for a sample of a single token. */
    DECODE_TOKENS_PER_SECOND(sample -> sample.times().decodeTokensPerSecond()), ROUGE_1(
            sample -> OptionalDouble.of(sample.rouge().of(RougeVariant.ROUGE_1).f1())), ROUGE_2(
                    sample -> OptionalDouble.of(sample.rouge().of(RougeVariant.ROUGE_2).f1())), ROUGE_L(
                            sample -> OptionalDouble.of(sample.rouge().of(RougeVariant.ROUGE_L).f1())),
    /** Proposed tokens; absent where nothing proposes. */
    DRAFTED(sample -> speculation(sample, Speculation::drafted)),
    /** Proposed tokens that were kept; absent where nothing proposes. */
    ACCEPTED(sample -> speculation(sample, Speculation::accepted));

    private final Function<Sample, OptionalDouble> of;

    SampleFigure(Function<Sample, OptionalDouble> of) {
        this.of = of;
    }

    /** F1 of a variant that the window shows. */
    public static SampleFigure of(RougeVariant variant) {
        return switch (variant) {
            case ROUGE_1 -> ROUGE_1;
            case ROUGE_2 -> ROUGE_2;
            case ROUGE_L -> ROUGE_L;
            default -> throw new IllegalArgumentException("the window does not show " + variant);
        };
    }

    /** Not a number where the sample has none. */
    double value(Sample sample) {
        return of.apply(sample).orElse(Double.NaN);
    }

    private static OptionalDouble speculation(Sample sample, ToLongFunction<Speculation> count) {
        return sample.speculation()
                .map(found -> OptionalDouble.of(count.applyAsLong(found)))
                .orElse(OptionalDouble.empty());
    }
}
