package org.headlinebench.optimization;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

import org.headlinebench.failure.UserError;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.RopeScaling;

/**
 * How rotary positions are stretched beyond the length that a model was trained for, and attention with them.
 *
 * @param kind     the rule; {@link Kind#MODEL} is what the model's own configuration says
 * @param factor   how many times longer; 1 with {@code MODEL}
 * @param original the trained length in tokens; absent: what the model states as its longest sequence
 * @param low      YaRN's {@code betaSlow}, Llama 3's {@code low_freq_factor}; 1 otherwise
 * @param high     YaRN's {@code betaFast}, Llama 3's {@code high_freq_factor}; 1 otherwise
 * @param logn     whether queries beyond the trained length are multiplied by {@code ln(position) / ln(trained)}, so that
 *                 attention stays as sharp as it was (Su 2021; Qwen's {@code use_logn_attn})
 */
public record Rope(Kind kind, double factor, OptionalInt original, double low, double high, boolean logn) {

    private static final double MOST_FACTOR = 1024;
    private static final double MOST_TURNS = 1024;
    private static final int LONGEST = 1 << 24;

    /** What the model's own configuration says. */
    public static final Rope AS_MODEL = new Rope(Kind.MODEL, 1, OptionalInt.empty(), 1, 1, false);

    /** The rules, named as Hugging Face names them. */
    public enum Kind {
        /** As the model says. */
        MODEL,
        /** Every frequency divided by the factor (Chen et al. 2023). */
        LINEAR,
        /** A larger base, as large as the run's longest sequence needs. */
        DYNAMIC_NTK,
        /** YaRN (Peng et al. 2023): slow frequencies divided, fast ones kept, attention sharpened. */
        YARN,
        /** Llama 3.1's. */
        LLAMA3;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static List<String> words() {
        return Arrays.stream(Kind.values()).map(Kind::word).toList();
    }

    static Rope of(Choice choice) {
        Kind kind = Kind.valueOf(choice.word().toUpperCase(Locale.ROOT).replace('-', '_'));
        Choice named = switch (kind) {
            case MODEL -> choice.accept("logn", "original");
            case LINEAR, DYNAMIC_NTK -> choice.accept("factor", "original", "logn");
            case YARN -> choice.accept("factor", "original", "betaSlow", "betaFast", "logn");
            case LLAMA3 -> choice.accept("factor", "original", "low", "high", "logn");
        };
        double factor = kind == Kind.MODEL
                ? 1
                : named.number("factor", 1, MOST_FACTOR)
                        .orElseThrow(() -> new UserError("'" + kind.word() + "' does not say how far to stretch.",
                                "Write rope=" + kind.word() + "(4) for sequences four times as long."));
        double low = named.number(kind == Kind.YARN ? "betaSlow" : "low", 0.01, MOST_TURNS).orElse(1);
        double high = named.number(kind == Kind.YARN ? "betaFast" : "high", 0.01, MOST_TURNS)
                .orElse(kind == Kind.YARN ? 32 : kind == Kind.LLAMA3 ? 4 : 1);
        if ((kind == Kind.YARN || kind == Kind.LLAMA3) && high <= low) {
            throw new UserError("The upper bound " + high + " of '" + kind.word() + "' is not above its lower bound "
                    + low + ".", "Leave both out for the published ones.");
        }
        return new Rope(kind, factor, named.integer("original", 2, LONGEST), low, high,
                named.flag("logn").orElse(false));
    }

    /** The choice as it is written. */
    public Choice choice() {
        Choice written = Choice.of(kind.word());
        written = kind == Kind.MODEL ? written : written.with("factor", factor);
        written = original.isPresent() ? written.with("original", original.getAsInt()) : written;
        written = switch (kind) {
            case MODEL, LINEAR, DYNAMIC_NTK -> written;
            case YARN -> low == 1 && high == 32 ? written : written.with("betaSlow", low).with("betaFast", high);
            case LLAMA3 -> low == 1 && high == 4 ? written : written.with("low", low).with("high", high);
        };
        return logn ? written.with("logn", true) : written;
    }

    /** Whether nothing differs from the model's own configuration. */
    public boolean isAsModel() {
        return equals(AS_MODEL);
    }

    /** The trained length in tokens. */
    public int trained(ModelConfiguration model) {
        return original.orElse(model.maxPositions());
    }

    /** The model with its frequencies stretched, and its longest sequence with them. */
    public ModelConfiguration appliedTo(ModelConfiguration model) {
        int trained = trained(model);
        int stretched = (int) Math.min(Integer.MAX_VALUE, Math.round(trained * factor));
        return switch (kind) {
            case MODEL -> model;
            case LINEAR -> model.with(new RopeScaling.Linear(factor), stretched);
            case DYNAMIC_NTK -> model.with(new RopeScaling.DynamicNtk(factor, trained), stretched);
            case YARN -> model.with(RopeScaling.Yarn.of(factor, trained, low, high), stretched);
            case LLAMA3 -> model.with(new RopeScaling.Llama3(factor, low, high, trained), stretched);
        };
    }

    String shortText() {
        return "rope " + choice().text();
    }
}
