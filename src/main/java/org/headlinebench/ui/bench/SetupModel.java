package org.headlinebench.ui.bench;

import java.util.List;
import java.util.function.Supplier;

import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.Devices;
import org.headlinebench.ui.frame.Background;

/** The whole of what a user chooses before a run. */
public final class SetupModel {
    private final ModelPicker models;
    private final StackPicker stacks = new StackPicker(DeviceId.CPU.kind());
    private final WorkloadForm workload;
    private final ReadOnlyObjectWrapper<List<Device>> devices = new ReadOnlyObjectWrapper<>(List.of());
    private final BooleanBinding complete;
    private final Devices machine;
    private final Background background;

    public SetupModel(ModelChoices choices, Devices machine, Background background) {
        this.machine = machine;
        this.background = background;
        models = new ModelPicker(choices, background);
        workload = new WorkloadForm(new DatasetPicker(background), background);
        models.selected().subscribe(model -> {
            if (model != null && WorkloadForm.prompts().contains(model.promptPreset())) {
                workload.prompt().set(model.promptPreset());
            }
        });
        Observable[] parts = {models.selected(), stacks.stacks(), stacks.problem(), workload.datasets().dataset(),
            workload.datasets().reading(), workload.rowsProblem(), workload.tokensProblem()};
        complete = Bindings.createBooleanBinding(() -> models.selected().get() != null && !stacks.stacks().isEmpty()
                && stacks.problem().get().isEmpty()
                && workload.isComplete(), parts);
    }

    /** Fills the lists: models, sample news, devices. */
    public void load() {
        models.refresh();
        workload.datasets().useSample();
        background.run(machine::list, devices::set, _ -> devices.set(List.of()));
    }

    public ModelPicker models() {
        return models;
    }

    public StackPicker stacks() {
        return stacks;
    }

    public WorkloadForm workload() {
        return workload;
    }

    /** This machine's devices, empty until they are known. */
    public ReadOnlyObjectProperty<List<Device>> devices() {
        return devices.getReadOnlyProperty();
    }

    /** Whether there is something to run. */
    public BooleanBinding complete() {
        return complete;
    }

    /** What to run, in order; call only where {@link #complete}. */
    public List<RunSetup> setups() {
        String model = models.selected().get().id();
        return stacks.stacks().stream().map(stack -> new RunSetup(model, DeviceId.CPU, stack)).toList();
    }

    /** What the articles and rules are now; the workload itself is made when it is asked for, on any thread. */
    public Supplier<Workload> articles() {
        return workload.snapshot();
    }
}
