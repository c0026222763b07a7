package org.headlinebench.ui.system;

import java.util.Optional;
import java.util.function.Supplier;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.text.Problem;

/** The program's self-test: versions, devices, engine, run store and models, as text that holds no secret. */
public final class SystemModel {
    private final Supplier<String> selfTest;
    private final Background background;
    private final ReadOnlyStringWrapper report = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper testing = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());

    /** @param selfTest takes some seconds: it starts a worker and measures the copy bandwidth */
    public SystemModel(Supplier<String> selfTest, Background background) {
        this.selfTest = selfTest;
        this.background = background;
    }

    /** What the last self-test found; empty before the first. */
    public ReadOnlyStringProperty report() {
        return report.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty testing() {
        return testing.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    public void test() {
        if (testing.get()) {
            return;
        }
        testing.set(true);
        problem.set(Optional.empty());
        background.run(selfTest, found -> {
            report.set(found);
            testing.set(false);
        }, found -> {
            problem.set(Optional.of(found));
            testing.set(false);
        });
    }
}
