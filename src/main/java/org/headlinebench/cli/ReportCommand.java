package org.headlinebench.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.history.AtomicFile;
import org.headlinebench.recommendation.Scenario;
import org.headlinebench.report.ChartFiles;
import org.headlinebench.report.ReportFile;
import org.headlinebench.report.ReportFile.Format;
import org.headlinebench.report.content.ReportSettings;
import org.headlinebench.report.document.Document;
import org.headlinebench.report.pdf.Paper;

@Command(name = "report", mixinStandardHelpOptions = true, sortOptions = false, description = "Writes a report on stored runs as PDF, HTML or Markdown.", footerHeading = "%nExamples:%n", footer = {
    "  headline-bench report --out report.pdf",
    "  headline-bench report --experiment ID --out report.pdf --page letter --articles-per-day 1500 --price-per-hour 0.35",
    "  headline-bench report --runs BASE,RUN --out report.html"})
final class ReportCommand implements Callable<Integer> {
    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Mixin
    private RunChoice choice;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write it.")
    private Path file;

    @Option(names = "--format", paramLabel = "pdf|html|md", description = "Default: by the end of the file's name.")
    private Optional<Format> format;

    @Option(names = "--page", paramLabel = "a4|letter", defaultValue = "a4", description = "Paper of the PDF (default: ${DEFAULT-VALUE}).")
    private Paper page;

    @Mixin
    private DecisionOptions options;

    @Option(names = "--articles-per-day", paramLabel = "N", description = "Articles per day: gives devices and, with a price, cost per month.")
    private Optional<Long> articlesPerDay;

    @Option(names = "--charts", paramLabel = "FOLDER", description = "Also writes each chart as SVG, PDF and PNG.")
    private Optional<Path> charts;

    ReportCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Format wanted = format.orElseGet(() -> ReportFile.formatOf(file));
        List<Scenario> scenarios = options.scenarios();
        CliServices bench = services.get();
        RunStore store = bench.store().get();
        List<Run> runs = choice.of(store);
        var settings = new ReportSettings(scenarios, options.prices(), options.weights(),
                articlesPerDay.stream()
                        .mapToLong(Long::longValue)
                        .mapToObj(OptionalLong::of)
                        .findFirst()
                        .orElse(OptionalLong.empty()),
                "Headline Bench " + bench.version(), Clock.systemUTC().instant());
        Document document = bench.reporting().get().on(runs, settings);
        byte[] report = ReportFile.bytes(document, wanted, page);
        AtomicFile.write(file, out -> out.write(report));
        charts.ifPresent(folder -> {
            int count = ChartFiles.write(document, folder).size();
            terminal.out().println("Written: " + count + " files of charts to " + folder.toAbsolutePath());
        });
        terminal.out()
                .println("Written: a report on " + runs.size() + (runs.size() == 1 ? " run" : " runs") + " to "
                        + file.toAbsolutePath());
        return ExitCode.OK;
    }
}
