package org.headlinebench.dataset.calibration;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.prompt.PromptTemplate;

/**
 * Chooses the text that quantization is calibrated with (docs/decisions/0010): rows of the dataset that are not
 * evaluated, or a file. A news row counts as its prompt followed by its headline, which is what the model sees and is to
 * write. Nothing that is evaluated gets in: no row of an evaluated number, and no text that is or contains an evaluated
 * one.
 */
public final class Calibrations {
    private Calibrations() {}

    /** The rows of a dataset that are not evaluated, evenly spread over the file; may be none. */
    public static CalibrationTexts ofRows(Dataset dataset, List<NewsRow> evaluated, PromptTemplate template,
            CalibrationSize size) {
        var taboo = new EvaluatedTexts(evaluated);
        List<NewsRow> others = dataset.rows().stream().filter(row -> !taboo.holds(row)).toList();
        int count = Math.min(size.texts(), others.size());
        var texts = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            texts.add(text(others.get((int) ((long) i * others.size() / count)), template));
        }
        return new CalibrationTexts(dataset.name() + ", rows that are not evaluated", texts, size.tokens());
    }

    /**
     * The first texts of a file.
     *
     * @throws DatasetError if it cannot be read, or if nothing of it is left beside what is evaluated
     */
    public static CalibrationTexts ofFile(Path file, List<NewsRow> evaluated, PromptTemplate template,
            CalibrationSize size) {
        var taboo = new EvaluatedTexts(evaluated);
        List<String> texts = new CalibrationFileReader(file, template).read(text -> !taboo.holds(text), size.texts());
        if (texts.isEmpty()) {
            throw new DatasetError(file + " has no text for calibration that is not evaluated as well.",
                    "Name a file with other text, or evaluate fewer rows with --rows.");
        }
        return new CalibrationTexts(file.getFileName().toString(), texts, size.tokens());
    }

    static String text(NewsRow row, PromptTemplate template) {
        return template.render(row, message -> message) + " " + row.headline();
    }
}
