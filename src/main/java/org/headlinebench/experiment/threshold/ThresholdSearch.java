package org.headlinebench.experiment.threshold;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.Drafts;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.ModelFiles;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.RefusedStack;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.experiment.ExperimentId;
import org.headlinebench.experiment.ExperimentRunner;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.Interval;
import org.headlinebench.metrics.statistics.MeanShare;
import org.headlinebench.metrics.statistics.Verdict;
import org.headlinebench.optimization.Stack;

/**
 * Searches the strongest setting whose quality interval stays above a floor: bisects an amount, or walks values from the
 * weakest on until one falls below. Both take it that a stronger setting does not keep more. Every point is a stored run
 * of one experiment, whose id depends on model, device, workload and stack, not on the floor: a search that is started
 * again, or for another floor, uses what has been measured.
 */
public final class ThresholdSearch {
    private final Benchmark benchmark;
    private final RunStore store;
    private final ModelFiles models;

    public ThresholdSearch(Benchmark benchmark, RunStore store, ModelFiles models) {
        this.benchmark = benchmark;
        this.store = store;
        this.models = models;
    }

    /**
     * Searches on the calling thread.
     *
     * @param told hears of each point as soon as it is known
     * @throws UserError if the baseline cannot run or has no quality, a run fails, or articles are too few for an
     *                   interval
     */
    public ThresholdResult search(ThresholdRequest request, Workload workload, RunListener listener,
            Cancellation cancellation, Consumer<ThresholdPoint> told) {
        if (workload.rows().size() < Verdict.MINIMUM_PAIRS) {
            throw new UserError(workload.rows().size() + " articles are too few to say what is kept.",
                    "Select at least " + Verdict.MINIMUM_PAIRS + " rows, better 50 or more, with --rows.");
        }
        return new Search(request, workload, listener, cancellation, told).run();
    }

    /** The experiment under which a request's runs are stored. */
    public static String experimentId(ThresholdRequest request, Workload workload) {
        return "threshold-" + ExperimentId.checksum(request.model(),
                request.device().toString(), workload.identity().checksum(), request.stack().text());
    }

    /** Ends the search early. */
    private static final class Cancelled extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final class Search {
        private final ThresholdRequest request;
        private final Workload workload;
        private final RunListener listener;
        private final Cancellation cancellation;
        private final Consumer<ThresholdPoint> told;
        private final String id;
        private final List<ThresholdPoint> points = new ArrayList<>();
        private final List<RefusedStack> refused = new ArrayList<>();
        private Optional<ThresholdPoint> strongest = Optional.empty();

        Search(ThresholdRequest request, Workload workload, RunListener listener, Cancellation cancellation,
                Consumer<ThresholdPoint> told) {
            this.request = request;
            this.workload = workload;
            this.listener = listener;
            this.cancellation = cancellation;
            this.told = told;
            this.id = experimentId(request, workload);
        }

        ThresholdResult run() {
            ExperimentRunner.putAside(store, id);
            Run baseline = baseline();
            if (MeanShare.of(scores(baseline), scores(baseline), Bootstrap.STANDARD).isEmpty()) {
                throw new UserError("The baseline has too little quality on these rows to take a share of it.",
                        "Select more or other rows with --rows, or another model.");
            }
            try {
                if (request.stack().isAmount()) {
                    bisect(baseline);
                } else {
                    walk(baseline);
                }
                return result(baseline, true);
            } catch (Cancelled early) {
                return result(baseline, false);
            }
        }

        private Run baseline() {
            Stack stack = accepted(request.stack().baseline());
            try {
                return stored(stack).orElseGet(() -> measured(stack));
            } catch (Cancelled early) {
                throw new UserError("The search was cancelled before its baseline was measured.", "Start it again.",
                        early);
            }
        }

        private ThresholdResult result(Run baseline, boolean isComplete) {
            return new ThresholdResult(id, baseline, points, strongest, refused, isComplete);
        }

        private void bisect(Run baseline) {
            BigDecimal kept = BigDecimal.valueOf(request.from());
            BigDecimal lost = BigDecimal.valueOf(request.to());
            if (isKept(baseline, lost) || request.from() > 0 && !isKept(baseline, kept)) {
                return;
            }
            while (lost.subtract(kept).doubleValue() > request.tolerance()) {
                BigDecimal middle = kept.add(lost).divide(BigDecimal.TWO, MathContext.DECIMAL64);
                if (isKept(baseline, middle)) {
                    kept = middle;
                } else {
                    lost = middle;
                }
            }
        }

        private boolean isKept(Run baseline, BigDecimal amount) {
            return point(baseline, amount.stripTrailingZeros().toPlainString()).isKept();
        }

        private void walk(Run baseline) {
            for (String value : request.values()) {
                try {
                    accepted(request.stack().with(value));
                } catch (UserError e) {
                    refused.add(new RefusedStack(value, request.stack().with(value), e.getMessage(), e.remedy()));
                    continue;
                }
                if (!point(baseline, value).isKept()) {
                    return;
                }
            }
        }

        private ThresholdPoint point(Run baseline, String value) {
            Stack stack = accepted(request.stack().with(value));
            Optional<Run> earlier = stored(stack);
            Run run = earlier.orElseGet(() -> measured(stack));
            Optional<Interval> share = MeanShare.of(scores(run), scores(baseline), Bootstrap.STANDARD);
            boolean isKept = share.filter(interval -> interval.low() >= request.floor()).isPresent();
            var point = new ThresholdPoint(value, run, share, isKept, earlier.isEmpty());
            points.add(point);
            if (isKept) {
                strongest = Optional.of(point);
            }
            told.accept(point);
            return point;
        }

        private Stack accepted(String text) {
            return Drafts.accept(Stack.parse(text, request.device().kind()), request.model(), request.device().kind(),
                    models);
        }

        private Optional<Run> stored(Stack stack) {
            return store.ofExperiment(id)
                    .stream()
                    .filter(run -> run.state() == RunState.FINISHED && run.setup().stack().equals(stack))
                    .findFirst();
        }

        private Run measured(Stack stack) {
            if (cancellation.isCancelled()) {
                throw new Cancelled();
            }
            int ordinal = 1 + store.ofExperiment(id).stream().mapToInt(Run::ordinal).max().orElse(0);
            Run run = benchmark.run(new Experiment(id, List.of(new RunSetup(request.model(), request.device(), stack)),
                    workload, List.of(ordinal)), listener, cancellation).getFirst();
            if (run.state() == RunState.CANCELLED) {
                throw new Cancelled();
            }
            if (run.state() != RunState.FINISHED) {
                throw new UserError("The run of " + stack.text() + " failed: "
                        + run.failure().map(failure -> failure.message()).orElse("no reason given"),
                        run.failure().map(failure -> failure.remedy()).orElse("See its log."));
            }
            return run;
        }

        /** One score per article, of the first pass. */
        private double[] scores(Run run) {
            return store.samples(run.id())
                    .stream()
                    .filter(sample -> sample.pass() == 1)
                    .mapToDouble(sample -> sample.rouge().of(request.metric()).f1())
                    .toArray();
        }
    }
}
