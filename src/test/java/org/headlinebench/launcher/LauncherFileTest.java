package org.headlinebench.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.failure.UserError;
import org.headlinebench.yaml.InvalidYaml;

class LauncherFileTest {
    private static final Launcher BOX = new Launcher("gpu-box", List.of("ssh", "gpu-box"), Launcher.DEFAULT_PROGRAM);
    private static final Launcher POD = new Launcher("no", List.of("kubectl", "exec", "-i", "a pod", "--"),
            List.of("/opt/headline bench/bin/headline-bench"));

    @TempDir
    Path folder;

    private Path path;
    private LauncherFile file;

    @BeforeEach
    void name() {
        path = folder.resolve("app/launchers.yaml");
        file = new LauncherFile(path);
    }

    @Test
    void whatIsAddedReadsBackAndWhatIsRemovedIsGone() {
        assertThat(file.read()).isEmpty();
        file.add(BOX);
        file.add(POD);
        assertThat(file.read()).containsExactly(BOX, POD);
        file.remove("gpu-box");
        assertThat(file.read()).containsExactly(POD);
        file.remove("no");
        assertThat(file.read()).isEmpty();
        file.add(BOX);
        assertThat(file.read()).containsExactly(BOX);
    }

    @Test
    void commentsOfTheUsersStay() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, """
                # mine
                launchers:
                  - name: one
                    command: ssh one  # the old one
                  # the new one
                  - name: two
                    command: ssh two
                """);
        file.remove("one");
        file.add(BOX);
        assertThat(Files.readString(path)).isEqualTo("""
                # mine
                launchers:
                  # the new one
                  - name: two
                    command: ssh two
                  - name: gpu-box
                    command: ssh gpu-box
                """);
    }

    @Test
    void everyMistakeIsReportedWithItsLine() throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, """
                launchers:
                  - name: a b
                    command: ssh a
                  - name: two
                    command: "ssh 'two"
                    programm: x
                  - name: three
                """);
        assertThatThrownBy(file::read).isInstanceOf(InvalidYaml.class)
                .hasMessageContaining("yaml:2")
                .hasMessageContaining("yaml:5")
                .hasMessageContaining("yaml:6")
                .hasMessageContaining("did you mean 'program'")
                .hasMessageContaining("yaml:7");
    }

    @Test
    void aLayoutThatCannotBeChangedIsLeftAsItIs() throws IOException {
        Files.createDirectories(path.getParent());
        String flow = "launchers: [{name: one, command: ssh one}]\n";
        Files.writeString(path, flow);
        assertThat(file.read()).hasSize(1);
        assertThatThrownBy(() -> file.add(BOX)).isInstanceOf(UserError.class).hasMessageContaining("without spoiling");
        assertThat(Files.readString(path)).isEqualTo(flow);
    }

    @Test
    void aNameIsGivenOnceAndAnUnknownOneGetsTheNearest() {
        file.add(BOX);
        assertThatThrownBy(() -> file.add(BOX)).isInstanceOf(UserError.class).hasMessageContaining("already");
        assertThatThrownBy(() -> file.remove("gpu-bix"))
                .isInstanceOfSatisfying(UserError.class, e -> assertThat(e.remedy()).contains("\"gpu-box\""));
    }
}
