package org.headlinebench.history;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import org.headlinebench.benchmark.PinStore;
import org.headlinebench.benchmark.RunArchive;
import org.headlinebench.benchmark.RunStore;
import org.headlinebench.benchmark.VoteStore;
import org.headlinebench.benchmark.WaitingExperiments;
import org.headlinebench.benchmark.json.BenchmarkJson;
import org.headlinebench.benchmark.json.UnreadableDocument;
import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.RefusedStack;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunFailure;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunLabel;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.history.StoreError.Reason;

/**
 * Runs in one SQLite file. Several threads and several processes may use it at once.
 *
 * <p>The file has a write-ahead log with {@code synchronous = NORMAL}: a sample that was appended survives the end of the
 * process at any moment, at the price of one write. A change of a run waits for the disk ({@code FULL}), so that a
 * finished run and all its samples survive a power failure too; only the newest samples of a run in progress may not.
 *
 * <p>Reading has a connection of its own: a window that loads a large run does not make the measuring thread wait.
 */
public final class SqliteRunStore implements RunStore {
    private static final System.Logger LOG = System.getLogger(SqliteRunStore.class.getName());
    private static final String UNFINISHED = "state NOT IN ('FINISHED', 'FAILED', 'CANCELLED')";

    private final StoreConnection writer;
    private final StoreConnection reader;
    private final Owner owner;
    private final SqliteRunArchive archive;
    private final SqliteWaitingExperiments waiting;
    private final SqliteVotes votes;
    private final SqlitePins pins;

    SqliteRunStore(StoreConnection writer, StoreConnection reader, Owner owner) {
        this.writer = writer;
        this.reader = reader;
        this.owner = owner;
        this.archive = new SqliteRunArchive(writer, reader, Clock.systemUTC());
        this.waiting = new SqliteWaitingExperiments(writer, owner);
        this.votes = new SqliteVotes(writer);
        this.pins = new SqlitePins(writer);
    }

    /**
     * Opens the store, creates it with its folder if it is not there, and migrates it if an earlier version wrote it.
     *
     * @throws StoreError if the file is damaged, newer, somebody else's or not writable; it is left as it is
     */
    public static SqliteRunStore open(Path file) {
        return open(file, Owner.current());
    }

    static SqliteRunStore open(Path file, Owner owner) {
        StoreFile.prepare(file, StoreSchema.VERSION);
        var writer = new StoreConnection(file);
        try {
            StoreSchema.migrate(writer);
            return new SqliteRunStore(writer, new StoreConnection(file), owner);
        } catch (RuntimeException e) {
            writer.close();
            throw e;
        }
    }

    /** @throws StoreError if there is a run of this id already */
    @Override
    public void create(Run run) {
        if (!writer.synced(() -> insert(run))) {
            throw exists(run.id(), "Start it again, so that it gets another id.");
        }
    }

    /** @throws StoreError if there is a run of this id already */
    @Override
    public void create(Run run, List<Sample> samples, List<MemoryReading> memory, List<MachineReading> machine) {
        if (find(run.id()).isPresent()) {
            throw exists(run.id(), "Delete it first.");
        }
        takeOver(run, samples, memory, machine, RunLabel.NONE);
    }

    private static StoreError exists(RunId run, String remedy) {
        return new StoreError(Reason.RUN_EXISTS, "There is a run " + run + " in the store already.", remedy);
    }

    /** A discarded run of the same id gives way: whoever imports it again wants it. */
    private boolean insert(Run run) {
        writer.update("DELETE FROM run WHERE id = ? AND discarded_at_millis IS NOT NULL", run.id().value());
        return writer.insert("""
                INSERT INTO run (id, experiment, ordinal, state, created_at_millis, owner_process_id,
                    owner_started_at_millis, document)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)""", run.id().value(), run.experiment(), run.ordinal(),
                run.state().name(), run.createdAt().toEpochMilli(), owner.processId(), owner.startedAtMillis(),
                BenchmarkJson.write(run));
    }

    /** @throws StoreError if the run has been deleted */
    @Override
    public void update(Run run) {
        int changed = writer.synced(() -> writer.update("""
                UPDATE run SET experiment = ?, ordinal = ?, state = ?, created_at_millis = ?, owner_process_id = ?,
                    owner_started_at_millis = ?, document = ?
                WHERE id = ?""", run.experiment(), run.ordinal(), run.state().name(), run.createdAt().toEpochMilli(),
                owner.processId(), owner.startedAtMillis(), BenchmarkJson.write(run), run.id().value()));
        if (changed == 0) {
            throw noSuchRun(run.id());
        }
    }

