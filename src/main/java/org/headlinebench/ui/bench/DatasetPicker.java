package org.headlinebench.ui.bench;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.reader.DatasetReader;
import org.headlinebench.dataset.reader.ReadOptions;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.text.Problem;

/** Choosing a dataset: the bundled sample news, or a file, which is read at once. */
public final class DatasetPicker {
    private final Background background;
    private final ReadOnlyObjectWrapper<Optional<Dataset>> dataset = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper reading = new ReadOnlyBooleanWrapper();
    private int request;

    public DatasetPicker(Background background) {
        this.background = background;
    }

    public void useSample() {
        read(SampleNews::load);
    }

    /** Reads a file; malformed rows are left out and counted in the dataset's report. */
    public void useFile(Path file) {
        read(() -> new DatasetReader(ReadOptions.DEFAULT).read(file));
    }

    /** The dataset in use: the last one that could be read. */
    public ReadOnlyObjectProperty<Optional<Dataset>> dataset() {
        return dataset.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty reading() {
        return reading.getReadOnlyProperty();
    }

    private void read(Supplier<Dataset> source) {
        int mine = ++request;
        reading.set(true);
        problem.set(Optional.empty());
        background.run(source, found -> finish(mine, () -> dataset.set(Optional.of(found))),
                found -> finish(mine, () -> problem.set(Optional.of(found))));
    }

    /** A file that was chosen meanwhile counts, not this one. */
    private void finish(int mine, Runnable outcome) {
        if (mine == request) {
            reading.set(false);
            outcome.run();
        }
    }
}
