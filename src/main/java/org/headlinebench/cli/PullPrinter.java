package org.headlinebench.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

import org.headlinebench.catalog.download.ProgressListener;
import org.headlinebench.catalog.download.PullProgress;

/** Shows a download: a bar on a terminal, a line per step elsewhere. */
final class PullPrinter implements ProgressListener, AutoCloseable {
    private final Terminal terminal;
    private String step = "";
    private ProgressBar bar;

    PullPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void progressed(PullProgress progress) {
        String now = progress.phase().name().toLowerCase().replace('_', ' ') + ": " + progress.detail();
        if (!now.equals(step)) {
            close();
            step = now;
            terminal.err().println(now);
        }
        if (terminal.interactive() && progress.totalBytes().isPresent()) {
            if (bar == null) {
                bar = new ProgressBarBuilder().setInitialMax(progress.totalBytes().getAsLong())
                        .setUnit(" MiB", 1 << 20)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setConsumer(new ConsoleProgressBarConsumer(terminal.err(), terminal.columns() - 1))
                        .build();
            }
            bar.stepTo(progress.doneBytes());
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