    /** @throws StoreError if the run has been deleted */
    @Override
    public void append(RunId run, Sample sample) {
        String document = BenchmarkJson.write(sample);
        if (!writer.insert("INSERT INTO sample (run, position, document) VALUES (?, ?, ?)", run.value(),
                sample.position(), document)) {
            throw exists(run)
                    ? new IllegalArgumentException("run " + run + " has a sample " + sample.position() + " already")
                    : noSuchRun(run);
        }
    }

    /** @throws StoreError if the run has been deleted */
    @Override
    public void append(RunId run, MemoryReading reading) {
        if (!writer.insert("INSERT INTO memory_reading (run, elapsed_millis, resident_bytes) VALUES (?, ?, ?)",
                run.value(), reading.elapsedMillis(), reading.residentBytes())) {
            throw noSuchRun(run);
        }
    }

    /** @throws StoreError if the run has been deleted */
    @Override
    public void append(RunId run, MachineReading reading) {
        if (!writer.insert("INSERT INTO machine_reading (run, document) VALUES (?, ?)", run.value(),
                BenchmarkJson.write(reading))) {
            throw noSuchRun(run);
        }
    }

    @Override
    public Optional<Run> find(RunId run) {
        return documents("SELECT document FROM run WHERE id = ? AND discarded_at_millis IS NULL", run.value()).stream()
                .map(document -> BenchmarkJson.read(document, Run.class))
                .findFirst();
    }

    @Override
    public List<Run> list() {
        return readable(documents("SELECT document FROM run WHERE discarded_at_millis IS NULL"
                + " ORDER BY created_at_millis DESC, sequence DESC"));
    }

    /** How many runs there are, readable or not. */
    int count() {
        return reader.query("SELECT count(*) FROM run WHERE discarded_at_millis IS NULL", row -> row.getInt(1))
                .getFirst();
    }

    @Override
    public List<Run> ofExperiment(String experiment) {
        return readable(
                documents("SELECT document FROM run WHERE experiment = ? AND discarded_at_millis IS NULL"
                        + " ORDER BY ordinal, sequence", experiment));
    }

    @Override
    public List<Sample> samples(RunId run) {
        return documents("SELECT document FROM sample WHERE run = ? ORDER BY position", run.value()).stream()
                .map(document -> BenchmarkJson.read(document, Sample.class))
                .toList();
    }

    @Override
    public List<Sample> samples(RunId run, int after, int most) {
        return documents("SELECT document FROM sample WHERE run = ? AND position > ? ORDER BY position LIMIT ?",
                run.value(), after, most).stream()
                .map(document -> BenchmarkJson.read(document, Sample.class))
                .toList();
    }

    @Override
    public List<Sample> samples(RunId run, Collection<Integer> positions) {
        return documents("SELECT document FROM sample WHERE run = ? AND position IN (SELECT value FROM json_each(?))"
                + " ORDER BY position", run.value(), List.copyOf(positions).toString()).stream()
                .map(document -> BenchmarkJson.read(document, Sample.class))
                .toList();
    }

    @Override
    public List<MemoryReading> memory(RunId run) {
        return reader.query("SELECT elapsed_millis, resident_bytes FROM memory_reading WHERE run = ? ORDER BY rowid",
                row -> new MemoryReading(row.getDouble(1), row.getLong(2)), run.value());
    }

    @Override
    public List<MachineReading> machine(RunId run) {
        return documents("SELECT document FROM machine_reading WHERE run = ? ORDER BY rowid", run.value()).stream()
                .map(document -> BenchmarkJson.read(document, MachineReading.class))
                .toList();
    }

    @Override
    public void refuse(String experiment, List<RefusedStack> stacks) {
        writer.synced(() -> writer.transaction(() -> {
            writer.update("DELETE FROM refused_stack WHERE experiment = ?", experiment);
            for (RefusedStack stack : stacks) {
                writer.insert("""
                        INSERT INTO refused_stack (experiment, place, document)
                        SELECT ?, count(*), ? FROM refused_stack WHERE experiment = ?""", experiment,
                        BenchmarkJson.write(stack), experiment);
            }
            return stacks;
        }));
    }

