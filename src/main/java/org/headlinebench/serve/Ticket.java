package org.headlinebench.serve;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A request in a replica's hands, and what comes back. Closing it frees its place, whatever became of it. */
final class Ticket implements AutoCloseable {
    private final long id;
    private final Replica replica;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile boolean isOver;

    Ticket(long id, Replica replica) {
        this.id = id;
        this.replica = replica;
    }

    long id() {
        return id;
    }

    void tell(Event event) {
        isOver |= event instanceof Event.Done || event instanceof Event.Failed;
        events.add(event);
    }

    /** The next event; a time-out is one. */
    Event await(long deadlineNanos, Duration timeout) {
        try {
            Event event = events.poll(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            return event == null ? new Event.Failed(ApiError.timedOut(timeout.toSeconds())) : event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Event.Failed(ApiError.failed("The request was interrupted."));
        }
    }

    @Override
    public void close() {
        if (!isOver) {
            replica.abandon(id);
        }
    }
}
