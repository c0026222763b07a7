package org.headlinebench.experiment;

import java.nio.file.Path;
import java.util.Optional;

import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.FieldNames;
import org.headlinebench.yaml.YamlMapping;
import org.headlinebench.yaml.YamlReader;

/** Reads the keys that say what an experiment writes about; their defaults are those of the command line. */
public final class WorkloadReader {
    private WorkloadReader() {}

    /**
     * The workload; absent if a key is wrong, which is then reported.
     *
     * @param folder where a relative path of a dataset starts
     */
    public static Optional<WorkloadChoice> read(YamlMapping fields, Path folder) {
        Optional<Path> dataset = fields.optional("dataset", YamlReader.text(text -> folder.resolve(text).normalize()));
        Optional<FieldNames> columns = fields.optional("columns", YamlReader.text(FieldNames::parse));
        Optional<RowSelection> rows = fields.optional("rows", YamlReader.text(RowSelection::parse));
        Optional<PromptTemplate> prompt = fields.optional("prompt", YamlReader.text(PromptTemplate::parse));
        Optional<StopRule> stop = fields.optional("stop", YamlReader.text(StopRule::parse));
        Optional<HeadlineExtraction> extraction = fields.optional("extraction",
                YamlReader.text(HeadlineExtraction::parse));
        Optional<FitPolicy> fit = fields.optional("fit", YamlReader.text(FitPolicy::parse));
        Optional<Integer> maxNewTokens = fields.optional("maxNewTokens", YamlReader.smallNumber());
        Optional<Integer> passes = fields.optional("passes", YamlReader.smallNumber());
        return fields.build(() -> new WorkloadChoice(dataset, columns, rows.orElse(RowSelection.range(1, 10)),
                prompt.orElse(PromptTemplate.REFERENCE), stop.orElse(StopRule.NEWLINE),
                extraction.orElse(HeadlineExtraction.FIRST_LINE), fit.orElseGet(() -> FitPolicy.parse("refuse")),
                maxNewTokens.orElse(25), passes.orElse(1)));
    }
}
