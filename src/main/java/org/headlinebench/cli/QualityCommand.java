package org.headlinebench.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.SelectedRows;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.endpoint.NamedEndpoint;
import org.headlinebench.evaluation.Evaluation;
import org.headlinebench.evaluation.Evaluations;
import org.headlinebench.evaluation.judge.ChatEndpoint;
import org.headlinebench.evaluation.judge.Judge;
import org.headlinebench.evaluation.judge.JudgePrompt;
import org.headlinebench.evaluation.race.RaceChoice;
import org.headlinebench.evaluation.race.RaceFiles;
import org.headlinebench.evaluation.race.RaceSet;
import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.UserError;
import org.headlinebench.history.EvaluationFiles;

/** Quality beyond ROUGE. */
@Command(name = "quality", mixinStandardHelpOptions = true, description = "Evaluates quality beyond ROUGE: multiple-choice accuracy, perplexity, a judge's score.", footerHeading = "%nExamples:%n", footer = {
    "  headline-bench quality race --stack quantize=int8",
    "  headline-bench quality race RACE.tar.gz --subset high --split test --limit 100",
    "  headline-bench quality perplexity --of headline --rows 1-100",
    "  headline-bench run --dataset questions --prompt question && headline-bench runs list",
    "  headline-bench quality judge RUN --endpoint http://localhost:8080/v1 --judge-model NAME"})
final class QualityCommand implements Runnable {
    private static final String JSON = "Also writes the evaluation with all its items to a file.";

    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    QualityCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public void run() {
        spec.commandLine().usage(terminal.out());
    }

    @Command(name = "race", mixinStandardHelpOptions = true, description = "Multiple-choice accuracy by log-likelihood, as lm-evaluation-harness's task 'race'. Without a file: short passages that come with the program.")
    int race(
            @Parameters(arity = "0..1", paramLabel = "FILE", description = "RACE.tar.gz, its folder, or Hugging Face's export as JSON lines.") Optional<Path> file,
            @Mixin SetupOptions setup,
            @Option(names = "--subset", paramLabel = "high|middle|all", defaultValue = "high", description = "Schools (default: ${DEFAULT-VALUE}).") RaceChoice.Level subset,
            @Option(names = "--split", paramLabel = "test|dev|train", defaultValue = "test", description = "Of the archive (default: ${DEFAULT-VALUE}).") RaceChoice.Split split,
            @Option(names = "--limit", paramLabel = "N", description = "The first N passages only.") Optional<Integer> limit,
            @Option(names = "--each-question", description = "Asks every question alone instead of each passage's last after the others.") boolean eachQuestion,
            @Option(names = "--json", paramLabel = "FILE", description = JSON) Optional<Path> json) {
        RaceSet all = file.map(path -> RaceFiles.read(path, new RaceChoice(subset, split))).orElseGet(RaceFiles::own);
        int most = limit.orElse(all.passages().size());
        if (most < 1) {
            throw new UserError("--limit must be at least 1, not " + most + ".", "Give a whole number from 1.");
        }
        RaceSet set = new RaceSet(all.name(), all.sha256(),
                all.passages().subList(0, Math.min(most, all.passages().size())));
        String choice = (file.isPresent() ? subset + " " + split + ", " : "").toLowerCase(Locale.ROOT)
                + set.passages().size() + " of " + all.passages().size() + " passages";
        CliServices bench = services.get();
        return shown(Watched.work(terminal, (progress, cancellation) -> bench.evaluations()
                .get()
                .multipleChoice(
                        setup.of(bench), set, choice, eachQuestion, progress, cancellation)),
                json);
    }

    @Command(name = "perplexity", mixinStandardHelpOptions = true, description = "How probable rows' actual headlines after the prompt, or their descriptions, are to the model.")
    int perplexity(@Mixin SetupOptions setup,
            @Option(names = "--of", paramLabel = "headline|text", defaultValue = "headline", description = "What is scored (default: ${DEFAULT-VALUE}).") String of,
            @Option(names = "--dataset", paramLabel = "FILE", description = "News rows. Default: the sample news that come with the program.") Optional<Path> file,
            @Option(names = "--columns", paramLabel = "NAMES", description = "Field names of another dataset.") Optional<String> columns,
            @Option(names = "--rows", paramLabel = "ROWS", defaultValue = "all", description = "1-50, all, or sample(100,seed=7) (default: ${DEFAULT-VALUE}).") String rows,
            @Option(names = "--prompt", paramLabel = "PRESET|TEXT", defaultValue = "reference", description = "What stands before a headline (default: ${DEFAULT-VALUE}).") String prompt,
            @Option(names = "--json", paramLabel = "FILE", description = JSON) Optional<Path> json) {
        if (!of.equals("headline") && !of.equals("text")) {
            throw new UserError("'" + of + "' is nothing to score.", Nearest.hint(of, List.of("headline", "text")));
        }
        Dataset news = Datasets.read(file, columns);
        SelectedRows selected = RowSelection.parse(rows).select(news);
        if (selected.rows().isEmpty()) {
            throw new UserError("No usable row is selected: " + selected.summary() + ".", "Select others with --rows.");
        }
        CliServices bench = services.get();
        String data = news.name() + " " + selected.selection().text();
        return shown(Watched.work(terminal, (progress, cancellation) -> {
            Evaluations evaluations = bench.evaluations().get();
            return of.equals("text")
                    ? evaluations.textPerplexity(setup.of(bench), data, news.sha256(), selected.rows(), progress,
                            cancellation)
                    : evaluations.headlinePerplexity(setup.of(bench), data, news.sha256(), selected.rows(),
                            PromptTemplate.parse(prompt), progress, cancellation);
        }), json);
    }

