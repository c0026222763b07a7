package org.headlinebench.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;

import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/**
 * Notices that a client closes its connection while its request is being answered: Jetty reads an HTTP/1.1 connection again
 * only for the next request. Bytes of a next request that come too early are dropped, and the connection is closed
 * after the answer, as HTTP/1.1 lets a server do with pipelined requests.
 */
final class HangUp implements Callback, AutoCloseable {
    private final EndPoint connection;
    private final Runnable gone;
    private boolean isOver;
    private boolean isPipelined;

    private HangUp(EndPoint connection, Runnable gone) {
        this.connection = connection;
        this.gone = gone;
    }

    /** Watches from now on; the request's body must have been read. */
    static HangUp watch(Request request, Runnable gone) {
        var watch = new HangUp(request.getConnectionMetaData().getConnection().getEndPoint(), gone);
        watch.connection.tryFillInterested(watch);
        return watch;
    }

    /** Whether more came than the request that is being answered. */
    synchronized boolean isPipelined() {
        return isPipelined;
    }

    @Override
    public void succeeded() {
        synchronized (this) {
            if (isOver) {
                return;
            }
            try {
                ByteBuffer read = BufferUtil.allocate(1024);
                int bytes = connection.fill(read);
                if (bytes == 0) {
                    connection.tryFillInterested(this);
                    return;
                }
                isPipelined = bytes > 0;
                isOver = true;
                if (bytes > 0) {
                    return;
                }
            } catch (IOException e) {
                isOver = true;
            }
        }
        gone.run();
    }

    @Override
    public void failed(Throwable cause) {
        synchronized (this) {
            if (isOver) {
                return;
            }
            isOver = true;
        }
        gone.run();
    }

    /** Watches no more; Jetty may read the connection again. */
    @Override
    public void close() {
        synchronized (this) {
            if (isOver) {
                return;
            }
            isOver = true;
        }
        if (connection instanceof AbstractEndPoint endPoint) {
            endPoint.getFillInterest().onFail(new CancellationException("no longer watched"));
        }
    }
}
