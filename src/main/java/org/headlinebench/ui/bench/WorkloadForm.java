package org.headlinebench.ui.bench;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.failure.UserError;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.Problem;

/** What is written about and under which rules; fields are checked while they are typed. */
public final class WorkloadForm {
    /** The largest token limit that can be typed; far more than a headline needs. */
    public static final int MOST_NEW_TOKENS = 1024;

    private final Background background;
    private final DatasetPicker datasets;
    private final StringProperty rows = new SimpleStringProperty("1-50");
    private final StringProperty maxNewTokens = new SimpleStringProperty("25");
    private final StringProperty prompt = new SimpleStringProperty(PromptTemplate.REFERENCE.spec());
    private final StringProperty stop = new SimpleStringProperty(StopRule.NEWLINE.name());
    private final ReadOnlyObjectWrapper<Optional<Problem>> rowsProblem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> tokensProblem = new ReadOnlyObjectWrapper<>(
            Optional.empty());
    private final ReadOnlyStringWrapper rowsSummary = new ReadOnlyStringWrapper("");
    private int check;

    public WorkloadForm(DatasetPicker datasets, Background background) {
        this.datasets = datasets;
        this.background = background;
        rows.subscribe(_ -> checkRows());
        datasets.dataset().subscribe(_ -> checkRows());
        maxNewTokens.subscribe(text -> tokensProblem.set(tokens(text).isPresent()
                ? Optional.empty()
                : Optional.of(new Problem(Messages.text("tokens.invalid", text),
                        Messages.text("tokens.invalid.remedy", MOST_NEW_TOKENS)))));
    }

    /** Names of the prompt templates on offer. */
    public static List<String> prompts() {
        return List.copyOf(PromptTemplate.presets().keySet());
    }

    /** Names of the stop rules on offer. */
    public static List<String> stopRules() {
        return StopRule.presets().stream().map(StopRule::name).toList();
    }

    public DatasetPicker datasets() {
        return datasets;
    }

    public StringProperty rows() {
        return rows;
    }

    public StringProperty maxNewTokens() {
        return maxNewTokens;
    }

    public StringProperty prompt() {
        return prompt;
    }

    public StringProperty stop() {
        return stop;
    }

    public ReadOnlyObjectProperty<Optional<Problem>> rowsProblem() {
        return rowsProblem.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Problem>> tokensProblem() {
        return tokensProblem.getReadOnlyProperty();
    }

    /** How many rows are selected and what was left out; empty while that is unknown. */
    public ReadOnlyStringProperty rowsSummary() {
        return rowsSummary.getReadOnlyProperty();
    }

    /** Whether every field is valid and the dataset is there. */
    public boolean isComplete() {
        return datasets.dataset().get().isPresent() && !datasets.reading().get() && rowsProblem.get().isEmpty()
                && tokensProblem.get().isEmpty();
    }

    /** What the fields say now; making the workload of it throws {@link UserError} if a field is invalid. */
    public Supplier<Workload> snapshot() {
        Optional<Dataset> chosen = datasets.dataset().get();
        String rowsText = rows.get();
        String tokensText = maxNewTokens.get();
        String promptName = prompt.get();
        String stopName = stop.get();
        return () -> {
            Dataset dataset = chosen.orElseThrow(() -> new UserError(Messages.text("dataset.missing"),
                    Messages.text("dataset.missing.remedy")));
            int limit = tokens(tokensText).orElseThrow(() -> new UserError(Messages.text("tokens.invalid", tokensText),
                    Messages.text("tokens.invalid.remedy", MOST_NEW_TOKENS)));
            return Workloads.of(dataset, RowSelection.parse(rowsText), PromptTemplate.parse(promptName),
                    HeadlineExtraction.FIRST_LINE, StopRule.parse(stopName), FitPolicy.REFUSE, limit, 1);
        };
    }

    /** On another thread, since a sample out of 200,000 rows takes longer than a key press may. */
    private void checkRows() {
        int mine = ++check;
        String text = rows.get();
        Optional<Dataset> dataset = datasets.dataset().get();
        background.run(() -> summary(text, dataset), summary -> finish(mine, summary, Optional.empty()),
                problem -> finish(mine, "", Optional.of(problem)));
    }

    private void finish(int mine, String summary, Optional<Problem> problem) {
        if (mine == check) {
            rowsSummary.set(summary);
            rowsProblem.set(problem);
        }
    }

    private static String summary(String text, Optional<Dataset> dataset) {
        RowSelection selection = RowSelection.parse(text);
        return dataset.map(found -> selection.select(found).summary()).orElse("");
    }

    private static Optional<Integer> tokens(String text) {
        if (!text.strip().matches("[0-9]{1,6}")) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text.strip())).filter(number -> number >= 1 && number <= MOST_NEW_TOKENS);
    }

    /** A dataset in one line: how many rows, and what cannot be used. */
    public static String describe(Dataset dataset) {
        int leftOut = dataset.report().leftOutRows();
        String usable = Figures.count(dataset.report().usableRows());
        return leftOut == 0
                ? Messages.text("dataset.summary", usable)
                : Messages.text("dataset.summary.leftOut", usable, Figures.count(leftOut));
    }
}
