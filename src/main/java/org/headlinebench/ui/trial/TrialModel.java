package org.headlinebench.ui.trial;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;

import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.bench.SetupModel;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.text.Problem;

/** A text of the user's own and the headlines that the chosen configurations write for it. Window's thread only. */
public final class TrialModel {
    /** As many as can be read beside each other. */
    public static final int MOST_STACKS = 4;
    private static final int MAX_NEW_TOKENS = 25;

    private final SetupModel setup;
    private final ExperimentModel experiment;
    private final StringProperty text = new SimpleStringProperty("");
    private final StringProperty headline = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final BooleanBinding ready;

    /** @param experiment the page's own; it takes its turn after what the bench measures */
    public TrialModel(SetupModel setup, ExperimentModel experiment) {
        this.setup = setup;
        this.experiment = experiment;
        ready = Bindings.createBooleanBinding(() -> !text.get().isBlank() && !experiment.running().get()
                && setup.models().selected().get() != null && !setup.stacks().stacks().isEmpty(), text,
                experiment.running(), setup.models().selected(), setup.stacks().stacks());
        experiment.problem().subscribe(problem::set);
    }

    public StringProperty text() {
        return text;
    }

    /** The actual headline, if there is one. */
    public StringProperty headline() {
        return headline;
    }

    public ExperimentModel experiment() {
        return experiment;
    }

    /** Whether there is a text and something to write with. */
    public BooleanBinding ready() {
        return ready;
    }

    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /** The configurations that will write: the first ones of the bench. */
    public List<RunSetup> setups() {
        List<RunSetup> all = setup.setups();
        return all.subList(0, Math.min(MOST_STACKS, all.size()));
    }

    /** The configurations that the bench has chosen, of which the first ones write. */
    public ObservableList<Stack> stacks() {
        return setup.stacks().stacks();
    }

    /** The names of the configurations that will write, in order. */
    public String names() {
        return setup.models().selected().get() == null
                ? ""
                : setups().stream().map(RunSetup::name).collect(Collectors.joining("\n"));
    }

    /** Has the headlines written; they are kept as an ad hoc run. */
    public void write() {
        problem.set(Optional.empty());
        try {
            experiment.start(new Experiment("try-" + experiment.newId(), setups(),
                    Workloads.adHoc(text.get(), headline.get(),
                            PromptTemplate.parse(setup.workload().prompt().get()),
                            StopRule.parse(setup.workload().stop().get()), MAX_NEW_TOKENS)));
        } catch (UserError invalid) {
            problem.set(Optional.of(Problem.of(invalid)));
        }
    }
}
