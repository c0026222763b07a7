package org.headlinebench.recommendation;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

import org.headlinebench.failure.UserError;

/**
 * The user's own weights for an overall score; without them there is none.
 *
 * @param latency weight of E2E latency, not negative, as the others; not all 0
 * @param memory  weight of peak memory
 * @param quality weight of ROUGE-1
 */
public record Weights(double latency, double memory, double quality) {
    public Weights {
        double sum = latency + memory + quality;
        if (!(latency >= 0 && memory >= 0 && quality >= 0 && sum > 0 && sum < 1e9)) {
            throw new UserError("The weights " + latency + ", " + memory + ", " + quality + " make no score.",
                    "Give three numbers that are not negative and not all 0.");
        }
    }

    /** Reads {@code latency=2,memory=1,quality=3}; what is not named weighs nothing. */
    public static Weights parse(String text) {
        double[] weights = new double[3];
        var named = new HashSet<String>();
        for (String part : text.split(",")) {
            String[] pair = part.split("=", 2);
            if (!named.add(pair[0].strip())) {
                throw new UserError("The weight of " + pair[0].strip() + " is given twice.", "Give it once.");
            }
            int place = List.of("latency", "memory", "quality").indexOf(pair[0].strip());
            try {
                weights[place] = Double.parseDouble(pair[1].strip());
            } catch (RuntimeException e) {
                throw new UserError("'" + part.strip() + "' is no weight.",
                        "Write for example latency=2,memory=1,quality=3.", e);
            }
        }
        return new Weights(weights[0], weights[1], weights[2]);
    }

    /** The formula as it is printed. */
    public String formula() {
        return String.format(Locale.ROOT,
                "score = (%s·ln(L0/L) + %s·ln(M0/M) + %s·(Q/Q0 − 1)) / %s, with median E2E latency L, peak memory M, "
                        + "ROUGE-1 Q, and L0, M0, Q0 those of the baseline; the baseline scores 0, more is better",
                plain(latency), plain(memory), plain(quality), plain(latency + memory + quality));
    }

    /** The score of a run; absent where one of its parts that weighs was not measured. */
    public OptionalDouble score(Candidate candidate, Candidate baseline) {
        double score = part(latency, candidate, baseline, Quantity.P50)
                + part(memory, candidate, baseline, Quantity.PEAK_MEMORY)
                + part(quality, candidate, baseline, Quantity.ROUGE_1);
        return Double.isFinite(score)
                ? OptionalDouble.of(score / (latency + memory + quality))
                : OptionalDouble.empty();
    }

    private static double part(double weight, Candidate candidate, Candidate baseline, Quantity quantity) {
        if (weight == 0) {
            return 0;
        }
        double value = quantity.of(candidate).orElse(Double.NaN);
        double reference = quantity.of(baseline).orElse(Double.NaN);
        return weight * (quantity.isBetterHigh() ? value / reference - 1 : Math.log(reference / value));
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
