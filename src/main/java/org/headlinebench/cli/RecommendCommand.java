package org.headlinebench.cli;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.comparison.RunComparer;
import org.headlinebench.recommendation.Advice;
import org.headlinebench.recommendation.AdviceWords;
import org.headlinebench.recommendation.Adviser;
import org.headlinebench.recommendation.Candidate;
import org.headlinebench.recommendation.Evidence;
import org.headlinebench.recommendation.Prices;
import org.headlinebench.recommendation.Priority;
import org.headlinebench.recommendation.Scenario;
import org.headlinebench.recommendation.Weights;

@Command(name = "recommend", mixinStandardHelpOptions = true, sortOptions = false, description = "Says which measured stack suits which scenario, why, and what to take up first.", footerHeading = "%nExamples:%n", footer = {
    "  headline-bench recommend", "  headline-bench recommend --experiment ID --price-per-hour 0.35 --watts 60"})
final class RecommendCommand implements Callable<Integer> {
    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Mixin
    private RunChoice choice;

    @Mixin
    private DecisionOptions options;

    RecommendCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<Scenario> scenarios = options.scenarios();
        RunStore store = services.get().store().get();
        var comparer = new RunComparer(store);
        Evidence evidence = Evidence.of(choice.of(store).stream().map(comparer::measured).toList(), options.prices());
        PrintStream out = terminal.out();
        for (Advice advice : Adviser.advise(scenarios, evidence.candidates())) {
            out.println(advice.scenario().name() + " (" + AdviceWords.demands(advice.scenario()) + ")");
            out.println("  " + AdviceWords.of(advice));
        }
        out.println();
        out.println("Pareto front (median E2E latency, peak memory, ROUGE-1): "
                + Adviser.paretoFront(evidence.candidates())
                        .stream()
                        .map(Candidate::name)
                        .collect(Collectors.joining("; ")));
        out.println();
        priorities(evidence.priorities());
        prices(evidence.candidates(), options.prices());
        options.weights().ifPresent(weights -> scores(evidence, weights));
        return ExitCode.OK;
    }

    private void priorities(List<Priority> priorities) {
        if (priorities.isEmpty()) {
            return;
        }
        var table = new TextTable("technique", "against", "gain", "effort", "phase", "E2E ratio");
        priorities.forEach(each -> table.row(each.candidate().name(),
                each.step().baseline().setup().name(), each.gain().word(), each.effort().word(),
                each.phase().title() + (each.losesQuality()
                        ? " (costs quality)"
                        : each.candidate().summary().quality().isEmpty() ? " (quality not measured)" : ""),
                Figures.format("%.2f", each.latencyRatio())));
        table.lines().forEach(terminal.out()::println);
        terminal.out().println("Gains are measured, efforts declared (recommendation/efforts.yaml).");
    }

    private void prices(List<Candidate> candidates, Prices prices) {
        if (prices.perDeviceHour().isEmpty()
                && candidates.stream().allMatch(each -> each.joulesPerHeadline().isEmpty())) {
            return;
        }
        terminal.out().println();
        var table = new TextTable("stack", prices.currency() + " per 1,000 headlines (95 %)", "J per headline (95 %)",
                "energy tag");
        candidates.forEach(candidate -> table.row(candidate.name(),
                Figures.orNone(candidate.costPerThousand().map(cost -> AdviceWords.interval(cost, "%.4f"))),
                Figures.orNone(candidate.joulesPerHeadline().map(joules -> AdviceWords.interval(joules, "%.2f"))),
                Figures.orNone(candidate.joulesPerHeadline().map(_ -> candidate.energyTag().label()))));
        table.lines().forEach(terminal.out()::println);
        terminal.out()
                .println(
                        "Times are measured; the price is yours, so costs are estimated, and so is energy"
                                + " where the machine has no counter (NVML, RAPL) and the power is yours.");
    }

    private void scores(Evidence evidence, Weights weights) {
        terminal.out().println();
        Candidate baseline = evidence.baselineCandidate();
        evidence.candidates()
                .stream()
                .filter(candidate -> weights.score(candidate, baseline).isPresent())
                .sorted(Comparator.comparingDouble(
                        (Candidate candidate) -> -weights.score(candidate, baseline).getAsDouble()))
                .forEach(candidate -> terminal.out()
                        .println(Figures.format("%+7.3f  %s", weights.score(candidate, baseline).getAsDouble(),
                                candidate.name())));
        terminal.out().println(weights.formula());
    }
}
