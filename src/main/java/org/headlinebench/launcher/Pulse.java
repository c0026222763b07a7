package org.headlinebench.launcher;

import java.io.IOException;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.launcher.protocol.HostCommand;

/**
 * Tells the other side now and then that this one is there, and notices when nothing comes from it any more: a network
 * that goes away closes no stream.
 */
public final class Pulse {
    private static final long INTERVAL_MILLIS = 5_000;

    private final MessageStream stream;
    private final long silenceMillis;
    private final Runnable gone;
    private volatile long lastHeard = System.nanoTime();
    private volatile boolean over;

    /**
     * @param silenceMillis after which nobody is thought to be there; a few times the interval of 5 s
     * @param gone          is run once then
     */
    public Pulse(MessageStream stream, long silenceMillis, Runnable gone) {
        this.stream = stream;
        this.silenceMillis = silenceMillis;
        this.gone = gone;
    }

    /** Begins; one thread sends, another watches, since sending may block. */
    public Pulse start() {
        heard();
        Thread.ofPlatform().daemon().name("pulse").start(this::beat);
        Thread.ofPlatform().daemon().name("silence").start(this::watch);
        return this;
    }

    /** Something came from the other side. */
    public void heard() {
        lastHeard = System.nanoTime();
    }

    public void stop() {
        over = true;
    }

    private void beat() {
        try {
            while (!over) {
                stream.pass(HostCommand.ALIVE);
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (IOException | InterruptedException streamEnds) {
            // Whoever reads notices.
        }
    }

    private void watch() {
        try {
            while (!over) {
                Thread.sleep(Math.min(INTERVAL_MILLIS, silenceMillis));
                if (!over && (System.nanoTime() - lastHeard) / 1_000_000 > silenceMillis) {
                    over = true;
                    gone.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
