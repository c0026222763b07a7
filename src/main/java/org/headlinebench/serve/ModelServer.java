package org.headlinebench.serve;

import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.ModelFiles;
import org.headlinebench.benchmark.ServingWorker;
import org.headlinebench.benchmark.WorkerLauncher;
import org.headlinebench.benchmark.protocol.ServeOrder;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Batching;
import org.headlinebench.optimization.Prefix;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;

/** An OpenAI-compatible server over models that workers run. */
public final class ModelServer implements AutoCloseable {
    private static final int CONNECTION_IDLE_MILLIS = 30_000;
    private static final int HEADER_BYTES = 16 * 1024;
    private static final int BACKLOG = 1_024;
    private static final int STOP_POLL_MILLIS = 20;

    private final ServeSettings settings;
    private final List<ServedModel> models;
    private final ApiHandler handler;
    private final Server server;
    private final ServerConnector connector;

    private ModelServer(ServeSettings settings, List<ServedModel> models) {
        this.settings = settings;
        this.models = models;
        handler = new ApiHandler(settings, models, Clock.systemUTC());
        var threads = new QueuedThreadPool(16, 4);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server = new Server(threads);
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(CONNECTION_IDLE_MILLIS);
        connector.setAcceptQueueSize(BACKLOG);
        server.addConnector(connector);
        server.setHandler(handler);
    }

    /** The stack with which a model is served: several at a time, where it does not say how many. */
    public static Stack served(Stack stack, int slots) {
        if (stack.prefix() != Prefix.OFF) {
            throw new UserError(
                    "prefix=" + stack.prefix().word()
                            + " computes what prompts of a run begin with, and a server does not"
                            + " know its prompts.",
                    "Leave it out: " + stack.with(Prefix.OFF).text() + ".");
        }
        StackRules.checkUncalibrated(stack);
        return stack.batching() instanceof Batching.Single ? stack.with(new Batching.Continuous(slots)) : stack;
    }

    /**
     * Loads all models, then listens.
     *
     * @throws UserError if a model cannot run or the address is taken
     */
    public static ModelServer start(ServeSettings settings, WorkerLauncher launcher, ModelFiles files,
            BiConsumer<Double, String> progress, Cancellation cancellation) {
        var models = new ArrayList<ServedModel>();
        try {
            var worker = new AtomicInteger();
            for (ServeSettings.Model model : settings.models()) {
                model.setups().forEach(setup -> StackRules.check(setup.stack(), setup.device().kind()));
                String path = files.locate(model.setups().getFirst().model(), progress, cancellation)
                        .toAbsolutePath()
                        .toString();
                models.add(new ServedModel(model, settings.queue(), setup -> ServingWorker.start(launcher,
                        "serving-" + worker.incrementAndGet(),
                        new ServeOrder(path, setup.device(), setup.stack(), settings.contextTokens()), progress,
                        cancellation)));
            }
            var server = new ModelServer(settings, models);
            server.listen();
            return server;
        } catch (RuntimeException e) {
            models.forEach(ServedModel::close);
            throw e;
        }
    }

    private void listen() {
        try {
            server.start();
        } catch (Exception e) {
            throw new UserError("The server cannot listen at " + settings.host() + ":" + settings.port() + ": "
                    + e.getMessage() + ".", "Choose another --port, or end what uses this one.", e);
        }
    }

    /** Where it listens. */
    public URI address() {
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return URI.create("http://" + host + ":" + connector.getLocalPort());
    }

    /** Refuses new requests, lets those that run finish within the grace period, then ends all workers. */
    @Override
    public void close() {
        handler.refuseNew();
        long deadline = System.nanoTime() + settings.grace().toNanos();
        try {
            while (handler.open() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(STOP_POLL_MILLIS);
            }
            server.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            System.getLogger(ModelServer.class.getName())
                    .log(System.Logger.Level.WARNING, "the server did not stop", e);
        } finally {
            models.forEach(ServedModel::close);
        }
    }
}
