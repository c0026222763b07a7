package org.headlinebench.ui.experiment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.result.MachineReading;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunFailure;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.statistics.Percentiles;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.SeriesStyle;

/** One run of the experiment as it goes; changed on the window's thread only. */
public final class RunModel {
    /** Samples from which the remaining time is told; the newest, since a machine may slow down. */
    private static final int PACE_SAMPLES = 25;

    private final int ordinal;
    private final RunSetup setup;
    private final String label;
    private final int total;
    private final ReadOnlyObjectWrapper<RunState> state = new ReadOnlyObjectWrapper<>(RunState.QUEUED);
    private final BooleanProperty charted = new SimpleBooleanProperty(true);
    private final ReadOnlyDoubleWrapper progress = new ReadOnlyDoubleWrapper(0);
    private final ReadOnlyStringWrapper phase = new ReadOnlyStringWrapper(Messages.text("phase.QUEUED"));
    private final ReadOnlyStringWrapper writing = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper remaining = new ReadOnlyStringWrapper("");
    private final ReadOnlyObjectWrapper<Optional<Run>> run = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<RunFigures> figures = new ReadOnlyObjectWrapper<>(RunFigures.NONE);
    private final ReadOnlyObjectWrapper<OptionalLong> peakBytes = new ReadOnlyObjectWrapper<>(OptionalLong.empty());
    private final ReadOnlyObjectWrapper<OptionalLong> estimatedBytes = new ReadOnlyObjectWrapper<>(
            OptionalLong.empty());
    private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<Optional<Sample>> newest = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Readings readings = new Readings();
    private SampleNumbers numbers;
    private final Disturbance disturbance = new Disturbance();
    private final ReadOnlyObjectWrapper<List<String>> disturbed = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<MachineReading>> newestMachine = new ReadOnlyObjectWrapper<>(
            Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<MemoryReading>> newestMemory = new ReadOnlyObjectWrapper<>(
            Optional.empty());

    /**
     * @param ordinal from 1; the first is the baseline
     * @param label   how it is called
     * @param total   samples to measure
     */
    RunModel(int ordinal, RunSetup setup, String label, int total) {
        this.numbers = new SampleNumbers(total);
        this.label = label;
        this.ordinal = ordinal;
        this.setup = setup;
        this.total = total;
    }

    public int ordinal() {
        return ordinal;
    }

    public boolean isBaseline() {
        return ordinal == 1;
    }

    public RunSetup setup() {
        return setup;
    }

    /** How the configuration is called everywhere in the window. */
    public String label() {
        return label;
    }

    /** How the configuration is drawn everywhere in the window. */
    public SeriesStyle style() {
        return new SeriesStyle(ordinal - 1);
    }

    public int total() {
        return total;
    }

    public ReadOnlyObjectProperty<RunState> state() {
        return state.getReadOnlyProperty();
    }

    /** From 0 to 1; negative while it is unknown how long the phase takes. */
    public ReadOnlyDoubleProperty progress() {
        return progress.getReadOnlyProperty();
    }

    /** Whether charts draw the run; the user's choice. */
    public BooleanProperty charted() {
        return charted;
    }

    /** What is being done, in words. */
    public ReadOnlyStringProperty phase() {
        return phase.getReadOnlyProperty();
    }

    /** The time that measuring will still take, in words; empty where unknown. */
    public ReadOnlyStringProperty remaining() {
        return remaining.getReadOnlyProperty();
    }

    /** What an ad hoc run has written so far of the article that it writes about; empty when it is done. */
    public ReadOnlyStringProperty writing() {
        return writing.getReadOnlyProperty();
    }

    /** The run as it was stored last. */
    public ReadOnlyObjectProperty<Optional<Run>> run() {
        return run.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<RunFigures> figures() {
        return figures.getReadOnlyProperty();
    }

    /** The largest resident set seen. */
    public ReadOnlyObjectProperty<OptionalLong> peakBytes() {
        return peakBytes.getReadOnlyProperty();
    }

    /** What the model with its cache was estimated to take before it was loaded; absent where its sizes are not known. */
    public ReadOnlyObjectProperty<OptionalLong> estimatedBytes() {
        return estimatedBytes.getReadOnlyProperty();
    }

    /** How many samples were measured. */
    public ReadOnlyIntegerProperty count() {
        return count.getReadOnlyProperty();
    }

    /** The sample that was measured last; absent in a run that was opened from the store. */
    public ReadOnlyObjectProperty<Optional<Sample>> newest() {
        return newest.getReadOnlyProperty();
    }

    /** Numbers of all samples, {@link #count} of them; the samples themselves are in the run store. */
    public SampleNumbers numbers() {
        return numbers;
    }

    /** A number of each sample, in the order measured; not a number where a sample has none. */
    public double[] values(SampleFigure figure) {
        return numbers.values(figure);
    }

    /** In the order read, of a long run some that stand for all; a live list, whose growth {@link #newestMemory} tells. */
    public List<MemoryReading> memory() {
        return readings.memory();
    }

    public ReadOnlyObjectProperty<Optional<MemoryReading>> newestMemory() {
        return newestMemory.getReadOnlyProperty();
    }

    /**
     * How busy the machine was, in the order read, of a long run some readings that stand for all; a live list, whose growth
     * {@link #newestMachine} tells.
     */
    public List<MachineReading> machine() {
        return readings.machine();
    }

    /** Why the run may be slower than it is, in sentences: clocks held back, a device shared with others. */
    public ReadOnlyObjectProperty<List<String>> disturbed() {
        return disturbed.getReadOnlyProperty();
    }

    /** Whether shards of one CPU took turns in place of devices of their own. */
    public boolean isSimulated() {
        return setup.device().kind() == DeviceKind.CPU && setup.stack().topology().devices() > 1;
    }

    public ReadOnlyObjectProperty<Optional<MachineReading>> newestMachine() {
        return newestMachine.getReadOnlyProperty();
    }

    public Optional<RunFailure> failure() {
        return run.get().flatMap(Run::failure);
    }

    void changed(Run now) {
        run.set(Optional.of(now));
        peak(now.memory().map(MemoryUse::peakBytes).orElse(OptionalLong.empty()));
        if (now.state() != state.get()) {
            state.set(now.state());
            phase.set(Messages.text("phase." + now.state()));
            showProgress();
        }
    }

    void progressed(double fraction, String message) {
        if (!state.get().isOver() && state.get() != RunState.MEASURING) {
            phase.set(message);
            progress.set(fraction < 0 ? -1 : Math.min(fraction, 1));
        }
    }

    void wrote(String text) {
        writing.set(writing.get() + text);
    }

    void measured(Sample sample) {
        writing.set("");
        numbers.add(sample);
        newest.set(Optional.of(sample));
        count.set(numbers.count());
        showProgress();
    }

    void read(MemoryReading reading) {
        readings.add(reading);
        newestMemory.set(Optional.of(reading));
        peak(OptionalLong.of(reading.residentBytes()));
    }

    void read(MachineReading reading) {
        readings.add(reading);
        disturbance.add(reading);
        List<String> words = disturbance.words();
        if (!words.equals(disturbed.get())) {
            disturbed.set(words);
        }
        newestMachine.set(Optional.of(reading));
    }

    /** Takes over a past run as a whole. */
    void restore(StoredRun stored) {
        stored.memory().forEach(readings::add);
        stored.machine().forEach(this::read);
        stored.memory()
                .stream()
                .mapToLong(MemoryReading::residentBytes)
                .max()
                .ifPresent(
                        most -> peak(OptionalLong.of(most)));
        numbers = stored.samples();
        count.set(numbers.count());
        changed(stored.run());
        newestMemory.set(stored.memory().isEmpty() ? Optional.empty() : Optional.of(stored.memory().getLast()));
    }

    void estimated(OptionalLong bytes) {
        estimatedBytes.set(bytes);
    }

    void show(RunFigures computed) {
        figures.set(computed);
    }

    private void peak(OptionalLong bytes) {
        if (bytes.isPresent() && bytes.getAsLong() > peakBytes.get().orElse(-1)) {
            peakBytes.set(bytes);
        }
    }

    private void showProgress() {
        switch (state.get()) {
            case QUEUED -> progress.set(0);
            case PREPARING, WARMING_UP -> progress.set(-1);
            case MEASURING, FAILED, CANCELLED -> progress.set((double) numbers.count() / total);
            case FINISHED -> progress.set(1);
        }
        remaining.set(state.get() == RunState.MEASURING
                ? remainingSeconds().stream()
                        .mapToObj(seconds -> Messages.text("run.remaining", Figures.duration(seconds)))
                        .findFirst()
                        .orElse("")
                : "");
    }

    private OptionalDouble remainingSeconds() {
        int done = numbers.count();
        int left = total - done;
        if (done == 0 || left <= 0) {
            return OptionalDouble.empty();
        }
        double[] millis = IntStream.range(Math.max(0, done - PACE_SAMPLES), done)
                .mapToDouble(place -> numbers.value(SampleFigure.END_TO_END_MILLIS, place))
                .toArray();
        return OptionalDouble.of(Percentiles.of(millis, 50) * left / 1000);
    }
}
