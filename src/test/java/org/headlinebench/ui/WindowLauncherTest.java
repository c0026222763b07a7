package org.headlinebench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;

class WindowLauncherTest {
    @Test
    void unixNeedsAnXDisplay() {
        assertThat(WindowLauncher.displayAvailable("Linux", Map.of("DISPLAY", ":0"))).isTrue();
        assertThat(WindowLauncher.displayAvailable("Linux", Map.of())).isFalse();
        assertThat(WindowLauncher.displayAvailable("Linux", Map.of("DISPLAY", " "))).isFalse();
    }

    @Test
    void desktopsHaveOneUnlessReachedOverSsh() {
        assertThat(WindowLauncher.displayAvailable("Windows 11", Map.of())).isTrue();
        assertThat(WindowLauncher.displayAvailable("Mac OS X", Map.of())).isTrue();
        assertThat(WindowLauncher.displayAvailable("Mac OS X", Map.of("SSH_CONNECTION", "1 2 3 4"))).isFalse();
    }
}
