package org.headlinebench.ui.history;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

import org.headlinebench.benchmark.RunArchive.Entry;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunLabel;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.failure.UserError;
import org.headlinebench.history.RunHistory;
import org.headlinebench.history.StoreExport;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.experiment.StoredRun;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.task.Jobs;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.Problem;

/** Past runs: found, labelled, opened again, deleted, exported and imported. Window's thread only. */
public final class HistoryModel {
    private final RunHistory history;
    private final RunEvidence evidence;
    private final ExperimentModel experiment;
    private final Jobs jobs;
    private final Background background;
    private final ObservableList<Entry> all = FXCollections.observableArrayList();
    private final FilteredList<Entry> shown = new FilteredList<>(all);
    private final StringProperty query = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> notice = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<RunId>> undoable = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

    /** Without what was measured besides. */
    public HistoryModel(RunHistory history, ExperimentModel experiment, Background background) {
        this(history, RunEvidence.NONE, experiment, new Jobs(background), background);
    }

    /** @param jobs lists what is written to files and read from them */
    public HistoryModel(RunHistory history, RunEvidence evidence, ExperimentModel experiment, Jobs jobs,
            Background background) {
        this.jobs = jobs;
        this.history = history;
        this.evidence = evidence;
        this.experiment = experiment;
        this.background = background;
        query.subscribe(text -> shown.setPredicate(entry -> matches(entry, text)));
    }

    /** The runs that match the {@link #query}, newest first. */
    public ObservableList<Entry> entries() {
        return shown;
    }

    /** All runs, however many are shown. */
    public ObservableList<Entry> all() {
        return all;
    }

    /** Words, each of which must be found somewhere in a run. */
    public StringProperty query() {
        return query;
    }

    /** What could not be done, until the next thing is done. */
    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /** What was done, in words, until the next thing is done. */
    public ReadOnlyObjectProperty<Optional<String>> notice() {
        return notice.getReadOnlyProperty();
    }

    /** What {@link #undo} would bring back; empty where there is nothing. */
    public ReadOnlyObjectProperty<List<RunId>> undoable() {
        return undoable.getReadOnlyProperty();
    }

    /** Whether a file is being read or written, or samples are. */
    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** Reads the list again. */
    public void refresh() {
        background.run(() -> history.store().archive().entries(), all::setAll,
                found -> problem.set(Optional.of(found)));
    }

    public void label(Entry entry, RunLabel label) {
        if (!entry.label().equals(label)) {
            change(() -> {
                history.store().archive().label(entry.run().id(), label);
                return Optional.empty();
            });
        }
    }

    /** Looks up what was measured about a run besides its samples. */
    void evidence(Entry entry, Consumer<RunEvidence.Found> found) {
        background.run(() -> evidence.of(entry.run()), found, this::failed);
    }

    /** Deletes runs so that it can be undone. */
    public void delete(List<Entry> entries) {
        List<RunId> ids = ids(entries);
        if (ids.isEmpty()) {
            return;
        }
        begin();
        background.run(() -> {
            history.store().archive().discard(ids);
            return history.store().archive().entries();
        }, now -> {
            all.setAll(now);
            undoable.set(ids);
            end(Optional.of(Messages.text(ids.size() == 1 ? "history.deleted.one" : "history.deleted", ids.size())));
        }, this::failed);
    }

    /** Brings back what was deleted last. */
    public void undo() {
        List<RunId> ids = undoable.get();
        change(() -> {
            history.store().archive().restore(ids);
            return Optional
                    .of(Messages.text(ids.size() == 1 ? "history.restored.one" : "history.restored", ids.size()));
        });
    }

    /** Writes runs to a file; its ending decides the format. */
    public void export(List<Entry> entries, Path file) {
        List<RunId> ids = ids(entries);
        change(Messages.text("history.export.job", ids.size(), file.getFileName()), () -> {
            String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
            if (name.endsWith(".csv")) {
                history.export().writeCsv(ids, file);
            } else if (name.endsWith(".json")) {
                history.export().writeJson(ids, file);
            } else if (StoreExport.named(file)) {
                history.files().write(ids, file);
            } else {
                throw new UserError(Messages.text("history.export.ending", file.getFileName()),
                        Messages.text("history.export.ending.remedy"));
            }
            return Optional.of(Messages.text("history.exported", ids.size(), file));
        });
    }

