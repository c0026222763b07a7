package org.headlinebench.ui.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.failure.UserError;
import org.headlinebench.history.AtomicFile;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.frame.Background;

class JobsTest {
    private final List<String> told = new ArrayList<>();

    @Test
    void aJobIsListedWhileItGoesOnAndTellsHowFarItIs() {
        var jobs = new Jobs(Direct.background());
        jobs.run("Report", job -> {
            job.tell(0.25, "1 of 4 pages");
            assertThat(jobs.running()).containsExactly(job);
            assertThat(job.progress().get()).isEqualTo(0.25);
            assertThat(job.words().get()).isEqualTo("1 of 4 pages");
            return 4;
        }, pages -> told.add("done " + pages), found -> told.add("failed"), () -> told.add("stopped"));
        assertThat(told).containsExactly("done 4");
        assertThat(jobs.running()).isEmpty();
        jobs.run("Report", _ -> {
            throw new UserError("The disk is full.", "Make room.");
        }, _ -> told.add("done"), found -> told.add(found.text()), () -> told.add("stopped"));
        assertThat(told).containsExactly("done 4", "The disk is full. Make room.");
        assertThat(jobs.running()).isEmpty();
    }

    @Test
    void aJobThatWaitsIsWokenWhenItIsStopped() throws Exception {
        var over = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        var jobs = new Jobs(new Background(work -> Thread.ofPlatform().daemon().start(work), Direct.frames()));
        Job job = jobs.run("Send", _ -> {
            begun.countDown();
            try {
                TimeUnit.MINUTES.sleep(5);
            } catch (InterruptedException woken) {
                throw new UserError("Interrupted.", "");
            }
            return 1;
        }, _ -> told.add("done"), _ -> told.add("failed"), () -> {
            told.add("stopped");
            over.countDown();
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        job.cancel();
        job.cancel();
        assertThat(over.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(told).containsExactly("stopped");
    }

    @Test
    void aFileWhoseWritingIsStoppedIsAsItWasBefore(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("runs.csv"), "before");
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> AtomicFile.write(file, out -> out.write("now".getBytes(StandardCharsets.UTF_8))))
                    .isInstanceOf(UserError.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(file).hasContent("before");
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }
}
