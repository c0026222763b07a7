package org.headlinebench.ui.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.text.Problem;

/** Choosing a model: the catalog's, and those opened from disk. */
public final class ModelPicker {
    private final ModelChoices choices;
    private final Background background;
    private final List<ModelChoice> opened = new ArrayList<>();
    private final ObservableList<ModelChoice> models = FXCollections.observableArrayList();
    private final ObjectProperty<ModelChoice> selected = new SimpleObjectProperty<>();
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());

    public ModelPicker(ModelChoices choices, Background background) {
        this.choices = choices;
        this.background = background;
    }

    /** Reads the list again, as after a download; what is selected stays selected. */
    public void refresh() {
        background.run(choices::list, this::show, found -> problem.set(Optional.of(found)));
    }

    /** Adds a model of the user's own and selects it. */
    public void open(Path fileOrFolder) {
        problem.set(Optional.empty());
        background.run(() -> choices.open(fileOrFolder), this::add, found -> problem.set(Optional.of(found)));
    }

    /** Selects a model of the catalog; one that is not in the list any more is passed over. */
    public void choose(ModelChoice wanted) {
        find(wanted.id()).ifPresent(selected::set);
    }

    public ObservableList<ModelChoice> models() {
        return models;
    }

    /** Holds null while nothing is selected, as JavaFX's selections do. */
    public ObjectProperty<ModelChoice> selected() {
        return selected;
    }

    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    private void show(List<ModelChoice> catalog) {
        Optional<String> id = Optional.ofNullable(selected.get()).map(ModelChoice::id);
        var all = new ArrayList<>(opened);
        all.addAll(catalog);
        models.setAll(all);
        selected.set(id.flatMap(this::find).or(() -> all.stream().findFirst()).orElse(null));
    }

    private void add(ModelChoice model) {
        opened.removeIf(other -> other.id().equals(model.id()));
        opened.addFirst(model);
        models.removeIf(other -> other.id().equals(model.id()));
        models.addFirst(model);
        selected.set(model);
    }

    private Optional<ModelChoice> find(String id) {
        return models.stream().filter(model -> model.id().equals(id)).findFirst();
    }
}
