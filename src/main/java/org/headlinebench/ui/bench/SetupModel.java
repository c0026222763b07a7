package org.headlinebench.ui.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.ListChangeListener;

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
import org.headlinebench.device.DeviceKind;
import org.headlinebench.device.Devices;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Axis;
import org.headlinebench.optimization.Cache;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.frame.Background;

/** The whole of what a user chooses before a run. */
public final class SetupModel {
    private static final int FIRST_ROWS = 10;
    private static final int FIRST_TOKENS = 25;

    private final ModelPicker models;
    private final StackPicker stacks = new StackPicker(DeviceId.CPU.kind());
    private final WorkloadForm workload;
    private final ReadOnlyObjectWrapper<List<Device>> devices = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<DeviceId> device = new SimpleObjectProperty<>(DeviceId.CPU);
    private final ReadOnlyObjectWrapper<List<FarDevice>> farDevices = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<Optional<String>> launcher = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<List<Device>> placeDevices = new ReadOnlyObjectWrapper<>(List.of());
    private final Supplier<List<FarDevice>> far;
    private final BooleanBinding complete;
    private final Devices machine;
    private final Background background;
    private final ModelChoices choices;
    private final ReadOnlyObjectWrapper<Map<Stack, StackVerdict>> verdicts = new ReadOnlyObjectWrapper<>(Map.of());
    private int judged;

    /** On this machine's devices alone. */
    public SetupModel(ModelChoices choices, Devices machine, Background background) {
        this(choices, machine, List::of, background);
    }

    /** @param far the devices behind launchers; asked again at each loading */
    public SetupModel(ModelChoices choices, Devices machine, Supplier<List<FarDevice>> far, Background background) {
        this.far = far;
        this.choices = choices;
        this.machine = machine;
        this.background = background;
        models = new ModelPicker(choices, background);
        workload = new WorkloadForm(new DatasetPicker(background), background);
        models.selected().subscribe(model -> {
            if (model != null && WorkloadForm.prompts().contains(model.promptPreset())) {
                workload.prompt().set(model.promptPreset());
            }
        });
        models.selected().subscribe(_ -> judge());
        device.addListener((_, _, _) -> judge());
        devices.subscribe(_ -> showPlaceDevices());
        farDevices.subscribe(_ -> showPlaceDevices());
        launcher.subscribe(_ -> showPlaceDevices());
        stacks.stacks().addListener((ListChangeListener<Stack>) _ -> judge());
        Observable[] parts = {verdicts, models.selected(), stacks.stacks(), stacks.problem(),
            workload.datasets().dataset(),
            workload.datasets().reading(), workload.rowsProblem(), workload.tokensProblem(),
            workload.passesProblem()};
        complete = Bindings.createBooleanBinding(() -> models.selected().get() != null && !stacks.stacks().isEmpty()
                && stacks.problem().get().isEmpty()
                && stacks.stacks()
                        .stream()
                        .noneMatch(stack -> verdicts.get().get(stack) instanceof StackVerdict.Refused)
                && workload.isComplete(), parts);
    }

    /** Fills the lists: models, sample news, devices. */
    public void load() {
        models.refresh();
        workload.datasets().useSample();
        background.run(machine::list, devices::set, _ -> devices.set(List.of()));
        background.run(far::get, farDevices::set, _ -> farDevices.set(List.of()));
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

    /** Devices behind launchers, empty until they are known. */
    public ReadOnlyObjectProperty<List<FarDevice>> farDevices() {
        return farDevices.getReadOnlyProperty();
    }

    /** Behind which launcher runs run; absent: on this machine. */
    public ObjectProperty<Optional<String>> launcher() {
        return launcher;
    }

    /** The devices of the machine that is chosen. */
    public ReadOnlyObjectProperty<List<Device>> placeDevices() {
        return placeDevices.getReadOnlyProperty();
    }

    private void showPlaceDevices() {
        placeDevices.set(launcher.get().isEmpty()
                ? devices.get()
                : farDevices.get()
                        .stream()
                        .filter(one -> one.launcher().equals(launcher.get().get()))
                        .flatMap(one -> one.device().stream())
                        .toList());
    }

    /** Where runs run. */
    public ObjectProperty<DeviceId> device() {
        return device;
    }

    /** Checks all words of an axis that run with the first stack, on the chosen model and device. */
    public void vary(Axis axis) {
        if (models.selected().get() == null || stacks.stacks().isEmpty()) {
            return;
        }
        String model = models.selected().get().id();
        Stack base = stacks.stacks().getFirst();
        DeviceKind kind = device.get().kind();
        background.run(() -> axis.choices().stream().filter(word -> runs(model, kind, base, axis, word)).toList(),
                words -> words.forEach(word -> stacks.check(axis, word, true)), _ -> {});
    }

    /** With the parameters that a word has where none are written; one that needs some does not run without. */
    private boolean runs(String model, DeviceKind kind, Stack base, Axis axis, String word) {
        String text = StackPicker.AXES.stream()
                .map(each -> each.word() + "=" + (each == axis ? word : each.of(base).text()))
                .collect(Collectors.joining(","));
        try {
            return choices.judge(model, kind, Stack.parse(text, kind)) instanceof StackVerdict.Runs;
        } catch (UserError needsParameters) {
            return false;
        }
    }

    /** What is known of each stack on the chosen model; one that is not in it is being judged. */
    public ReadOnlyObjectProperty<Map<Stack, StackVerdict>> verdicts() {
        return verdicts.getReadOnlyProperty();
    }

    /** On another thread: a model of the user's own is read for its sizes. */
    private void judge() {
        int mine = ++judged;
        List<Stack> wanted = List.copyOf(stacks.stacks());
        if (models.selected().get() == null) {
            verdicts.set(Map.of());
            return;
        }
        String model = models.selected().get().id();
        DeviceKind kind = device.get().kind();
        background.run(() -> {
            var found = new HashMap<Stack, StackVerdict>();
            wanted.forEach(stack -> found.put(stack, choices.judge(model, kind, stack)));
            return Map.copyOf(found);
        }, found -> {
            if (mine == judged) {
                verdicts.set(found);
            }
        }, _ -> verdicts.set(Map.of()));
    }

    /** Whether there is something to run, and the rules refuse none of it. */
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
        return stacks.stacks()
                .stream()
                .map(stack -> new RunSetup(model, device.get(), stack).on(launcher.get()))
                .toList();
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
