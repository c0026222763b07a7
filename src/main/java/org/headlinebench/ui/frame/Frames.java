package org.headlinebench.ui.frame;

import javafx.animation.AnimationTimer;

/** JavaFX's frames. */
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
}
