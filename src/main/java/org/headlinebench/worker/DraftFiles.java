package org.headlinebench.worker;

import java.nio.file.Path;
import java.util.Optional;

import org.headlinebench.benchmark.protocol.RunOrder;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.StackRules;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.tokenizer.TokenizerDefinition;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.WeightFile;
import org.headlinebench.weights.WeightFiles;

/** Opens the draft model of a speculative run and checks, before anything is loaded, that it fits its target. */
final class DraftFiles {
    private DraftFiles() {}

    /**
     * @return the draft's weights; absent where the run has no draft
     * @throws UserError if the draft is larger than its target or has another vocabulary
     */
    static Optional<WeightFile> open(RunOrder order, ModelConfiguration target, Tokenizer tokenizer) {
        if (order.draftPath().isEmpty()) {
            return Optional.empty();
        }
        Path path = Path.of(order.draftPath().get());
        StackRules.checkDraftTokenizer(order.stack(), tokenizer.fingerprint(),
                TokenizerDefinition.read(path).fingerprint());
        WeightFile file = WeightFiles.open(path);
        StackRules.checkDraft(order.stack(), target, file.configuration());
        StackRules.check(order.stack().ofDraft(), order.device().kind(), file.configuration());
        StackRules.check(order.stack().ofDraft(), file);
        return Optional.of(file);
    }
}
