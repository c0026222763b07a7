package org.headlinebench.benchmark;

import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.benchmark.protocol.RunOrder;
import org.headlinebench.benchmark.protocol.WorkerCommand;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunFailure;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.quality.Rouge;

/**
 * Conducts one run: starts its worker, listens until it is over, stores every sample before anybody hears of it. The
 * thread blocks on the worker's stream and does nothing in between, so as not to disturb the measurement.
 */
final class RunConductor {
    private final WorkerPlace place;
    private final RunStore store;
    private final Map<String, String> provenance;
    private final RunListener listener;
    private final Cancellation cancellation;
    private final Clock clock;
    private final Workload workload;
    private final Map<Integer, NewsRow> rows;
    private Run run;

    RunConductor(Run queued, Workload workload, WorkerPlace place, RunStore store,
            Map<String, String> provenance, RunListener listener, Cancellation cancellation, Clock clock) {
        this.run = queued;
        this.workload = workload;
        this.place = place;
        this.store = store;
        this.provenance = provenance;
        this.listener = listener;
        this.cancellation = cancellation;
        this.clock = clock;
        this.rows = workload.rows().stream().collect(Collectors.toMap(NewsRow::rowNumber, Function.identity()));
    }

    /** @return the run when it is over */
    Run conduct() {
        try {
            change(run.started(clock.instant()).with(provenance));
            if (!cancellation.isCancelled()) {
                work();
            }
            if (!run.state().isOver()) {
                change(run.cancelled(clock.instant()));
            }
        } catch (UserError e) {
            end(new RunFailure(e.getMessage(), e.remedy(), OptionalInt.empty(), ""));
        } catch (IOException e) {
            end(new RunFailure("The worker cannot be started: " + e.getMessage() + ".",
                    "Check that the program's files are complete and its folder is writable.", OptionalInt.empty(),
                    ""));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(new RunFailure("The run was interrupted.", "Start it again.", OptionalInt.empty(), ""));
        }
        return run;
    }

    private void work() throws IOException, InterruptedException {
        Optional<WorkerPlace.Ready> opened = place.open(
                new WorkerPlace.Need(run.id().value(), run.setup().device(), run.setup().model(),
                        Drafts.of(run.setup().stack())),
                (fraction, message) -> listener.progressed(run.id(), fraction, message), cancellation);
        if (opened.isEmpty()) {
            return;
        }
        try (Worker worker = opened.get().worker()) {
            cancellation.onCancel(worker::cancel);
            if (!opened.get().provenance().isEmpty()) {
                change(run.with(opened.get().provenance()));
            }
            try {
                converse(opened.get());
            } catch (IOException brokenStream) {
                // The worker is gone in the middle of a message; how it ended says why.
            }
            if (!run.state().isOver() && !cancellation.isCancelled()) {
                change(run.failed(clock.instant(), worker.death()));
            }
        }
    }

    private void converse(WorkerPlace.Ready ready) throws IOException {
        Worker worker = ready.worker();
        worker.send(new WorkerCommand.Start(new RunOrder(ready.modelPath(), ready.draftPath(), run.setup().device(),
                run.setup().stack(), workload.rows(), workload.template(), workload.stop(), workload.fit(),
                workload.maxNewTokens(), workload.passes(), workload.identity().adHoc(),
                workload.calibration().filter(_ -> run.setup().stack().quantize().isCalibrated()))));
        Optional<WorkerReport> report = worker.receive();
        while (report.isPresent() && !run.state().isOver()) {
            hear(report.get(), worker);
            report = run.state().isOver() ? Optional.empty() : worker.receive();
        }
    }

    private void hear(WorkerReport report, Worker worker) {
        switch (report) {
            case WorkerReport.Hello(int protocol, String version, _) -> {
                if (protocol != MessageStream.VERSION) {
                    throw new UserError(
                            "The worker is version " + version + " and speaks protocol " + protocol + ", not "
                                    + MessageStream.VERSION + ".",
                            "Install the same version on both sides.");
                }
            }
            case WorkerReport.Progress(double fraction, String message) ->
                listener.progressed(run.id(), fraction, message);
            case WorkerReport.Loaded(var load, var facts) -> change(run.with(load).with(facts).in(RunState.WARMING_UP));
            case WorkerReport.WarmedUp(var load) -> change(run.with(load).in(RunState.MEASURING));
            case WorkerReport.Measured measured -> keep(sample(measured));
            case WorkerReport.Wrote(_, String text) -> listener.wrote(run.id(), text);
            case WorkerReport.Memory(var reading) -> {
                store.append(run.id(), reading);
                listener.read(run.id(), reading);
            }
            case WorkerReport.Machine(var reading) -> {
                store.append(run.id(), reading);
                listener.read(run.id(), reading);
            }
            case WorkerReport.Finished(double wallMillis, var memory, var parallel, var energy) ->
                change(run.with(memory).with(parallel, energy).finished(clock.instant(), wallMillis));
            case WorkerReport.Failed(String message, String remedy) -> {
                if (!cancellation.isCancelled()) {
                    change(run.failed(clock.instant(),
                            new RunFailure(message, remedy, OptionalInt.empty(), worker.logTail())));
                }
            }
            case WorkerReport.Bandwidth _,WorkerReport.ScoringBegins _,WorkerReport.Scored _,WorkerReport.Profiled _,WorkerReport.Serving _,WorkerReport.Written _,WorkerReport.Dropped _,WorkerReport.Declined _,WorkerReport.Ended _ ->
                throw new IllegalStateException("no part of a run: " + report);
        }
    }

    private Sample sample(WorkerReport.Measured measured) {
        NewsRow row = rows.get(measured.row());
        String headline = workload.extraction().extract(measured.continuation());
        return new Sample(measured.position(), measured.row(), measured.pass(), row.category(), row.shortDescription(),
                row.headline(), headline, measured.continuation(), measured.finishReason(), measured.promptTokens(),
                measured.cutWords(), measured.tokenIds(), measured.times(),
                Rouge.plain().score(row.headline(), headline), measured.speculation());
    }

    private void keep(Sample sample) {
        store.append(run.id(), sample);
        listener.measured(run.id(), sample);
    }

    private void change(Run changed) {
        store.update(changed);
        run = changed;
        listener.changed(changed);
    }

    /** Ends the run as failed even where the store itself is what failed. */
    private void end(RunFailure why) {
        Run failed = run.failed(clock.instant(), why);
        try {
            store.update(failed);
        } catch (UserError storeFailed) {
            System.getLogger(RunConductor.class.getName())
                    .log(System.Logger.Level.ERROR, "the failure of run " + run.id() + " cannot be stored",
                            storeFailed);
        }
        run = failed;
        listener.changed(failed);
    }
}
