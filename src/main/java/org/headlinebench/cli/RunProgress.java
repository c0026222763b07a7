package org.headlinebench.cli;

import java.io.PrintStream;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;

/** Shows how a run gets on: a bar on a terminal, plain lines elsewhere. */
final class RunProgress implements RunListener, AutoCloseable {
    private static final int PLAIN_STEPS = 5;

    private final Terminal terminal;
    private final int samplesPerRun;
    private final int runs;
    private ProgressBar bar;
    private Run current;
    private String lastMessage = "";

    /** @param runs how many there will be, 0 where that is not known */
    RunProgress(Terminal terminal, int samplesPerRun, int runs) {
        this.terminal = terminal;
        this.samplesPerRun = samplesPerRun;
        this.runs = runs;
    }

    @Override
    public void changed(Run run) {
        switch (run.state()) {
            case PREPARING -> {
                boolean begins = current == null || !current.id().equals(run.id());
                current = run;
                if (begins) {
                    lastMessage = "";
                    err().println("[" + run.ordinal() + (runs > 0 ? "/" + runs : "") + "] " + run.setup().model() + ", "
                            + run.setup().name());
                }
            }
            case MEASURING -> {
                run.load()
                        .filter(load -> !load.settled())
                        .ifPresent(_ -> err().println(
                                "  warning: warm-up times did not settle within 10 %; the machine is busy or throttled."));
                openBar();
            }
            case FINISHED, FAILED, CANCELLED -> {
                closeBar();
                if (run.state() == RunState.FAILED) {
                    run.failure().ifPresent(failure -> terminal.error(failure.message(), failure.remedy()));
                }
            }
            case QUEUED, WARMING_UP -> {
            }
        }
    }

    @Override
    public void progressed(RunId run, double fraction, String message) {
        String kind = message.replaceAll("\\d+", "#");
        if (!kind.equals(lastMessage)) {
            lastMessage = kind;
            err().println("  " + message);
        }
    }

    @Override
    public void waiting(String why) {
        if (!why.isEmpty()) {
            err().println(why);
        }
    }

    @Override
    public void measured(RunId run, Sample sample) {
        if (bar != null) {
            bar.stepTo(sample.position());
        } else if (sample.position() % Math.max(1, samplesPerRun / PLAIN_STEPS) == 0) {
            err().println("  " + sample.position() + " of " + samplesPerRun + " headlines, the last in "
                    + Figures.millis(sample.times().endToEndMillis()) + " ms");
        }
    }

    @Override
    public void close() {
        closeBar();
    }

    private void openBar() {
        if (terminal.interactive()) {
            bar = new ProgressBarBuilder().setTaskName("  headlines")
                    .setInitialMax(samplesPerRun)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(500)
                    .setConsumer(new ConsoleProgressBarConsumer(err(), Math.max(40, terminal.columns() - 1)))
                    .build();
        }
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }

    private PrintStream err() {
        return terminal.err();
    }
}
