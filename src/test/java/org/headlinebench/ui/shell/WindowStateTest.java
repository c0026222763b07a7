package org.headlinebench.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.ui.page.Page;
import org.headlinebench.ui.theme.Theme;

class WindowStateTest {
    @TempDir
    Path folder;

    @Test
    void whatWasKeptIsThereAtTheNextStart() {
        Path file = folder.resolve("window.properties");
        var state = new WindowState(Optional.of(12.0), Optional.of(-7.5), 1400, 900, true, Optional.of(Theme.DARK),
                Page.MODELS, 1.3, "http://127.0.0.1:5000");
        state.save(file);
        assertThat(WindowState.load(file)).isEqualTo(state);
        WindowState.FIRST.save(file);
        assertThat(WindowState.load(file)).isEqualTo(WindowState.FIRST);
    }

    @Test
    void aFileThatIsMissingBrokenOrOfAnotherVersionIsNoReasonNotToOpen() throws Exception {
        Path file = folder.resolve("window.properties");
        assertThat(WindowState.load(file)).isEqualTo(WindowState.FIRST);
        for (String text : new String[]{"width=wide", "theme=PINK", "page=GONE", "\\u12", "width=NaN\nheight=-1"}) {
            Files.writeString(file, text);
            WindowState loaded = WindowState.load(file);
            assertThat(loaded.page()).as(text).isEqualTo(Page.BENCH);
            assertThat(loaded.width()).isGreaterThanOrEqualTo(1000);
            assertThat(loaded.height()).isGreaterThanOrEqualTo(700);
        }
        new WindowState(Optional.empty(), Optional.empty(), 1, 1, false, Optional.empty(), Page.TRY, 1, "")
                .save(folder.resolve("none/window.properties"));
    }
}
