package org.headlinebench.ui;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.MemoryRunStore;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.frame.FrameBatcher;
import org.headlinebench.ui.history.StoringBenchmark;

/** Threads for view-models under test: none. Work runs at once, or when the test says so. */
public final class Direct {
    private Direct() {}

    /** Everything happens during the call that asks for it. */
    public static Background background() {
        return new Background(Runnable::run, frames());
    }

    /** An experiment's model whose benchmark's runs are stored in memory; all of it happens during the calls. */
    public static ExperimentModel experiment(Benchmark benchmark) {
        return experiment(benchmark, Clock.systemUTC());
    }

    /** The same at a time of its own. */
    public static ExperimentModel experiment(Benchmark benchmark, Clock clock) {
        var store = new MemoryRunStore();
        return new ExperimentModel(new StoringBenchmark(benchmark, store), store, Runnable::run, background(), clock);
    }

    /** Updates run at once. */
    public static FrameBatcher frames() {
        return new FrameBatcher(Runnable::run, Runnable::run);
    }

    /** Holds work back until the test runs it, in any order. */
    public static final class Held implements Executor {
        private final Queue<Runnable> work = new ArrayDeque<>();

        @Override
        public void execute(Runnable task) {
            work.add(task);
        }

        public Queue<Runnable> work() {
            return work;
        }

        public void runAll() {
            while (!work.isEmpty()) {
                work.poll().run();
            }
        }
    }
}
