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
import org.headlinebench.dataset.NewsRow;
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
    /** The most repeats; more of the same say nothing new. */
    public static final int MOST_PASSES = 20;
    private static final int PREVIEWED_LETTERS = 240;

    private final Background background;
    private final DatasetPicker datasets;
    private final StringProperty rows = new SimpleStringProperty("1-50");
    private final StringProperty passes = new SimpleStringProperty("1");
    private final ReadOnlyObjectWrapper<Optional<Problem>> passesProblem = new ReadOnlyObjectWrapper<>(
            Optional.empty());
    private final ReadOnlyStringWrapper preview = new ReadOnlyStringWrapper("");
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
        prompt.subscribe(_ -> checkRows());
        passes.subscribe(text -> passesProblem.set(number(text, MOST_PASSES).isPresent()
                ? Optional.empty()
                : Optional.of(new Problem(Messages.text("passes.invalid", text),
                        Messages.text("tokens.invalid.remedy", MOST_PASSES)))));
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

    /** How often the rows are gone through. */
    public StringProperty passes() {
        return passes;
    }

    public ReadOnlyObjectProperty<Optional<Problem>> passesProblem() {
        return passesProblem.getReadOnlyProperty();
    }

    /** The prompt of the first row that is selected, shortened; empty while that is unknown. */
    public ReadOnlyStringProperty preview() {
        return preview.getReadOnlyProperty();
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
                && tokensProblem.get().isEmpty() && passesProblem.get().isEmpty();
    }

    /** What the fields say now; making the workload of it throws {@link UserError} if a field is invalid. */
    public Supplier<Workload> snapshot() {
        Optional<Dataset> chosen = datasets.dataset().get();
        String rowsText = rows.get();
        String tokensText = maxNewTokens.get();
        int repeats = number(passes.get(), MOST_PASSES).orElse(1);
        String promptName = prompt.get();
        String stopName = stop.get();
        return () -> {
            Dataset dataset = chosen.orElseThrow(() -> new UserError(Messages.text("dataset.missing"),
                    Messages.text("dataset.missing.remedy")));
            int limit = tokens(tokensText).orElseThrow(() -> new UserError(Messages.text("tokens.invalid", tokensText),
                    Messages.text("tokens.invalid.remedy", MOST_NEW_TOKENS)));
            return Workloads.of(dataset, RowSelection.parse(rowsText), PromptTemplate.parse(promptName),
                    HeadlineExtraction.FIRST_LINE, StopRule.parse(stopName), FitPolicy.REFUSE, limit, repeats);
        };
    }

    /** On another thread, since a sample out of 200,000 rows takes longer than a key press may. */
    private void checkRows() {
        int mine = ++check;
        String text = rows.get();
        Optional<Dataset> dataset = datasets.dataset().get();
        PromptTemplate template = PromptTemplate.parse(prompt.get());
        background.run(() -> checked(text, dataset, template), found -> finish(mine, found, Optional.empty()),
                problem -> finish(mine, Checked.NOTHING, Optional.of(problem)));
    }

    private void finish(int mine, Checked found, Optional<Problem> problem) {
        if (mine == check) {
            rowsSummary.set(found.summary());
            preview.set(found.preview());
            rowsProblem.set(problem);
        }
    }

    /** What is known of the rows that are selected. */
    private record Checked(String summary, String preview) {
        private static final Checked NOTHING = new Checked("", "");
    }

    private static Checked checked(String text, Optional<Dataset> dataset, PromptTemplate template) {
        RowSelection selection = RowSelection.parse(text);
        return dataset.map(selection::select)
                .map(found -> new Checked(found.summary(),
                        found.rows().stream().findFirst().map(row -> preview(template, row)).orElse("")))
                .orElse(Checked.NOTHING);
    }

    private static String preview(PromptTemplate template, NewsRow row) {
        String prompt = template.text()
                .replace("{text}", row.shortDescription())
                .replace("{category}", row.category())
                .replace("\n", " ⏎ ");
        if (prompt.length() > PREVIEWED_LETTERS) {
            int middle = PREVIEWED_LETTERS / 2;
            prompt = prompt.substring(0, middle).strip() + " … "
                    + prompt.substring(prompt.length() - middle).strip();
        }
        return template.form() == PromptTemplate.Form.CHAT ? Messages.text("prompt.chat", prompt) : prompt;
    }

    private static Optional<Integer> tokens(String text) {
        return number(text, MOST_NEW_TOKENS);
    }

    private static Optional<Integer> number(String text, int most) {
        if (!text.strip().matches("[0-9]{1,6}")) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text.strip())).filter(number -> number >= 1 && number <= most);
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
