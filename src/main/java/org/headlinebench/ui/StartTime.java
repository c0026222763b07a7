package org.headlinebench.ui;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;

import javafx.animation.AnimationTimer;
import javafx.beans.value.ObservableBooleanValue;

/** Tells the log how long the program took to show its window, and until an experiment could be started in it. */
final class StartTime extends AnimationTimer {
    private static final Logger LOG = System.getLogger(StartTime.class.getName());
    private static final long NOT_YET = -1;

    private final ObservableBooleanValue usable;
    private int frames;
    private long shownAtMillis = NOT_YET;

    private StartTime(ObservableBooleanValue usable) {
        this.usable = usable;
    }

    /** @param usable whether a press of a button would start something */
    static void log(ObservableBooleanValue usable) {
        new StartTime(usable).start();
    }

    /** Called before a frame is painted, so the first one is there at the second call. */
    @Override
    public void handle(long now) {
        if (++frames == 2) {
            shownAtMillis = System.currentTimeMillis();
        }
        if (shownAtMillis != NOT_YET && usable.get()) {
            stop();
            long usableAtMillis = System.currentTimeMillis();
            long start = ManagementFactory.getRuntimeMXBean().getStartTime();
            LOG.log(Level.INFO, "The window was shown {0} ms after the start of Java, and usable after {1} ms.",
                    String.valueOf(shownAtMillis - start), String.valueOf(usableAtMillis - start));
        }
    }
}
