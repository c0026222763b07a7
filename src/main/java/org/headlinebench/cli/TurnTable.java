package org.headlinebench.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.Sample;

/** The time to the first token of each turn, where conversations were run: their rows are called {@code turn 1} and so on. */
final class TurnTable {
    private static final Pattern TURN = Pattern.compile("turn ([0-9]{1,4})");

    private TurnTable() {}

    /** No lines for runs over other rows. */
    static List<String> lines(List<Run> runs, RunStore store) {
        Map<Run, Map<Integer, List<Sample>>> turns = runs.stream()
                .collect(Collectors.toMap(run -> run, run -> byTurn(store.samples(run.id())), (one, _) -> one));
        Map<Integer, List<Sample>> first = runs.isEmpty() ? Map.of() : turns.get(runs.getFirst());
        if (first.isEmpty()) {
            return List.of();
        }
        var header = new ArrayList<>(List.of("TTFT ms (mean)", "talks", "prompt tokens"));
        runs.forEach(run -> header.add(String.valueOf(run.ordinal())));
        var table = new TextTable(header.toArray(String[]::new));
        first.forEach((turn, samples) -> {
            var cells = new ArrayList<>(List.of("turn " + turn, String.valueOf(samples.size()),
                    promptTokens(samples)));
            for (Run run : runs) {
                List<Sample> own = turns.get(run).getOrDefault(turn, List.of());
                cells.add(own.isEmpty()
                        ? Figures.NONE
                        : Figures.millis(mean(own.stream().map(sample -> sample.times().ttftMillis()).toList())));
            }
            table.row(cells.toArray(String[]::new));
        });
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        return lines;
    }

    private static Map<Integer, List<Sample>> byTurn(List<Sample> samples) {
        var turns = new TreeMap<Integer, List<Sample>>();
        for (Sample sample : samples) {
            Matcher turn = TURN.matcher(sample.category());
            if (!turn.matches()) {
                return Map.of();
            }
            turns.computeIfAbsent(Integer.parseInt(turn.group(1)), _ -> new ArrayList<>()).add(sample);
        }
        return turns;
    }

    /** None where a server told them of no prompt. */
    private static String promptTokens(List<Sample> samples) {
        List<Double> told = samples.stream()
                .map(Sample::toldPromptTokens)
                .flatMapToInt(OptionalInt::stream)
                .asDoubleStream()
                .boxed()
                .toList();
        return told.isEmpty() ? Figures.NONE : Figures.format("%.0f", mean(told));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
