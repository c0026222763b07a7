package org.headlinebench.ui.frame;

import java.lang.management.ManagementFactory;

import javafx.animation.AnimationTimer;

/** JavaFX's frames, and the thread that prepares them. */
public final class Frames {
    private Frames() {}

    /** Runs an action on the FX thread before the next frame is drawn. */
    public static void next(Runnable action) {
        new AnimationTimer() {
            @Override
            public void handle(long now) {
                stop();
                action.run();
            }
        }.start();
    }

    /** Processor time that the FX thread, which must be the caller, has used. */
    public static long busyNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
