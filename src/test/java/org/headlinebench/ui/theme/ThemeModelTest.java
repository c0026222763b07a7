package org.headlinebench.ui.theme;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.application.ColorScheme;
import javafx.beans.property.SimpleObjectProperty;

import org.junit.jupiter.api.Test;

import org.headlinebench.ui.OneWindow;

@OneWindow
class ThemeModelTest {
    @Test
    void theSystemIsFollowedUntilTheUserChooses() {
        var system = new SimpleObjectProperty<>(ColorScheme.DARK);
        var model = new ThemeModel(system);
        assertThat(model.theme().get()).isEqualTo(Theme.DARK);
        system.set(ColorScheme.LIGHT);
        assertThat(model.theme().get()).isEqualTo(Theme.LIGHT);
        model.toggle();
        system.set(ColorScheme.LIGHT);
        system.set(ColorScheme.DARK);
        model.toggle();
        system.set(ColorScheme.LIGHT);
        system.set(ColorScheme.DARK);
        assertThat(model.theme().get()).isEqualTo(Theme.LIGHT);
    }
}
