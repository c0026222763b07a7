package org.headlinebench.report.content;

import java.util.Map;

/** A fact of a run's provenance as it is read by people: sizes and rates with a unit, all else as it is stored. */
final class FactText {
    private static final double GIGA = 1e9;
    private static final double GIBI = 1L << 30;

    private FactText() {}

    static String of(Map.Entry<String, String> fact) {
        try {
            double value = Double.parseDouble(fact.getValue());
            if (fact.getKey().endsWith("BytesPerSecond")) {
                return Numbers.of("%.1f GB/s", value / GIGA);
            }
            return fact.getKey().endsWith("Bytes") ? Numbers.of("%.1f GiB", value / GIBI) : fact.getValue();
        } catch (NumberFormatException noNumber) {
            return fact.getValue();
        }
    }
}
