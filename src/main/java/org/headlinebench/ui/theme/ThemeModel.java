package org.headlinebench.ui.theme;

import java.util.Optional;

import javafx.application.ColorScheme;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/** Which theme is shown: the system's, until the user chooses. */
public final class ThemeModel {
    private static final double LEAST_SCALE = 1;
    private static final double MOST_SCALE = 1.5;
    private static final double SCALE_STEP = 0.1;

    private final ReadOnlyObjectWrapper<Theme> theme = new ReadOnlyObjectWrapper<>(Theme.LIGHT);
    private final ReadOnlyDoubleWrapper fontScale = new ReadOnlyDoubleWrapper(LEAST_SCALE);
    private boolean chosenByUser;

    public ThemeModel(ObservableValue<ColorScheme> system) {
        theme.set(of(system.getValue()));
        system.addListener((_, _, now) -> {
            if (!chosenByUser) {
                theme.set(of(now));
            }
        });
    }

    /** How large text is, from 1 to 1.5. */
    public ReadOnlyDoubleProperty fontScale() {
        return fontScale.getReadOnlyProperty();
    }

    /** Sets the size of text; what is out of bounds becomes the bound. */
    public void scaleFont(double scale) {
        fontScale.set(Double.isFinite(scale)
                ? Math.clamp(Math.round(scale / SCALE_STEP) * SCALE_STEP, LEAST_SCALE, MOST_SCALE)
                : LEAST_SCALE);
    }

    public void largerFont() {
        scaleFont(fontScale.get() + SCALE_STEP);
    }

    public void smallerFont() {
        scaleFont(fontScale.get() - SCALE_STEP);
    }

    public ReadOnlyObjectProperty<Theme> theme() {
        return theme.getReadOnlyProperty();
    }

    public void choose(Theme chosen) {
        chosenByUser = true;
        theme.set(chosen);
    }

    /** What the user chose; empty while the window follows the system. */
    public Optional<Theme> chosen() {
        return chosenByUser ? Optional.of(theme.get()) : Optional.empty();
    }

    public void toggle() {
        choose(theme.get().other());
    }

    private static Theme of(ColorScheme scheme) {
        return scheme == ColorScheme.DARK ? Theme.DARK : Theme.LIGHT;
    }
}
