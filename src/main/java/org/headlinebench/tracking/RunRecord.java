package org.headlinebench.tracking;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A run in MLflow's terms.
 *
 * @param name       how lists show it
 * @param status     MLflow's word for its end
 * @param start      when it began
 * @param end        when it was over
 * @param parameters what was chosen: model, device, stack by axis, workload
 * @param figures    a value each
 * @param series     values that have a step: of samples by position, of readings by order
 * @param tags       where the numbers come from, and texts
 */
record RunRecord(String name, String status, Instant start, Instant end, Map<String, String> parameters,
        List<Metric> figures, List<Metric> series, Map<String, String> tags) {

    /** @param at when it was measured, in milliseconds since 1970 */
    record Metric(String name, double value, long at, long step) {}

    RunRecord {
        parameters = Map.copyOf(parameters);
        figures = List.copyOf(figures);
        series = List.copyOf(series);
        tags = Map.copyOf(tags);
    }

    /** SHA-256 of all that is sent: equal records have equal ones. */
    String digest() {
        var whole = new StringBuilder();
        whole.append(name).append('\n').append(status).append('\n').append(start).append('\n').append(end).append('\n');
        new java.util.TreeMap<>(parameters)
                .forEach((key, value) -> whole.append(key).append('=').append(value).append('\n'));
        new java.util.TreeMap<>(tags).forEach((key, value) -> whole.append(key).append('=').append(value).append('\n'));
        figures.forEach(whole::append);
        series.forEach(whole::append);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(whole.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
