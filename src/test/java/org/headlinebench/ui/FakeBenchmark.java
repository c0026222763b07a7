package org.headlinebench.ui;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.LoadReport;
import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunFailure;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.metrics.Speculation.Pass;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.metrics.quality.Rouge;
import org.headlinebench.optimization.Cache;

/** A test double: tells of runs as the real benchmark would, with invented numbers that depend on nothing but the input. */
public final class FakeBenchmark implements Benchmark {
    private static final List<Speculation.Pass> PASSES = List.of(new Pass(4, 2, 3), new Pass(0, 0, 1),
            new Pass(3, 2, 3), new Pass(0, 0, 1), new Pass(0, 0, 1), new Pass(3, 2, 3), new Pass(0, 0, 1));
    private static final long MEGABYTE = 1_000_000;

    private final Duration perSample;
    private final OptionalInt failingRun;

    /** @param failingRun ordinal of the run that fails after half of its samples */
    public FakeBenchmark(Duration perSample, OptionalInt failingRun) {
        this.perSample = perSample;
        this.failingRun = failingRun;
    }

    public FakeBenchmark(Duration perSample) {
        this(perSample, OptionalInt.empty());
    }

    @Override
    public List<Run> run(Experiment experiment, RunListener listener, Cancellation cancellation) {
        var runs = new ArrayList<Run>();
        for (int i = 0; i < experiment.setups().size(); i++) {
            Run queued = Run.queued(new RunId(experiment.id() + "-" + (i + 1)), experiment.id(), i + 1,
                    experiment.setups().get(i), experiment.workload().identity(), Instant.EPOCH);
            listener.changed(queued);
            runs.add(queued);
        }
        runs.replaceAll(run -> {
            var cancelled = new CountDownLatch(1);
            cancellation.of(run.id()).onCancel(cancelled::countDown);
            return cancelled.getCount() == 0
                    ? told(run.cancelled(Instant.EPOCH), listener)
                    : one(run, experiment.workload(), listener, cancelled);
        });
        return runs;
    }

    private Run one(Run queued, Workload workload, RunListener listener, CountDownLatch cancelled) {
        var random = new Random(queued.ordinal());
        Run run = told(queued.started(Instant.EPOCH), listener);
        listener.progressed(run.id(), 0.4, "Loading the model");
        double clock = 0;
        for (int step = 0; step < 8; step++) {
            clock += 60;
            listener.read(run.id(), new MemoryReading(clock, 110 * MEGABYTE + step * weights(run.setup()) / 8));
        }
        run = told(run.with(new LoadReport(480, 900, 2, true, 134_515_008, weights(run.setup()), 2, List.of()))
                .in(RunState.WARMING_UP), listener);
        run = told(run.in(RunState.MEASURING), listener);
        List<NewsRow> rows = workload.rows();
        double slowness = slowness(run.setup());
        for (int i = 0; i < rows.size(); i++) {
            if (isCancelled(cancelled)) {
                return told(run.cancelled(Instant.EPOCH), listener);
            }
            if (failingRun.equals(OptionalInt.of(run.ordinal())) && i == rows.size() / 2) {
                return told(run.failed(Instant.EPOCH, new RunFailure(
                        "The worker process was ended by the system because memory ran out (exit code 137).",
                        "Choose a smaller model or bfloat16, or close other programs; what was measured is kept.",
                        OptionalInt.of(137), "worker: loading\nworker: killed")), listener);
            }
            Sample sample = sample(i + 1, rows.get(i), run, slowness * (0.9 + 0.25 * random.nextDouble()));
            clock += sample.times().endToEndMillis();
            if (workload.identity().adHoc()) {
                listener.wrote(run.id(), sample.headline().substring(0, 5));
            }
            listener.measured(run.id(), sample);
            listener.read(run.id(), new MemoryReading(clock, 118 * MEGABYTE + weights(run.setup())
                    + (long) (12 * MEGABYTE * random.nextDouble())));
            listener.read(run.id(), new MachineReading(clock, 0.8 + 0.1 * (i % 3) / 2, 0.78, 3_000 * MEGABYTE,
                    List.of()));
        }
        run = run.with(new MemoryUse(weights(run.setup()), 0, 4 * MEGABYTE, OptionalLong.of(100 * MEGABYTE),
                OptionalLong.of(110 * MEGABYTE + weights(run.setup())), OptionalLong.of(weights(run.setup())),
                OptionalLong.of(131 * MEGABYTE + weights(run.setup())), Optional.empty()));
        return told(run.finished(Instant.EPOCH, clock), listener);
    }

    private boolean isCancelled(CountDownLatch cancelled) {
        try {
            return cancelled.await(perSample.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            return true;
        }
    }

    private static Run told(Run run, RunListener listener) {
        listener.changed(run);
        return run;
    }

    /** The first token, then those of each pass at one time. */
    private static List<Double> together(double first, double pass) {
        var tokens = new ArrayList<>(List.of(first));
        for (Pass each : PASSES) {
            tokens.addAll(java.util.Collections.nCopies(each.tokens(), tokens.getLast() + pass));
        }
        return List.copyOf(tokens);
    }

    private static long weights(RunSetup setup) {
        return 134_515_008L * setup.stack().precision().bytes();
    }

    private static double slowness(RunSetup setup) {
        double cache = switch (setup.stack().cache()) {
            case Cache.None _ -> 3.1;
            case Cache.Dynamic _,Cache.Hybrid _,Cache.Offloaded _ -> 1.0;
            case Cache.Static _ -> 0.86;
            case Cache.Sliding _,Cache.Paged _ -> 0.95;
            case Cache.Rounded _ -> 1.4;
        };
        return cache * setup.stack().precision().bytes() / 4.0;
    }

    /** Writes the first words of the description; 16-bit numbers differ from 32-bit ones in every seventh row. */
    private static Sample sample(int position, NewsRow row, Run run, double slowness) {
        int skip = run.setup().stack().precision().bytes() == 2 && position % 7 == 0 ? 2 : 0;
        String[] words = row.shortDescription().split(" ");
        String headline = String.join(" ",
                List.of(words).subList(Math.min(skip, words.length - 1), Math.min(skip + 9, words.length)));
        double ttft = 62 * slowness;
        boolean speculates = run.setup().stack().decoding().speculates();
        List<Double> tokens = speculates
                ? together(ttft, 43 * slowness)
                : IntStream.range(0, 14).mapToObj(token -> ttft + token * 43 * slowness).toList();
        double end = tokens.getLast() + 0.4;
        var times = new SampleTimes(0.3, ttft - 0.3, end - 0.7, 0.2, end, tokens);
        List<Integer> ids = IntStream.range(0, 14).map(token -> token + skip).boxed().toList();
        return new Sample(position, row.rowNumber(), 1, row.category(), row.shortDescription(), row.headline(),
                headline, headline + "\n", FinishReason.STOP_SEQUENCE, 61, 0, ids, times,
                Rouge.plain().score(row.headline(), headline), speculates
                        ? Optional.of(new Speculation(10, 6, 14, 8, 3, 0.2, 7 * 43 * slowness, Optional.of(PASSES)))
                        : Optional.empty());
    }
}
