package org.headlinebench.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.headlinebench.benchmark.Workload;
import org.headlinebench.experiment.threshold.SearchedStack;
import org.headlinebench.experiment.threshold.ThresholdPoint;
import org.headlinebench.experiment.threshold.ThresholdRequest;
import org.headlinebench.experiment.threshold.ThresholdResult;
import org.headlinebench.experiment.threshold.ThresholdSearch;
import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.quality.RougeVariant;

@Command(name = "threshold", mixinStandardHelpOptions = true, sortOptions = false, description = "Searches the strongest setting whose quality interval stays above a floor. Every point is stored as a run; started again it uses what has been measured.", footerHeading = "%nExamples:%n", footer = {
    "  headline-bench threshold --stack \"prune=l1-unstructured(amount=?)\" --floor 0.95 --rows 1-100",
    "  headline-bench threshold --stack \"quantize=?\" --floor 0.9",
    "  headline-bench threshold --stack \"quantize=int4(group=?)\" --values 32,64,128 --floor 0.9"})
final class ThresholdCommand implements Callable<Integer> {
    private static final String VALUE_BORDER = ",(?![^(]*\\))";

    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Mixin
    private RunOptions options;

    @Option(names = "--floor", paramLabel = "SHARE", required = true, description = "The least share of the baseline's quality: the whole 95 %% interval must lie at or above it.")
    private double floor;

    @Option(names = "--metric", paramLabel = "NAME", defaultValue = "rouge1", description = "rouge1, rouge2, rougeL or rougeLsum (default: ${DEFAULT-VALUE}).")
    private String metric;

    @Option(names = "--from", paramLabel = "AMOUNT", defaultValue = "0", description = "The weakest amount (default: ${DEFAULT-VALUE}).")
    private double from;

    @Option(names = "--to", paramLabel = "AMOUNT", defaultValue = "0.96", description = "The strongest amount (default: ${DEFAULT-VALUE}).")
    private double to;

    @Option(names = "--tolerance", paramLabel = "AMOUNT", defaultValue = "0.03", description = "How close the answer is (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(names = "--values", paramLabel = "LIST", description = "What is not an amount: the values to try, the weakest first. For quantize=?: int8 and int4 in growing groups.")
    private Optional<String> values;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes runs and samples to a file (docs/export-format.md).")
    private Optional<Path> json;

    @Option(names = "--yes", description = "Fetches a model that is not here without asking.")
    private boolean yes;

    ThresholdCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        CliServices bench = services.get();
        if (options.stacks.size() != 1) {
            throw new UserError("A search needs one stack, not " + options.stacks.size() + ".",
                    "Give one --stack with a ? in it: --stack \"prune=l1-unstructured(amount=?)\".");
        }
        String model = options.model.orElseGet(() -> bench.library().catalog().defaultId().value());
        var request = new ThresholdRequest(model, options.deviceId(), new SearchedStack(options.stacks.getFirst()),
                variant(), floor, from, to, tolerance,
                values.map(text -> List.of(text.split(VALUE_BORDER))).orElse(List.of()));
        Workload workload = options.workload(options.readDataset());
        new ModelConsent(bench, terminal, yes).require(model);
        ThresholdResult result;
        try (var interrupt = new CtrlC();
                var progress = new RunProgress(terminal, workload.rows().size() * workload.passes(), 0)) {
            result = new ThresholdSearch(bench.benchmark().get(), bench.store().get(), bench.models())
                    .search(request, workload, progress, interrupt.cancellation(),
                            point -> terminal.err().println("  " + words(point)));
        }
        print(request, result);
        json.ifPresent(file -> {
            Exports.json(bench, Stream.concat(Stream.of(result.baseline()),
                    result.points().stream().map(ThresholdPoint::run)).toList(), file);
            terminal.out().println("Written: " + file.toAbsolutePath());
        });
        return result.isComplete() ? ExitCode.OK : ExitCode.CANCELLED;
    }

    private void print(ThresholdRequest request, ThresholdResult result) {
        var table = new TextTable("value", "share of baseline", "95 % interval", "kept", "run");
        for (ThresholdPoint point : result.points()) {
            table.row(point.value(), point.share()
                    .map(share -> Figures.format("%.3f", share.estimate()))
                    .orElse(Figures.NONE),
                    point.share()
                            .map(share -> Figures.format("%.3f-%.3f", share.low(), share.high()))
                            .orElse(Figures.NONE),
                    point.isKept() ? "yes" : "no", point.run().id() + (point.isNew() ? "" : " (earlier)"));
        }
        table.lines().forEach(terminal.out()::println);
        result.refused()
                .forEach(refusal -> terminal.out()
                        .println("Refused: " + refusal.stack() + ". " + refusal.reason() + " " + refusal.remedy()));
        terminal.out().println();
        terminal.out()
                .println((result.isComplete() ? "" : "Cancelled; the same command continues. So far: ")
                        + result.strongest()
                                .map(point -> "The strongest setting with at least " + Figures.percent(request.floor())
                                        + " of the baseline's " + metric + ": " + request.stack().with(point.value())
                                        + ".")
                                .orElse("No setting that was tried is shown to keep "
                                        + Figures.percent(request.floor()) + " of the baseline's " + metric
                                        + "; more rows make the intervals narrower."));
        terminal.out().println(against(result));
    }

    private static String against(ThresholdResult result) {
        return "Measured, against " + result.baseline().setup().stack().text() + " (run " + result.baseline().id()
                + ", experiment " + result.experiment() + "). It is taken that a stronger setting keeps no more.";
    }

    private static String words(ThresholdPoint point) {
        return point.value() + ": " + point.share()
                .map(share -> Figures.format("%.3f of the baseline's quality (%.3f-%.3f)", share.estimate(),
                        share.low(), share.high()))
                .orElse("the baseline has no quality to compare with") + (point.isKept() ? ", kept" : ", not kept");
    }

    private RougeVariant variant() {
        return Arrays.stream(RougeVariant.values())
                .filter(variant -> word(variant).equals(metric))
                .findFirst()
                .orElseThrow(() -> new UserError("There is no metric '" + metric + "'.", Nearest.hint(metric,
                        Arrays.stream(RougeVariant.values()).map(ThresholdCommand::word).toList())));
    }

    private static String word(RougeVariant variant) {
        return switch (variant) {
            case ROUGE_1 -> "rouge1";
            case ROUGE_2 -> "rouge2";
            case ROUGE_L -> "rougeL";
            case ROUGE_LSUM -> "rougeLsum";
        };
    }
}
