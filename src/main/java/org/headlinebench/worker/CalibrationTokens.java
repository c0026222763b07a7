package org.headlinebench.worker;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.headlinebench.benchmark.protocol.RunOrder;
import org.headlinebench.dataset.calibration.CalibrationTexts;
import org.headlinebench.engine.torch.calibrate.CalibrationText;
import org.headlinebench.optimization.StackRules;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.weights.ModelConfiguration;

/** Makes tokens of a run's calibration texts. */
final class CalibrationTokens {
    private static final String CHECKSUM = "model.sha256.";

    private CalibrationTokens() {}

    /**
     * @param provenance holds the checksums of the model's files
     * @param folder     where results are kept, if anywhere
     * @return absent where the run is not calibrated
     */
    static Optional<CalibrationText> of(RunOrder order, ModelConfiguration model, Tokenizer tokenizer,
            Map<String, String> provenance, Optional<Path> folder) {
        if (order.calibration().isEmpty()) {
            return Optional.empty();
        }
        CalibrationTexts texts = order.calibration().get();
        int most = Math.min(texts.maxTokens(), model.maxPositions());
        List<int[]> tokens = texts.texts()
                .stream()
                .map(text -> tokenizer.encode(text, true))
                .filter(ids -> ids.length > 0)
                .map(ids -> Arrays.copyOf(ids, Math.min(ids.length, most)))
                .toList();
        StackRules.checkCalibration(order.stack(), !tokens.isEmpty());
        List<String> checksums = provenance.entrySet()
                .stream()
                .filter(fact -> fact.getKey().startsWith(CHECKSUM))
                .map(fact -> fact.getKey().substring(CHECKSUM.length()) + " " + fact.getValue())
                .sorted()
                .toList();
        return Optional.of(new CalibrationText(texts.source(), tokens, checksums, folder));
    }
}
