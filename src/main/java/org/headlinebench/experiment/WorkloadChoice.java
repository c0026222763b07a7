package org.headlinebench.experiment;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.DatasetReader;
import org.headlinebench.dataset.reader.FieldNames;
import org.headlinebench.dataset.reader.ReadOptions;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.failure.UserError;

/**
 * What an experiment writes about, before its dataset is read.
 *
 * @param dataset      the file; absent: the sample news that come with the program
 * @param columns      the file's field names where they are not the dataset's own
 * @param rows         which rows
 * @param prompt       makes a prompt of a row
 * @param stop         ends a generation early
 * @param extraction   cuts the headline out of what was generated
 * @param fit          what happens to a prompt that is too long
 * @param maxNewTokens token limit of a headline, at least 1
 * @param passes       passes over the rows, at least 1
 */
public record WorkloadChoice(Optional<Path> dataset, Optional<FieldNames> columns, RowSelection rows,
        PromptTemplate prompt, StopRule stop, HeadlineExtraction extraction, FitPolicy fit, int maxNewTokens,
        int passes) {
    public WorkloadChoice {
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(prompt, "prompt");
        Objects.requireNonNull(stop, "stop");
        Objects.requireNonNull(extraction, "extraction");
        Objects.requireNonNull(fit, "fit");
        if (maxNewTokens < 1 || passes < 1) {
            throw new IllegalArgumentException("maxNewTokens and passes are at least 1");
        }
    }

    /** The same over other rows. */
    public WorkloadChoice with(RowSelection otherRows) {
        return new WorkloadChoice(dataset, columns, otherRows, prompt, stop, extraction, fit, maxNewTokens, passes);
    }

    /** The same over another file, whose field names are the dataset's own. */
    public WorkloadChoice with(Path otherDataset) {
        return new WorkloadChoice(Optional.of(otherDataset), Optional.empty(), rows, prompt, stop, extraction, fit,
                maxNewTokens, passes);
    }

    /**
     * Reads the dataset.
     *
     * @throws UserError if it cannot be read
     */
    public Dataset read() {
        ReadOptions options = columns.map(ReadOptions.DEFAULT::with).orElse(ReadOptions.DEFAULT);
        return dataset.map(file -> new DatasetReader(options).read(file)).orElseGet(SampleNews::load);
    }

    /**
     * The workload over a dataset.
     *
     * @throws UserError if no usable row is selected
     */
    public Workload of(Dataset read) {
        return Workloads.of(read, rows, prompt, extraction, stop, fit, maxNewTokens, passes);
    }
}
