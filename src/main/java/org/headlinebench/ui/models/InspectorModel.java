package org.headlinebench.ui.models;

import java.util.Optional;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.bench.ModelChoice;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.models.ModelInspector.After;
import org.headlinebench.ui.models.ModelInspector.Tensor;
import org.headlinebench.ui.models.ModelInspector.Values;
import org.headlinebench.ui.text.Problem;

/** A model that is looked into, and the tensor of it whose values are shown. Window's thread only. */
public final class InspectorModel {
    private final ModelInspector inspector;
    private final Background background;
    private final ReadOnlyObjectWrapper<Optional<ModuleTree>> tree = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Values>> values = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<After>> after = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final StringProperty stack = new SimpleStringProperty("");
    private Optional<Tensor> shown = Optional.empty();
    private Optional<ModelChoice> model = Optional.empty();
    private int request;

    public InspectorModel(ModelInspector inspector, Background background) {
        this.inspector = inspector;
        this.background = background;
    }

    /** The model's modules; empty while none is looked into. */
    ReadOnlyObjectProperty<Optional<ModuleTree>> tree() {
        return tree.getReadOnlyProperty();
    }

    /** The values of the tensor that was asked for last; empty until they are read. */
    ReadOnlyObjectProperty<Optional<Values>> values() {
        return values.getReadOnlyProperty();
    }

    /** The same after {@link #stack}; empty where none is named, and until they are computed. */
    ReadOnlyObjectProperty<Optional<After>> after() {
        return after.getReadOnlyProperty();
    }

    /** The stack, as it is written, that the values are shown after; empty for none. */
    StringProperty stack() {
        return stack;
    }

    ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /** Looks into a model. */
    public void open(ModelChoice choice) {
        int mine = begin();
        model = Optional.of(choice);
        background.run(() -> ModuleTree.of(choice.name(), inspector.tensors(choice.id())), found -> {
            if (mine == request) {
                tree.set(Optional.of(found));
            }
        }, found -> failed(mine, found));
    }

    /** Reads a tensor's values; of several in a row, those of the last are shown. */
    void read(Tensor tensor) {
        int mine = begin();
        String id = model.orElseThrow().id();
        shown = Optional.of(tensor);
        background.run(() -> inspector.values(id, tensor.name()), found -> {
            if (mine == request) {
                values.set(Optional.of(found));
                change();
            }
        }, found -> failed(mine, found));
    }

    /** Shows the tensor's values after the stack that is written now. */
    void change() {
        after.set(Optional.empty());
        problem.set(Optional.empty());
        if (stack.get().isBlank() || values.get().isEmpty() || shown.isEmpty()) {
            return;
        }
        int mine = ++request;
        String id = model.orElseThrow().id();
        String tensor = shown.orElseThrow().name();
        Values before = values.get().orElseThrow();
        String written = stack.get();
        background.run(() -> inspector.after(id, tensor, before, Stack.parse(written, DeviceKind.CPU)), found -> {
            if (mine == request) {
                after.set(Optional.of(found));
            }
        }, found -> failed(mine, found));
    }

    /** Looks at the list of models again. */
    public void close() {
        begin();
        model = Optional.empty();
        tree.set(Optional.empty());
    }

    private int begin() {
        problem.set(Optional.empty());
        values.set(Optional.empty());
        after.set(Optional.empty());
        shown = Optional.empty();
        return ++request;
    }

    private void failed(int mine, Problem found) {
        if (mine == request) {
            problem.set(Optional.of(found));
        }
    }
}
