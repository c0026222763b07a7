package org.headlinebench.ui.frame;

import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.skin.TextInputControlSkin;

/**
 * Stops blinking carets: one of them has all of JavaFX tick sixty times a second, which costs a measurement beside it a
 * fifth of its time on two cores. JavaFX lets the caret of a text field go on when the field has lost the focus.
 */
public final class Carets {
    private Carets() {}

    /** Stops those of all text fields below a node; a field that is given the focus blinks again. */
    public static void rest(Parent root) {
        root.requestFocus();
        for (Node node : root.lookupAll(".text-input")) {
            if (node instanceof TextInputControl field && field.getSkin() instanceof TextInputControlSkin<?> skin) {
                skin.setCaretAnimating(false);
            }
        }
    }
}
