package org.headlinebench.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.result.RunId;

class CancellationTest {
    private static final RunId FIRST = new RunId("a-1");
    private static final RunId SECOND = new RunId("a-2");

    private final Cancellation all = new Cancellation();
    private final List<String> stopped = new ArrayList<>();

    @Test
    void oneRunStopsAndTheOthersGoOn() {
        all.of(FIRST).onCancel(() -> stopped.add("first"));
        all.of(SECOND).onCancel(() -> stopped.add("second"));
        all.cancel(FIRST);
        assertThat(stopped).containsExactly("first");
        assertThat(all.of(FIRST).isCancelled()).isTrue();
        assertThat(all.of(SECOND).isCancelled()).isFalse();
        assertThat(all.isCancelled()).isFalse();
    }

    @Test
    void theRequestAboutAllIncludesEachRunAndThoseThatComeLater() {
        all.of(FIRST).onCancel(() -> stopped.add("first"));
        all.cancel();
        assertThat(stopped).containsExactly("first");
        assertThat(all.of(SECOND).isCancelled()).isTrue();
    }
}
