package org.headlinebench.ui.theme;

import java.util.Optional;

import javafx.application.ColorScheme;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/** Which theme is shown: the system's, until the user chooses. */
public final class ThemeModel {
    private final ReadOnlyObjectWrapper<Theme> theme = new ReadOnlyObjectWrapper<>(Theme.LIGHT);
    private boolean chosenByUser;

    public ThemeModel(ObservableValue<ColorScheme> system) {
        theme.set(of(system.getValue()));
        system.addListener((_, _, now) -> {
            if (!chosenByUser) {
                theme.set(of(now));
            }
        });
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
