package org.headlinebench.catalog.download;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A response's body, taken piece by piece with a time limit on each wait (a plain input stream would block beyond the
 * reach of cancel). One piece is asked for at a time, so memory stays bounded however fast the server is.
 */
final class ChunkQueue implements BodySubscriber<ChunkQueue>, AutoCloseable {
    private static final Signal END = new Signal.End();

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private Subscription subscription;
    private boolean closed;

    sealed interface Signal {
        record Data(List<ByteBuffer> pieces) implements Signal {}

        record Failed(IOException cause) implements Signal {}

        record End() implements Signal {}
    }

    /** The next signal, or nothing if none came in time. */
    Optional<Signal> next(Duration wait) {
        try {
            Signal signal = signals.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
            if (signal instanceof Signal.Data) {
                askForMore();
            }
            return Optional.ofNullable(signal);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public CompletionStage<ChunkQueue> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public synchronized void onSubscribe(Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> pieces) {
        signals.add(new Signal.Data(pieces));
    }

    @Override
    public void onError(Throwable cause) {
        signals.add(new Signal.Failed(cause instanceof IOException io ? io : new IOException(cause)));
    }

    @Override
    public void onComplete() {
        signals.add(END);
    }

    /** Drops the rest of the body and its connection. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    private synchronized void askForMore() {
        if (!closed && subscription != null) {
            subscription.request(1);
        }
    }
}
