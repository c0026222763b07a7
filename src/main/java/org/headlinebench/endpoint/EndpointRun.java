package org.headlinebench.endpoint;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.ServerTarget;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunFailure;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.latency.WarmUp;

/**
 * One run against a server: warm-up, then every row under the load; each answer is stored before anybody hears of it.
 * Requests have virtual threads, the conducting thread alone stores and tells.
 */
final class EndpointRun {
    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 60_000;

    /** An article to ask about. */
    private record Task(NewsRow row, int pass) {}

    /** An answer, or why there is none. */
    private record Outcome(Task task, Optional<Answer> answer, double waitedMillis) {}

    private final Workload workload;
    private final ServerTarget target;
    private final RunStore store;
    private final EndpointKeys keys;
    private final Map<String, String> provenance;
    private final RunListener listener;
    private final Cancellation cancellation;
    private final Clock clock;
    private final RequestCounts counts = new RequestCounts();
    private final LinkedBlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private Run run;

    EndpointRun(Run queued, Workload workload, RunStore store, EndpointKeys keys, Map<String, String> provenance,
            RunListener listener, Cancellation cancellation, Clock clock) {
        this.run = queued;
        this.workload = workload;
        this.target = queued.setup().server().orElseThrow();
        this.store = store;
        this.keys = keys;
        this.provenance = provenance;
        this.listener = listener;
        this.cancellation = cancellation;
        this.clock = clock;
    }

    Run conduct() {
        try {
            change(run.started(clock.instant()).with(provenance).with(described()));
            try (var client = new ServerClient(target, run.setup().model(), workload,
                    keys.of(target.base(), run.setup().model()))) {
                Thread conductor = Thread.currentThread();
                var over = new java.util.concurrent.atomic.AtomicBoolean();
                cancellation.onCancel(() -> {
                    if (!over.get()) {
                        conductor.interrupt();
                    }
                });
                try {
                    warmUp(client);
                    measure(client);
                } finally {
                    over.set(true);
                }
            }
        } catch (UserError e) {
            fail(e.getMessage(), e.remedy());
        } catch (InterruptedException e) {
            if (cancellation.isCancelled()) {
                change(run.with(counts.facts()).cancelled(clock.instant()));
            } else {
                Thread.currentThread().interrupt();
                fail("The run was interrupted.", "Start it again.");
            }
        }
        return run;
    }

