package org.headlinebench.ui.chart;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.BooleanSupplier;

import javafx.animation.AnimationTimer;

/**
 * Decides when charts are painted, since painting happens on the FX thread: one chart per turn, a turn at most every 80 ms,
 * a chart at most four times a second, and only while it can be seen. Runs only while a chart waits.
 */
final class RepaintClock extends AnimationTimer {
    private static final long TURN_NANOS = 80_000_000;
    private static final long CHART_NANOS = 250_000_000;

    private final Deque<Entry> waiting = new ArrayDeque<>();
    private long lastTurn;
    private boolean ticking;

    /** A chart that the clock knows. */
    static final class Entry {
        private final Runnable paint;
        private final BooleanSupplier visible;
        private long lastPaint;

        Entry(Runnable paint, BooleanSupplier visible) {
            this.paint = paint;
            this.visible = visible;
        }
    }

    /** Asks for a chart to be painted when its turn comes. */
    void request(Entry chart) {
        if (!waiting.contains(chart)) {
            waiting.add(chart);
        }
        if (!ticking) {
            ticking = true;
            start();
        }
    }

    @Override
    public void handle(long now) {
        if (now - lastTurn >= TURN_NANOS && paintOne(now)) {
            lastTurn = now;
        }
        if (waiting.isEmpty()) {
            ticking = false;
            stop();
        }
    }

    /** A chart that is hidden leaves the queue; it asks again when it is shown. */
    private boolean paintOne(long now) {
        for (Iterator<Entry> entries = waiting.iterator(); entries.hasNext();) {
            Entry entry = entries.next();
            if (!entry.visible.getAsBoolean()) {
                entries.remove();
            } else if (now - entry.lastPaint >= CHART_NANOS) {
                entries.remove();
                entry.lastPaint = now;
                entry.paint.run();
                return true;
            }
        }
        return false;
    }
}
