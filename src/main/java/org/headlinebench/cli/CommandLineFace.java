package org.headlinebench.cli;

import java.util.function.Supplier;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

import org.headlinebench.failure.UserError;

/** The command line: parses, runs a command, words its failures. */
public final class CommandLineFace {
    private CommandLineFace() {}

    /**
     * Runs one command.
     *
     * @param services made when a command needs them, so that help works everywhere
     * @return an {@link ExitCode}
     */
    public static int run(String[] arguments, Supplier<CliServices> services, String version, Terminal terminal) {
        var root = new CommandLine(new Root());
        root.addSubcommand(new RunCommand(services, terminal));
        root.addSubcommand(new ExperimentCommand(services, terminal));
        root.addSubcommand(new ThresholdCommand(services, terminal));
        root.addSubcommand(new TryCommand(services, terminal));
        root.addSubcommand(new ModelsCommand(services, terminal));
        root.addSubcommand(new RunsCommand(services, terminal));
        root.addSubcommand(new QualityCommand(services, terminal));
        root.addSubcommand(new RecommendCommand(services, terminal));
        root.addSubcommand(new ReportCommand(services, terminal));
        root.addSubcommand(new ProfileCommand(services, terminal));
        root.addSubcommand(new ServeCommand(services, terminal));
        root.addSubcommand(new EndpointsCommand(services, terminal));
        root.addSubcommand(new EstimateCommand(services, terminal));
        root.addSubcommand(new PlanCommand(services, terminal));
        root.addSubcommand(new DevicesCommand(services, terminal));
        root.addSubcommand(new LaunchersCommand(services, terminal));
        root.addSubcommand(new DoctorCommand(services, terminal));
        root.getCommandSpec().versionProvider((IVersionProvider) () -> new String[]{"headline-bench " + version});
        root.setOut(new java.io.PrintWriter(terminal.out(), true));
        root.setErr(new java.io.PrintWriter(terminal.err(), true));
        root.setUsageHelpWidth(Math.clamp(terminal.columns(), 80, 140));
        root.setColorScheme(CommandLine.Help
                .defaultColorScheme(terminal.interactive() ? CommandLine.Help.Ansi.AUTO : CommandLine.Help.Ansi.OFF));
        root.setCaseInsensitiveEnumValuesAllowed(true);
        root.setExecutionExceptionHandler((failure, _, _) -> explain(failure, terminal));
        return root.execute(arguments);
    }

    private static int explain(Exception failure, Terminal terminal) {
        if (failure instanceof UserError refused) {
            terminal.error(refused.getMessage(), refused.remedy());
            return ExitCode.REFUSED;
        }
        System.getLogger(CommandLineFace.class.getName()).log(System.Logger.Level.ERROR, "unexpected failure", failure);
        terminal.error("The program made a mistake: " + failure + ".",
                "Please report it with the log in the application folder.");
        return ExitCode.BUG;
    }

    @Command(name = "headline-bench", mixinStandardHelpOptions = true, sortOptions = false, description = "Measures what inference optimizations of language models really buy, on writing headlines.%n"
            + "Without arguments it opens the window, or runs the default experiment where there is no display.%n", footerHeading = "%nExamples:%n", footer = {
                "  headline-bench run --stack cache=none --stack cache=dynamic --stack precision=bfloat16",
                "  headline-bench run --dataset news.jsonl --rows 1-50 --json runs.json",
                "  headline-bench experiment reference-2 --dry-run",
                "  headline-bench estimate --model llama-3.2-1b --stack precision=bfloat16,cache=static(512)", "",
                "Exit codes: 0 done; 1 a run failed; 2 wrong usage; 3 refused, with the reason; 70 a fault of the",
                "program; 130 cancelled by Ctrl-C."})
    private static final class Root implements Runnable {
        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public void run() {
            spec.commandLine().usage(spec.commandLine().getOut());
        }
    }
}
