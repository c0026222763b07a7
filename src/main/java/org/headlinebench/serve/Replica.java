package org.headlinebench.serve;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.headlinebench.benchmark.ServingWorker;
import org.headlinebench.benchmark.protocol.WorkerCommand;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.protocol.WriteRequest;

/** A worker that serves, and the requests that it has. Those of one that ends fail at once. */
final class Replica implements AutoCloseable {
    private final ServingWorker worker;
    private final Map<Long, Ticket> tickets = new ConcurrentHashMap<>();
    private volatile boolean isAlive = true;

    /** @param ended is told when the worker has ended, and why */
    Replica(ServingWorker worker, Consumer<String> ended) {
        this.worker = worker;
        Thread.ofPlatform().daemon().name("replica").start(() -> {
            listen();
            String death = worker.death();
            tickets.values().forEach(ticket -> fail(ticket, death));
            tickets.clear();
            ended.accept(death);
        });
    }

    boolean isAlive() {
        return isAlive;
    }

    /** Requests that have a place in it, or wait for one there. */
    int load() {
        return tickets.size();
    }

    int contextTokens() {
        return worker.contextTokens();
    }

    /** Hands a request over. */
    Ticket write(WriteRequest request) {
        var ticket = new Ticket(request.id(), this);
        tickets.put(request.id(), ticket);
        try {
            worker.send(new WorkerCommand.Write(request));
        } catch (IOException e) {
            isAlive = false;
        }
        if (!isAlive && tickets.remove(request.id()) != null) {
            ticket.tell(new Event.Failed(ApiError.noReplica()));
        }
        return ticket;
    }

    /** Nobody waits for a request any more; its place is free once the worker says so. */
    void abandon(long id) {
        try {
            worker.send(new WorkerCommand.Abandon(id));
        } catch (IOException e) {
            isAlive = false;
        }
    }

    @Override
    public void close() {
        isAlive = false;
        worker.close();
    }

    private void listen() {
        try {
            for (Optional<WorkerReport> report = worker.receive(); report.isPresent(); report = worker.receive()) {
                hear(report.get());
            }
        } catch (IOException e) {
            System.getLogger(Replica.class.getName()).log(System.Logger.Level.WARNING, "a worker's stream broke", e);
        } finally {
            isAlive = false;
        }
    }

    private void hear(WorkerReport report) {
        switch (report) {
            case WorkerReport.Wrote(long id, String text) ->
                Optional.ofNullable(tickets.get(id)).ifPresent(ticket -> ticket.tell(new Event.Text(text)));
            case WorkerReport.Written(long id, String text, var reason, int promptTokens, var tokenIds, var times) ->
                over(id, new Event.Done(text, reason, promptTokens, tokenIds, times));
            case WorkerReport.Declined(long id, String parameter, String message, String remedy) ->
                over(id, new Event.Failed(
                        ApiError.invalid(parameter, code(parameter, message), message + " " + remedy)));
            case WorkerReport.Dropped(long id) -> tickets.remove(id);
            case WorkerReport.Failed(String message, String remedy) -> {
                System.getLogger(Replica.class.getName()).log(System.Logger.Level.WARNING, message + " " + remedy);
            }
            default -> {
            }
        }
    }

    private static String code(String parameter, String message) {
        return message.startsWith("This model's maximum context length")
                ? "context_length_exceeded"
                : "invalid_" + parameter;
    }

    private void over(long id, Event event) {
        Optional.ofNullable(tickets.remove(id)).ifPresent(ticket -> ticket.tell(event));
    }

    private static void fail(Ticket ticket, String death) {
        ticket.tell(new Event.Failed(ApiError.failed("The model's process ended: " + death)));
    }
}