    /** Takes over the runs of an export or of another machine's run store. */
    public void importFile(Path file) {
        change(Messages.text("history.import.job", file.getFileName()), () -> {
            var outcome = history.imports().importFile(file);
            return Optional.of(Messages.text("history.imported", outcome.imported().size(), outcome.present()));
        });
    }

    /**
     * Shows runs where they were measured: with charts and side by side, the first as the baseline.
     *
     * @param shown called when they are
     */
    public void open(List<Entry> entries, Runnable shown) {
        List<Run> runs = entries.stream().map(Entry::run).toList();
        List<Entry> chosen = List.copyOf(entries);
        if (experiment.running().get()) {
            failed(new Problem(Messages.text("history.open.running"), Messages.text("history.open.running.remedy")));
        } else if (runs.stream().map(run -> run.workload().datasetSha256()).distinct().count() > 1) {
            failed(new Problem(Messages.text("history.open.mixed"), Messages.text("history.open.mixed.remedy")));
        } else if (!runs.isEmpty()) {
            begin();
            background.run(() -> {
                var articles = new HashMap<Integer, NewsRow>();
                return chosen.stream()
                        .map(entry -> StoredRun.read(history.store(), entry.run(), entry.label().name(), articles))
                        .toList();
            }, stored -> {
                end(Optional.empty());
                experiment.open(stored);
                shown.run();
            }, this::failed);
        }
    }

    /** All runs of a run's experiment in their order. */
    public List<Entry> experimentOf(Entry entry) {
        return all.stream()
                .filter(other -> other.run().experiment().equals(entry.run().experiment()))
                .sorted(java.util.Comparator.comparingInt(other -> other.run().ordinal()))
                .toList();
    }

    /** Does something to the store and shows what it holds then. */
    private void change(Supplier<Optional<String>> work) {
        begin();
        background.run(() -> {
            Optional<String> words = work.get();
            return new Changed(words, history.store().archive().entries());
        }, changed -> {
            all.setAll(changed.entries());
            end(changed.words());
        }, this::failed);
    }

    /** The same as a job that is listed; stopped, it leaves no half of a file. */
    private void change(String title, Supplier<Optional<String>> work) {
        begin();
        jobs.run(title, job -> {
            Optional<String> words = work.get();
            return new Changed(words, history.store().archive().entries());
        }, changed -> {
            all.setAll(changed.entries());
            end(changed.words());
        }, this::failed, () -> end(Optional.of(Messages.text("history.stopped"))));
    }

    private record Changed(Optional<String> words, List<Entry> entries) {}

    private void begin() {
        busy.set(true);
        problem.set(Optional.empty());
        notice.set(Optional.empty());
        undoable.set(List.of());
    }

    private void end(Optional<String> words) {
        busy.set(false);
        notice.set(words);
    }

    private void failed(Problem found) {
        busy.set(false);
        notice.set(Optional.empty());
        problem.set(Optional.of(found));
    }

    private static List<RunId> ids(List<Entry> entries) {
        return entries.stream().map(entry -> entry.run().id()).toList();
    }

    private static boolean matches(Entry entry, String text) {
        var words = new ArrayList<>(List.of(text.toLowerCase(Locale.ROOT).strip().split("\\s+")));
        words.removeIf(String::isEmpty);
        String found = String.join(" ", entry.label().name(), String.join(" ", entry.label().tags()),
                entry.label().note(), entry.run().setup().model(), entry.run().setup().stack().text(),
                entry.run().setup().name(), entry.run().workload().dataset(),
                entry.run().workload().selection(), Messages.text("phase." + entry.run().state()),
                entry.run().id().value()).toLowerCase(Locale.ROOT);
        return words.stream().allMatch(found::contains);
    }
}
