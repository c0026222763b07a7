package org.headlinebench.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import org.junit.jupiter.api.Test;

class FrameBatcherTest {
    private final Deque<Runnable> frames = new ArrayDeque<>();
    private final Deque<Runnable> turns = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();

    @Test
    void updatesOfOneFrameRunTogetherAndInOrder() {
        var batcher = new FrameBatcher(frames::add, turns::add);
        List.of("a", "b", "c").forEach(name -> batcher.submit(() -> done.add(name)));
        assertThat(frames).hasSize(1);
        assertThat(done).isEmpty();
        frames.poll().run();
        assertThat(done).containsExactly("a", "b", "c");
        assertThat(frames).isEmpty();
    }

    @Test
    void aFrameThatIsFullLeavesTheRestToTheNext() {
        var batcher = new FrameBatcher(frames::add, turns::add, -1);
        List.of("a", "b").forEach(name -> batcher.submit(() -> done.add(name)));
        frames.poll().run();
        assertThat(done).containsExactly("a");
        frames.poll().run();
        assertThat(done).containsExactly("a", "b");
        assertThat(frames).isEmpty();
    }

    @Test
    void aBrokenUpdateDoesNotTakeTheNextWithIt() {
        var batcher = new FrameBatcher(frames::add, turns::add);
        batcher.submit(() -> {
            throw new IllegalStateException("broken on purpose by a test");
        });
        batcher.submit(() -> done.add("next"));
        runFrames();
        assertThat(done).containsExactly("next");
    }

    @Test
    void anUpdateMadeByAnUpdateIsNotLost() {
        var batcher = new FrameBatcher(frames::add, turns::add);
        batcher.submit(() -> batcher.submit(() -> done.add("inner")));
        runFrames();
        assertThat(done).containsExactly("inner");
    }

    @Test
    void aPatientUpdateWaitsForItsTurn() {
        var batcher = new FrameBatcher(frames::add, turns::add);
        batcher.submitPatiently(() -> done.add("a"));
        batcher.submitPatiently(() -> done.add("b"));
        assertThat(frames).isEmpty();
        assertThat(turns).hasSize(1);
        turns.poll().run();
        assertThat(done).containsExactly("a", "b");
    }

    @Test
    void anUpdateWithoutTimeTakesThePatientOnesBeforeItAlong() {
        var batcher = new FrameBatcher(frames::add, turns::add);
        batcher.submitPatiently(() -> done.add("patient"));
        batcher.submit(() -> done.add("urgent"));
        runFrames();
        assertThat(done).containsExactly("patient", "urgent");
        turns.poll().run();
        batcher.submitPatiently(() -> done.add("next"));
        turns.poll().run();
        assertThat(done).containsExactly("patient", "urgent", "next");
    }

    private void runFrames() {
        while (!frames.isEmpty()) {
            frames.poll().run();
        }
    }
}
