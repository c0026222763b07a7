package org.headlinebench.serve;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.ServingWorker;
import org.headlinebench.benchmark.protocol.WriteRequest;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Decoding;

/** A model with its replicas. A request goes to the one that has least to do; one that ends is started again. */
final class ServedModel implements AutoCloseable {
    private static final long RESTART_MILLIS = 1_000;
    private static final long MOST_RESTART_MILLIS = 60_000;

    private final ServeSettings.Model model;
    private final int queue;
    private final List<Replica> replicas = new CopyOnWriteArrayList<>();
    private volatile boolean isClosed;

    /**
     * Starts all replicas, one after the other.
     *
     * @param starter starts a worker on the device of a setup
     */
    ServedModel(ServeSettings.Model model, int queue, Function<RunSetup, ServingWorker> starter) {
        this.model = model;
        this.queue = queue;
        try {
            for (int i = 0; i < model.replicas(); i++) {
                // A device that cannot run the model is known before another gets its second replica.
                model.setups().forEach(setup -> start(() -> starter.apply(setup)));
            }
        } catch (UserError e) {
            close();
            throw e;
        }
    }

    String name() {
        return model.name();
    }

    /** The rule by which tokens are chosen where a request does not say. */
    Decoding.Plain rule() {
        return model.rule();
    }

    int contextTokens() {
        return replicas.stream().mapToInt(Replica::contextTokens).max().orElse(0);
    }

    boolean isReady() {
        return replicas.stream().anyMatch(Replica::isAlive);
    }

    /** Requests that are being written. */
    int running() {
        return replicas.stream().mapToInt(replica -> Math.min(replica.load(), slots())).sum();
    }

    int waiting() {
        return replicas.stream().mapToInt(Replica::load).sum() - running();
    }

    int replicas() {
        return (int) replicas.stream().filter(Replica::isAlive).count();
    }

    /**
     * Hands a request to the replica with the fewest.
     *
     * @throws ApiError if there is none, or too many wait
     */
    synchronized Ticket write(WriteRequest request) {
        Replica least = replicas.stream()
                .filter(Replica::isAlive)
                .min(Comparator.comparingInt(Replica::load))
                .orElseThrow(ApiError::noReplica);
        // Places that come free count at once; a replica that is gone takes its queue with it.
        if (waiting() >= queue && least.load() >= slots()) {
            throw ApiError.full();
        }
        return least.write(request);
    }

    @Override
    public void close() {
        isClosed = true;
        new ArrayList<>(replicas).forEach(Replica::close);
    }

    private int slots() {
        return model.slots();
    }

    private void start(Supplier<ServingWorker> starter) {
        var worker = starter.get();
        Replica[] replica = new Replica[1];
        synchronized (this) {
            replica[0] = new Replica(worker, death -> ended(replica[0], starter, death));
            replicas.add(replica[0]);
        }
        if (isClosed) {
            replica[0].close();
        }
    }

    /** It is started again where it was. */
    private void ended(Replica replica, Supplier<ServingWorker> starter, String death) {
        replicas.remove(replica);
        if (isClosed) {
            return;
        }
        replica.close();
        long wait = RESTART_MILLIS;
        System.Logger log = System.getLogger(ServedModel.class.getName());
        log.log(System.Logger.Level.WARNING, "a worker of " + name() + " ended and is started again: " + death);
        while (!isClosed) {
            try {
                Thread.sleep(wait);
                start(starter);
                return;
            } catch (UserError e) {
                log.log(System.Logger.Level.WARNING, "it does not start: " + e.getMessage());
                wait = Math.min(2 * wait, MOST_RESTART_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
