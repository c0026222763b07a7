package org.headlinebench.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.TimeProfile;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.failure.UserError;
import org.headlinebench.history.ProfileFiles;

@Command(name = "profile", mixinStandardHelpOptions = true, sortOptions = false, description = "Shows where the time of a step goes: attention, MLP, head, norms, cache, dispatch, transfers. A pass of its own, never part of a run's statistics.", footerHeading = "%nExamples:%n", footer = {
    "  headline-bench profile --stack quantize=int4", "  headline-bench profile --run 20261122-194512-3fa90c1e"})
final class ProfileCommand implements Callable<Integer> {
    /** Steps that are profiled where nobody says how many. */
    static final int STEPS = 16;

    private final Supplier<CliServices> services;
    private final Terminal terminal;

    @Mixin
    private SetupOptions setup;

    @Option(names = "--run", paramLabel = "RUN", description = "Profiles what this run ran, in place of --model and --stack, and keeps the profile with its name.")
    private Optional<String> run;

    @Option(names = "--tokens", paramLabel = "N", defaultValue = "16", description = "Steps that are profiled, 1 to 256 (default: ${DEFAULT-VALUE}).")
    private int tokens;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the profile to a file.")
    private Optional<Path> json;

    ProfileCommand(Supplier<CliServices> services, Terminal terminal) {
        this.services = services;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (tokens < 1 || tokens > 256) {
            throw new UserError("--tokens must lie between 1 and 256, not " + tokens + ".", "Give such a number.");
        }
        CliServices bench = services.get();
        Optional<Run> past = run.map(id -> RunChoice.find(bench.store().get(), id));
        TimeProfile profile = profile(bench, terminal, past.map(Run::setup).orElseGet(() -> setup.of(bench)),
                past.map(Run::id), tokens);
        json.ifPresent(file -> {
            ProfileFiles.write(profile, file);
            terminal.out().println("Written: " + file.toAbsolutePath());
        });
        return ExitCode.OK;
    }

    /** Profiles and prints the table. */
    static TimeProfile profile(CliServices bench, Terminal terminal, RunSetup setup, Optional<RunId> run, int tokens) {
        NewsRow row = SampleNews.load().rows().getFirst();
        String prompt = PromptTemplate.REFERENCE.render(row, message -> message);
        TimeProfile profile = Watched.work(terminal, (progress, cancellation) -> bench.profiling()
                .get()
                .profile(setup, run, prompt, tokens, progress, cancellation));
        terminal.out().println();
        ProfileText.lines(profile).forEach(terminal.out()::println);
        return profile;
    }
}