    @Command(name = "judge", mixinStandardHelpOptions = true, description = "Has a chat model compare a run's outputs with their reference answers. Its key comes from the environment variable HEADLINE_BENCH_JUDGE_KEY.")
    int judge(@Parameters(paramLabel = "RUN") String id,
            @Option(names = "--endpoint", required = true, paramLabel = "URL|NAME", description = "An OpenAI-compatible endpoint, for example http://localhost:8080/v1, or one that 'endpoints add' gave a name.") String server,
            @Option(names = "--judge-model", paramLabel = "NAME", description = "The model to ask there (default: the named endpoint's).") Optional<String> model,
            @Option(names = "--judge-prompt", paramLabel = "FILE", description = "A prompt of your own with {reference} and {answer}.") Optional<Path> prompt,
            @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60", description = "For one reply (default: ${DEFAULT-VALUE}).") int timeoutSeconds,
            @Option(names = "--attempts", paramLabel = "N", defaultValue = "5", description = "How often a busy endpoint is asked (default: ${DEFAULT-VALUE}).") int attempts,
            @Option(names = "--json", paramLabel = "FILE", description = JSON) Optional<Path> json) {
        if (timeoutSeconds < 1 || attempts < 1) {
            throw new UserError("--timeout and --attempts must be at least 1.", "Give whole numbers from 1.");
        }
        CliServices bench = services.get();
        ChatEndpoint endpoint = judgeAt(bench, server, model, Duration.ofSeconds(timeoutSeconds), attempts);
        var judge = new Judge(endpoint, prompt.map(JudgePrompt::read).orElseGet(JudgePrompt::builtin),
                QualityCommand::pause);
        Run run = RunChoice.find(bench.store().get(), id);
        return shown(Watched.work(terminal, (progress, cancellation) -> bench.evaluations()
                .get()
                .judge(run,
                        bench.store().get().samples(run.id()), judge, progress, cancellation)),
                json);
    }

    /** An address, or a named endpoint with its own key where it has one. */
    private static ChatEndpoint judgeAt(CliServices bench, String server, Optional<String> model, Duration timeout,
            int attempts) {
        if (server.contains("://")) {
            return new ChatEndpoint(address(server), model.orElse(""), bench.judgeKey(), timeout, attempts);
        }
        NamedEndpoint named = bench.endpoints().file().named(server.strip());
        return new ChatEndpoint(address(named.base()), model.orElse(named.model()),
                named.keyVariable().isPresent()
                        ? bench.endpoints().of(named.base(), named.model())
                        : bench.judgeKey(),
                timeout, attempts);
    }

    private static URI address(String text) {
        try {
            return URI.create(text.strip());
        } catch (IllegalArgumentException e) {
            throw new UserError("That is no address of a chat endpoint.",
                    "Give its base, for example http://localhost:8080/v1 or https://api.example.org/v1.", e);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Past evaluations, newest first.")
    int list() {
        List<Evaluation> evaluations = services.get().evaluations().get().store().list();
        if (evaluations.isEmpty()) {
            terminal.out().println("No evaluations yet. 'headline-bench quality race' makes one.");
            return ExitCode.OK;
        }
        var table = new TextTable("evaluation", "model", "stack", "data", "result");
        evaluations.forEach(evaluation -> table.row(evaluation.id(), evaluation.setup().model(),
                evaluation.setup().name(), evaluation.data(), QualityText.result(evaluation)));
        table.lines().forEach(terminal.out()::println);
        return ExitCode.OK;
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "An evaluation with its items and where it comes from.")
    int show(@Parameters(paramLabel = "EVALUATION") String id,
            @Option(names = "--json", paramLabel = "FILE", description = JSON) Optional<Path> json) {
        var store = services.get().evaluations().get().store();
        Evaluation evaluation = store.find(id)
                .orElseThrow(() -> new UserError("There is no evaluation '" + id + "'.",
                        Nearest.to(id, store.list().stream().map(Evaluation::id).toList())
                                .map(near -> "Did you mean " + near + "?")
                                .orElse("'headline-bench quality list' shows all.")));
        QualityText.items(evaluation).forEach(terminal.out()::println);
        evaluation.provenance().forEach((name, value) -> terminal.out().println(name + " = " + value));
        return shown(evaluation, json);
    }

    private int shown(Evaluation evaluation, Optional<Path> json) {
        terminal.out().println();
        QualityText.lines(evaluation).forEach(terminal.out()::println);
        json.ifPresent(file -> {
            EvaluationFiles.write(evaluation, file);
            terminal.out().println("Written: " + file.toAbsolutePath());
        });
        return ExitCode.OK;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