    @Override
    public List<RefusedStack> refused(String experiment) {
        return documents("SELECT document FROM refused_stack WHERE experiment = ? ORDER BY place", experiment).stream()
                .map(document -> BenchmarkJson.read(document, RefusedStack.class))
                .toList();
    }

    @Override
    public void delete(RunId run) {
        writer.synced(() -> writer.transaction(() -> {
            writer.update("DELETE FROM run WHERE id = ?", run.value());
            return forgetRefusals(writer);
        }));
    }

    /** Of experiments without a run. */
    static int forgetRefusals(StoreConnection writer) {
        return writer.update("DELETE FROM refused_stack WHERE experiment NOT IN (SELECT experiment FROM run)");
    }

    /** Runs that are not over although the process that ran them is: it was killed, or the machine was switched off. */
    public List<Run> interrupted() {
        return readable(abandoned(reader));
    }

    /**
     * Ends the {@link #interrupted} runs as failed. Their samples stay. To be called when the program starts.
     *
     * @param at the time to note as their end
     * @return the runs as they are now
     */
    public List<Run> recover(Instant at) {
        if (abandoned(reader).isEmpty()) {
            return List.of();
        }
        return writer.synced(() -> writer.transaction(() -> {
            List<Run> failed = readable(abandoned(writer)).stream().map(run -> run.failed(at, interruption())).toList();
            failed.forEach(run -> writer.update("UPDATE run SET state = ?, document = ? WHERE id = ?",
                    run.state().name(), BenchmarkJson.write(run), run.id().value()));
            return failed;
        }));
    }

    /** The same runs as a user's past: labels, and deletion that can be undone. It ends with this store. */
    public RunArchive archive() {
        return archive;
    }

    /** The experiments that wait for their turn. It ends with this store. */
    public WaitingExperiments waiting() {
        return waiting;
    }

    /** Readers' votes. It ends with this store. */
    public VoteStore votes() {
        return votes;
    }

    /** The charts pinned for the report. It ends with this store. */
    public PinStore pins() {
        return pins;
    }

    /** Deletes for good the runs that were discarded before that time. To be called when the program starts. */
    public int purge(Instant discardedBefore) {
        return archive.purge(discardedBefore);
    }

    /** Takes over a run that is over with all its samples, or nothing of it. */
    void takeOver(Run run, List<Sample> samples, List<MemoryReading> memory,
            List<MachineReading> machine, RunLabel label) {
        writer.synced(() -> writer.transaction(() -> {
            if (!insert(run)) {
                throw new IllegalArgumentException("run " + run.id() + " is there already");
            }
            samples.forEach(sample -> append(run.id(), sample));
            memory.forEach(reading -> append(run.id(), reading));
            machine.forEach(reading -> append(run.id(), reading));
            archive.write(run.id(), label);
            return run;
        }));
    }

    @Override
    public void close() {
        reader.close();
        writer.close();
    }

    private static RunFailure interruption() {
        return new RunFailure("Interrupted: the program ended before the run did.",
                "The samples measured until then are kept; start the run again for the rest.", OptionalInt.empty(), "");
    }

    private static List<String> abandoned(StoreConnection connection) {
        record Candidate(Owner owner, String document) {}

        return connection.query(
                "SELECT owner_process_id, owner_started_at_millis, document FROM run WHERE " + UNFINISHED
                        + " ORDER BY sequence",
                row -> new Candidate(new Owner(row.getLong(1), row.getLong(2)), row.getString(3)))
                .stream()
                .filter(candidate -> !candidate.owner().isAlive())
                .map(Candidate::document)
                .toList();
    }

    private List<String> documents(String sql, Object... arguments) {
        return reader.query(sql, row -> row.getString(1), arguments);
    }

    /** One run that cannot be read must not hide the others. */
    private static List<Run> readable(List<String> documents) {
        var runs = new ArrayList<Run>();
        for (String document : documents) {
            try {
                runs.add(BenchmarkJson.read(document, Run.class));
            } catch (UnreadableDocument e) {
                LOG.log(System.Logger.Level.WARNING, "a stored run is left out of a list: " + e.getMessage());
            }
        }
        return List.copyOf(runs);
    }

    private boolean exists(RunId run) {
        return !writer.query("SELECT 1 FROM run WHERE id = ?", row -> row.getInt(1), run.value()).isEmpty();
    }

    private static StoreError noSuchRun(RunId run) {
        return new StoreError(Reason.NO_SUCH_RUN, "There is no run " + run + " in the store; it has been deleted.",
                "Start it again.");
    }
}
