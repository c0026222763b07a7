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
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.Devices;
import org.headlinebench.optimization.Axis;
import org.headlinebench.optimization.Cache;
import org.headlinebench.ui.frame.Background;

/** The whole of what a user chooses before a run. */
public final class SetupModel {
    private static final int FIRST_ROWS = 10;
    private static final int FIRST_TOKENS = 25;

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

    /** Chooses what shows at once what an optimization buys: no cache against a cache. */
    public void useFirstStacks() {
        for (String word : Axis.CACHE.choices()) {
            stacks.check(Axis.CACHE, word, word.equals("none") || word.equals("dynamic"));
        }
        stacks.stacks()
                .stream()
                .filter(stack -> stack.cache() instanceof Cache.None)
                .findFirst()
                .ifPresent(stacks::makeBaseline);
    }

    /** What to run, in order; call only where {@link #complete}. */
    public List<RunSetup> setups() {
        String model = models.selected().get().id();
        return stacks.stacks().stream().map(stack -> new RunSetup(model, DeviceId.CPU, stack)).toList();
    }

    /** Ten articles of the sample news under the rules that are chosen. */
    public Supplier<Workload> firstArticles() {
        PromptTemplate prompt = PromptTemplate.parse(workload.prompt().get());
        StopRule stop = StopRule.parse(workload.stop().get());
        return () -> Workloads.of(SampleNews.load(), RowSelection.range(1, FIRST_ROWS), prompt,
                HeadlineExtraction.FIRST_LINE, stop, FitPolicy.REFUSE, FIRST_TOKENS, 1);
    }

    /** What the articles and rules are now; the workload itself is made when it is asked for, on any thread. */
    public Supplier<Workload> articles() {
        return workload.snapshot();
    }
}
