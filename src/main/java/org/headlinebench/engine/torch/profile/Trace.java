package org.headlinebench.engine.torch.profile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import ai.djl.pytorch.jni.JniUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.engine.torch.script.Marks;

/**
 * What libtorch's profiler saw of some calls of a marked program: the time of each operator, by the innermost mark around
 * it. Operators inside of operators are part of these.
 *
 * @param calls          calls of the program
 * @param operators      operators in them, those inside of others not counted
 * @param programMillis  time in the program, operators and everything between them
 * @param partMillis     time in operators by mark, {@link #UNMARKED} without one
 * @param transferMillis time in operators outside of the program: they bring tokens in and results out
 */
public record Trace(int calls, int operators, double programMillis, Map<String, Double> partMillis,
        double transferMillis) {

    /** Operators of the program without a mark. */
    public static final String UNMARKED = "other";

    private record Event(String name, double start, double end) {
        boolean isMark() {
            return name.startsWith(Marks.PREFIX);
        }

        boolean isOperator() {
            return !isMark() && name.contains("::");
        }
    }

    public Trace {
        partMillis = Map.copyOf(partMillis);
    }

    /** Runs something on this thread under the profiler. */
    public static Trace of(Runnable calls) {
        return read(recorded(calls));
    }

    /** The names of all operators in something that runs on this thread, those inside of others too. */
    public static Set<String> operatorsOf(Runnable calls) {
        return recorded(calls).valueStream()
                .map(event -> event.path("name").asString(""))
                .filter(name -> name.contains("::"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static JsonNode recorded(Runnable calls) {
        try {
            Path file = Files.createTempFile("headline-bench-", ".trace");
            try {
                JniUtils.startProfile(false, false, false);
                try {
                    calls.run();
                } finally {
                    JniUtils.stopProfile(file.toString());
                }
                return JsonMapper.shared().readTree(Files.readAllBytes(file));
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the profiler's trace cannot be written to the temporary folder", e);
        }
    }

    /** Reads a list of complete events, times in microseconds. */
    static Trace read(JsonNode trace) {
        List<Event> events = new ArrayList<>();
        for (JsonNode event : trace) {
            if (event.path("ph").asString("").equals("X")) {
                double start = event.path("ts").asDouble();
                events.add(new Event(event.path("name").stringValue(), start,
                        start + event.path("dur").asDouble()));
            }
        }
        events.sort(Comparator.comparingDouble(Event::start)
                .thenComparing(Comparator.comparingDouble(Event::end)
                        .reversed()));
        var parts = new LinkedHashMap<String, Double>();
        Deque<Event> around = new ArrayDeque<>();
        int calls = 0;
        int operators = 0;
        double program = 0;
        double transfers = 0;
        for (Event event : events) {
            while (!around.isEmpty() && around.peek().end() <= event.start()) {
                around.pop();
            }
            double millis = (event.end() - event.start()) / 1000;
            boolean inOperator = around.stream().anyMatch(Event::isOperator);
            if (around.isEmpty() && event.isOperator()) {
                transfers += millis;
            } else if (around.isEmpty()) {
                calls++;
                program += millis;
            } else if (event.isOperator() && !inOperator) {
                operators++;
                String part = around.stream()
                        .filter(Event::isMark)
                        .findFirst()
                        .map(mark -> mark.name().substring(Marks.PREFIX.length()))
                        .orElse(UNMARKED);
                parts.merge(part, millis, Double::sum);
            }
            around.push(event);
        }
        return new Trace(calls, operators, program, parts, transfers);
    }
}
