package org.headlinebench.ui.models;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.ui.bench.ModelChoice;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.task.Job;
import org.headlinebench.ui.task.Jobs;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.Problem;

/** Models to fetch, to see the size of, and to delete. Window's thread only. */
public final class ModelsModel {
    /**
     * A download in progress.
     *
     * @param fraction negative where unknown
     */
    public record Progress(double fraction, String words) {}

    private final ModelStore store;
    private final Jobs jobs;
    private final Background background;
    private final Runnable changed;
    private final InspectorModel inspector;
    private final ObservableList<ModelChoice> models = FXCollections.observableArrayList();
    private final Map<String, ReadOnlyObjectWrapper<Optional<Progress>>> progress = new HashMap<>();
    private final Map<String, Job> downloads = new HashMap<>();
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<String>> notice = new ReadOnlyObjectWrapper<>(Optional.empty());

    /** With a list of jobs that nobody sees. */
    ModelsModel(ModelStore store, Background background, Runnable changed) {
        this(store, new Jobs(background), background, changed);
    }

    /**
     * @param jobs    lists downloads
     * @param changed called when a model came or went
     */
    public ModelsModel(ModelStore store, Jobs jobs, Background background, Runnable changed) {
        this.jobs = jobs;
        this.store = store;
        this.background = background;
        this.changed = changed;
        this.inspector = new InspectorModel(store.inspector(), background);
    }

    /** The model that is looked into. */
    public InspectorModel inspector() {
        return inspector;
    }

    public ObservableList<ModelChoice> models() {
        return models;
    }

    /** The download of a model; empty while none goes on. */
    public ReadOnlyObjectProperty<Optional<Progress>> progress(String id) {
        return of(id).getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<String>> notice() {
        return notice.getReadOnlyProperty();
    }

    public void refresh() {
        background.run(store::list, models::setAll, this::failed);
    }

    /** Fetches a model; a second call for one that is being fetched does nothing. */
    public void pull(ModelChoice model) {
        if (downloads.containsKey(model.id())) {
            return;
        }
        begin();
        var mine = new Cancellation();
        Job job = jobs.begin(Messages.text("models.job", model.name()), mine::cancel);
        downloads.put(model.id(), job);
        of(model.id()).set(Optional.of(new Progress(-1, Messages.text("models.waiting"))));
        background.run(() -> {
            store.pull(model.id(), (fraction, words) -> {
                job.tell(fraction, words);
                background.frames().submitPatiently(() -> told(model.id(), new Progress(fraction, words)));
            }, mine);
            return store.list();
        }, now -> {
            jobs.end(downloads.remove(model.id()));
            ended(model, now);
            notice.set(Optional.of(Messages.text("models.pulled", model.name())));
        }, found -> {
            jobs.end(downloads.remove(model.id()));
            of(model.id()).set(Optional.empty());
            failed(found);
        });
    }

    /** Stops a download; what has arrived is kept for the next one. */
    public void cancel(ModelChoice model) {
        Optional.ofNullable(downloads.get(model.id())).ifPresent(Job::cancel);
    }

    public void delete(ModelChoice model) {
        begin();
        background.run(() -> {
            long bytes = store.delete(model.id());
            return Map.entry(bytes, store.list());
        }, done -> {
            ended(model, done.getValue());
            notice.set(Optional.of(Messages.text("models.deleted", model.name(), Figures.size(done.getKey()))));
        }, this::failed);
    }

    private void told(String id, Progress now) {
        if (downloads.containsKey(id)) {
            of(id).set(Optional.of(now));
        }
    }

    private void ended(ModelChoice model, List<ModelChoice> now) {
        of(model.id()).set(Optional.empty());
        models.setAll(now);
        changed.run();
    }

    private void begin() {
        problem.set(Optional.empty());
        notice.set(Optional.empty());
    }

    private void failed(Problem found) {
        problem.set(Optional.of(found));
    }

    private ReadOnlyObjectWrapper<Optional<Progress>> of(String id) {
        return progress.computeIfAbsent(id, _ -> new ReadOnlyObjectWrapper<>(Optional.empty()));
    }
}
