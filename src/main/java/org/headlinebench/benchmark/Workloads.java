package org.headlinebench.benchmark;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.dataset.Dataset;
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

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
