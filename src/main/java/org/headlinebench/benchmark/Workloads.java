package org.headlinebench.benchmark;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.SelectedRows;
import org.headlinebench.dataset.calibration.CalibrationSize;
import org.headlinebench.dataset.calibration.Calibrations;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptIdentity;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.failure.UserError;

/** Makes workloads of datasets: the one place where a user's choice of rows and rules becomes something to run. */
public final class Workloads {
    private Workloads() {}

    /**
     * The selected rows under the given rules.
     *
     * @throws UserError if no usable row is selected
     */
    public static Workload of(Dataset dataset, RowSelection selection, PromptTemplate template,
            HeadlineExtraction extraction, StopRule stop, FitPolicy fit, int maxNewTokens, int passes) {
        SelectedRows selected = selection.select(dataset);
        if (selected.rows().isEmpty()) {
            throw new UserError("No usable row is selected: " + selected.summary() + ".",
                    "Select other rows with --rows, for example 1-50.");
        }
        String prompts = PromptIdentity.of(dataset, selected, template, extraction, stop, fit).checksum();
        var identity = new WorkloadIdentity(dataset.name(), dataset.sha256(), selection.text(), selected.rows().size(),
                selected.leftOutRows(), template.spec(), extraction.id(), stop.id(), fit.id(), maxNewTokens, passes,
                sha256(prompts + "\n" + maxNewTokens + "\n" + passes));
        return new Workload(identity, selected.rows(), template, extraction, stop, fit, maxNewTokens, passes,
                Optional.of(Calibrations.ofRows(dataset, selected.rows(), template, CalibrationSize.DEFAULT)));
    }

    /**
     * One article that somebody typed. Runs over it are ad hoc: no comparison and no aggregate includes them.
     *
     * @param description what to write a headline for
     * @param headline    the actual one, to compare with; empty where there is none
     * @throws UserError if there is no description
     */
    public static Workload adHoc(String description, String headline, PromptTemplate template, StopRule stop,
            int maxNewTokens) {
        if (description.isBlank()) {
            throw new UserError("There is no text to write a headline for.", "Type or paste the text of an article.");
        }
        String actual = headline.isBlank() ? WorkloadIdentity.NO_HEADLINE : headline.strip();
        var row = new NewsRow(1, actual, description.strip(), "", "", Optional.empty(), "");
        String text = sha256(description.strip() + "\n" + actual);
        var identity = new WorkloadIdentity(WorkloadIdentity.AD_HOC, text, "1", 1, 0, template.spec(),
                HeadlineExtraction.FIRST_LINE.id(), stop.id(), FitPolicy.CUT_DESCRIPTION.id(), maxNewTokens, 1,
                sha256(text + "\n" + template.spec() + "\n" + stop.id() + "\n" + maxNewTokens));
        return new Workload(identity, List.of(row), template, HeadlineExtraction.FIRST_LINE, stop,
                FitPolicy.CUT_DESCRIPTION, maxNewTokens, 1, Optional.empty());
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
