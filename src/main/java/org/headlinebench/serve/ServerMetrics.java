package org.headlinebench.serve;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Counters and histograms in Prometheus' text format, version 0.0.4; names in the style of vLLM's. */
final class ServerMetrics {
    private static final String PREFIX = "headline_bench:";
    private static final double[] SECONDS = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
        60, 120, 300};

    private static final class Histogram {
        private final long[] counts = new long[SECONDS.length];
        private long count;
        private double sum;

        synchronized void add(double seconds) {
            for (int i = 0; i < SECONDS.length; i++) {
                counts[i] += seconds <= SECONDS[i] ? 1 : 0;
            }
            count++;
            sum += seconds;
        }

        synchronized void print(String name, String labels, StringBuilder out) {
            for (int i = 0; i < SECONDS.length; i++) {
                out.append(name + "_bucket{" + labels + ",le=\"" + SECONDS[i] + "\"} " + counts[i] + "\n");
            }
            out.append(name + "_bucket{" + labels + ",le=\"+Inf\"} " + count + "\n");
            out.append(name + "_sum{" + labels + "} " + String.format(Locale.ROOT, "%.6f", sum) + "\n");
            out.append(name + "_count{" + labels + "} " + count + "\n");
        }
    }

    /** By name, then by labels. */
    private final Map<String, Map<String, LongAdder>> counters = new ConcurrentSkipListMap<>();
    private final Map<String, Map<String, Histogram>> histograms = new ConcurrentSkipListMap<>();

    void done(String model, Event.Done done) {
        String label = label("model_name", model);
        count("request_success_total", label + "," + label("finished_reason", Answer.finish(done.reason())), 1);
        count("prompt_tokens_total", label, done.promptTokens());
        count("generation_tokens_total", label, done.tokenIds().size());
        double queued = done.times().queueMillis().orElse(0);
        observe("request_queue_time_seconds", label, queued);
        observe("time_to_first_token_seconds", label, queued + done.times().ttftMillis());
        observe("e2e_request_latency_seconds", label, queued + done.times().endToEndMillis());
        done.times().interTokenMillis().forEach(millis -> observe("inter_token_latency_seconds", label, millis));
    }

    /** An answer other than a completed generation. */
    void refused(ApiError error) {
        count("request_failure_total", label("code", error.code()) + "," + label("status", "" + error.status()), 1);
    }

    void abandoned(String model) {
        count("request_abandoned_total", label("model_name", model), 1);
    }

    String text(Collection<ServedModel> models) {
        var out = new StringBuilder();
        gauge(out, "num_requests_running", models, ServedModel::running);
        gauge(out, "num_requests_waiting", models, ServedModel::waiting);
        gauge(out, "num_replicas", models, ServedModel::replicas);
        counters.forEach((name, byLabel) -> {
            out.append("# TYPE " + PREFIX + name + " counter\n");
            byLabel.forEach((label, value) -> out.append(PREFIX + name + "{" + label + "} " + value.sum() + "\n"));
        });
        histograms.forEach((name, byLabel) -> {
            out.append("# TYPE " + PREFIX + name + " histogram\n");
            byLabel.forEach((label, histogram) -> histogram.print(PREFIX + name, label, out));
        });
        return out.toString();
    }

    private static void gauge(StringBuilder out, String name, Collection<ServedModel> models,
            java.util.function.ToIntFunction<ServedModel> value) {
        out.append("# TYPE " + PREFIX + name + " gauge\n");
        var byName = new TreeMap<String, Integer>();
        models.forEach(model -> byName.put(model.name(), value.applyAsInt(model)));
        byName.forEach((model, count) -> out
                .append(PREFIX + name + "{" + label("model_name", model) + "} " + count + "\n"));
    }

    private void count(String name, String labels, long amount) {
        counters.computeIfAbsent(name, _ -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(labels, _ -> new LongAdder())
                .add(amount);
    }

    private void observe(String name, String labels, double millis) {
        histograms.computeIfAbsent(name, _ -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(labels, _ -> new Histogram())
                .add(millis / 1e3);
    }

    private static String label(String name, String value) {
        return name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /** What is counted before anything was: so that a scrape never lacks a name. */
    ServerMetrics(List<String> models) {
        models.forEach(model -> {
            count("prompt_tokens_total", label("model_name", model), 0);
            count("generation_tokens_total", label("model_name", model), 0);
            count("request_abandoned_total", label("model_name", model), 0);
        });
    }
}
