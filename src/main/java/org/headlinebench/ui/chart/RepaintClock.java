package org.headlinebench.ui.chart;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import javafx.application.Platform;

/**
 * Decides when charts are painted, since painting happens on the FX thread: one chart per turn, a turn at most every 80 ms,
 * a chart at most four times a second, and only while it can be seen. Between turns nothing ticks: a running animation,
 * even one that only waits, has JavaFX prepare sixty frames a second beside what is measured.
 */
final class RepaintClock {
    private static final long TURN_NANOS = 80_000_000;
    private static final long CHART_NANOS = 250_000_000;

    private final Deque<Entry> waiting = new ArrayDeque<>();
    private long lastTurn = System.nanoTime() - TURN_NANOS;
    private boolean scheduled;

    /** A chart that the clock knows. */
    static final class Entry {
        private final Runnable paint;
        private final BooleanSupplier visible;
        private long lastPaint = System.nanoTime() - CHART_NANOS;

        Entry(Runnable paint, BooleanSupplier visible) {
            this.paint = paint;
            this.visible = visible;
        }

        private long due() {
            return lastPaint + CHART_NANOS;
        }
    }

    /** Asks for a chart to be painted when its turn comes. */
    void request(Entry chart) {
        if (!waiting.contains(chart)) {
            waiting.add(chart);
        }
        scheduleNext();
    }

    boolean isWaiting(Entry chart) {
        return waiting.contains(chart);
    }

    private void scheduleNext() {
        if (scheduled || waiting.isEmpty()) {
            return;
        }
        scheduled = true;
        long now = System.nanoTime();
        long first = waiting.stream().mapToLong(entry -> entry.due() - now).min().orElse(0);
        long delay = Math.max(Math.max(0, lastTurn + TURN_NANOS - now), first);
        CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS, Platform::runLater).execute(this::turn);
    }

    private void turn() {
        scheduled = false;
        long now = System.nanoTime();
        if (paintOne(now)) {
            lastTurn = now;
        }
        scheduleNext();
    }

    /** A chart that is hidden leaves the queue; it asks again when it is shown. */
    private boolean paintOne(long now) {
        for (Iterator<Entry> entries = waiting.iterator(); entries.hasNext();) {
            Entry entry = entries.next();
            if (!entry.visible.getAsBoolean()) {
                entries.remove();
            } else if (now - entry.due() >= 0) {
                entries.remove();
                entry.lastPaint = now;
                entry.paint.run();
                return true;
            }
        }
        return false;
    }
}