    private Map<String, String> described() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("endpoint.base", target.base());
        facts.put("endpoint.load", target.load());
        facts.put("endpoint.seed", String.valueOf(target.seed()));
        facts.put("endpoint.timeoutMillis", String.valueOf(target.timeoutMillis()));
        facts.put("endpoint.attempts", String.valueOf(target.attempts()));
        facts.put("endpoint.measured", "a server's answers as this client sees them, network included");
        if (workload.stop().afterVisibleText()) {
            facts.put("endpoint.stop", "cut by the client; the server writes on to its own end");
        }
        return facts;
    }

    /** One request after the other, the first article always, as in every run. */
    private void warmUp(ServerClient client) throws InterruptedException {
        change(run.in(RunState.WARMING_UP));
        List<Double> sampleMillis = new ArrayList<>();
        while (!WarmUp.isFinished(sampleMillis)) {
            listener.progressed(run.id(), (double) sampleMillis.size() / WarmUp.MAXIMUM_SAMPLES, "Warming up");
            long start = System.nanoTime();
            try {
                client.ask(prompt(workload.rows().getFirst()));
            } catch (RequestFailure failure) {
                if (failure.kind() == RequestFailure.Kind.REFUSED) {
                    throw refused(failure.getMessage());
                }
                pause(failure, 1);
            }
            sampleMillis.add(millis(start));
        }
        change(run.with(Map.of("endpoint.warmUpRequests", String.valueOf(sampleMillis.size()))).in(RunState.MEASURING));
    }

    private void measure(ServerClient client) throws InterruptedException {
        List<Task> tasks = new ArrayList<>();
        for (int pass = 1; pass <= workload.passes(); pass++) {
            for (NewsRow row : workload.rows()) {
                tasks.add(new Task(row, pass));
            }
        }
        ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
        try {
            long start = System.nanoTime();
            requests.submit(() -> send(tasks, client, requests, start));
            for (int heard = 0; heard < tasks.size(); heard++) {
                hear(outcomes.take());
            }
            double wallMillis = millis(start);
            change(run.with(counts.facts()));
            if (counts.answered() == 0) {
                throw refused(counts.firstReason());
            }
            change(run.finished(clock.instant(), wallMillis));
        } finally {
            requests.shutdownNow();
        }
    }

    /** Hands out the requests: as places become free, or as they arrive. */
    private Void send(List<Task> tasks, ServerClient client, ExecutorService requests, long start)
            throws InterruptedException {
        var places = new Semaphore(target.requestsPerSecond().isPresent()
                ? ServerTarget.MOST_AT_ONCE
                : target.concurrency());
        Optional<Arrivals> arrivals = target.requestsPerSecond().isPresent()
                ? Optional.of(new Arrivals(target.requestsPerSecond().getAsDouble(), target.seed()))
                : Optional.empty();
        for (Task task : tasks) {
            double due = arrivals.map(Arrivals::nextMillis).orElse(-1.0);
            if (due >= 0) {
                TimeUnit.NANOSECONDS.sleep((long) ((due - millis(start)) * 1e6));
            }
            places.acquire();
            double from = due >= 0 ? due : millis(start);
            requests.submit(() -> {
                try {
                    outcomes.add(ask(task, client, start, from));
                } catch (RuntimeException bug) {
                    counts.gaveUp("the client failed: " + bug.getClass().getSimpleName());
                    outcomes.add(new Outcome(task, Optional.empty(), 0));
                } finally {
                    places.release();
                }
                return null;
            });
        }
        return null;
    }

    private Outcome ask(Task task, ServerClient client, long start, double dueMillis) throws InterruptedException {
        for (int attempt = 1;; attempt++) {
            double waited = Math.max(0, millis(start) - dueMillis);
            counts.sent(attempt > 1);
            try {
                return new Outcome(task, Optional.of(client.ask(prompt(task.row()))), waited);
            } catch (RequestFailure failure) {
                counts.failed(failure);
                if (attempt >= target.attempts() || !failure.kind().isRetried()) {
                    counts.gaveUp(failure.getMessage());
                    return new Outcome(task, Optional.empty(), waited);
                }
                pause(failure, attempt);
            }
        }
    }

    private void hear(Outcome outcome) {
        if (outcome.answer().isEmpty()) {
            return;
        }
        Answer answer = outcome.answer().get();
        try {
            Sample sample = AnswerSample.of(counts.answered() + 1, outcome.task().pass(), outcome.task().row(), answer,
                    outcome.waitedMillis(), workload, target);
            counts.answered(answer.completionTokens().isPresent());
            store.append(run.id(), sample);
            listener.measured(run.id(), sample);
        } catch (RequestFailure unusable) {
            counts.failed(unusable);
            counts.gaveUp(unusable.getMessage());
        }
    }

    private String prompt(NewsRow row) {
        return workload.template().render(row, message -> message);
    }

    private static void pause(RequestFailure failure, int attempt) throws InterruptedException {
        long own = FIRST_PAUSE_MILLIS << Math.min(attempt - 1, 10);
        Thread.sleep(Math.min(LONGEST_PAUSE_MILLIS,
                failure.retryAfter().isZero() ? own : failure.retryAfter().toMillis()));
    }

    private UserError refused(String why) {
        return new UserError("The server at " + target.base() + " gave no answer that can be measured: " + why + ".",
                "Check the address, --endpoint-model and, if it asks for a key, the variable with its "
                        + "key: HEADLINE_BENCH_ENDPOINT_KEY, or its own in endpoints.yaml.");
    }

    private void fail(String message, String remedy) {
        change(run.with(counts.facts())
                .failed(clock.instant(), new RunFailure(message, remedy, OptionalInt.empty(), "")));
    }

    private void change(Run changed) {
        store.update(changed);
        run = changed;
        listener.changed(changed);
    }

    private static double millis(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e6;
    }
}
