package org.headlinebench.ui.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.ui.Direct;
import org.headlinebench.ui.frame.Background;

class WorkloadFormTest {
    private static final String ROW = """
            {"headline": "%s", "short_description": "Something happened in %s.", "category": "TEST"}
            """;

    private final WorkloadForm form = form(Direct.background());

    @TempDir
    private Path folder;

    @Test
    void sampleNewsWithItsDefaultRulesIsComplete() {
        form.datasets().useSample();
        assertThat(form.isComplete()).isTrue();
        assertThat(form.rowsSummary().get()).isEqualTo("50 rows");
        assertThat(form.snapshot().get().rows()).hasSize(50);
        assertThat(form.snapshot().get().maxNewTokens()).isEqualTo(25);
    }

    @Test
    void rowsThatCannotBeReadAreRefusedInWords() {
        form.datasets().useSample();
        form.rows().set("5-2");
        assertThat(form.rowsProblem().get().orElseThrow().text()).contains("runs backwards").contains("2-5");
        assertThat(form.isComplete()).isFalse();
        form.rows().set("2-5");
        assertThat(form.rowsProblem().get()).isEmpty();
        assertThat(form.isComplete()).isTrue();
    }

    @Test
    void rowsBeyondTheEndOfTheFileAreRefusedInWords() {
        form.datasets().useSample();
        form.rows().set("100-99999");
        assertThat(form.rowsProblem().get().orElseThrow().message()).contains("does not exist");
    }

    @Test
    void aTokenLimitThatIsNoNumberOrTooLargeIsRefusedInWords() {
        form.datasets().useSample();
        for (String text : new String[]{"", "0", "-3", "many", "1025", "99999999999"}) {
            form.maxNewTokens().set(text);
            assertThat(form.tokensProblem().get()).as(text).isPresent();
            assertThat(form.isComplete()).as(text).isFalse();
        }
        form.maxNewTokens().set("1024");
        assertThat(form.tokensProblem().get()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadLeavesTheDatasetInUse() throws IOException {
        form.datasets().useSample();
        Path file = Files.writeString(folder.resolve("news.json"), "no rows at all");
        form.datasets().useFile(file);
        assertThat(form.datasets().problem().get().orElseThrow().message()).contains("news.json");
        assertThat(form.datasets().dataset().get().orElseThrow().name()).isEqualTo("sample");
        form.datasets().useSample();
        assertThat(form.datasets().problem().get()).isEmpty();
    }

    @Test
    void theFileChosenLastCountsEvenIfAnotherIsReadLater() throws IOException {
        Path first = Files.writeString(folder.resolve("first.json"), ROW.formatted("First", "A"));
        Path second = Files.writeString(folder.resolve("second.json"), ROW.formatted("Second", "B"));
        var held = new Direct.Held();
        var datasets = new DatasetPicker(new Background(held, Direct.frames()));
        datasets.useFile(first);
        datasets.useFile(second);
        Runnable readFirst = held.work().poll();
        held.work().poll().run();
        readFirst.run();
        assertThat(datasets.dataset().get().orElseThrow().name()).isEqualTo("second.json");
        assertThat(datasets.reading().get()).isFalse();
    }

    private static WorkloadForm form(Background background) {
        return new WorkloadForm(new DatasetPicker(background), background);
    }
}
