package org.headlinebench.benchmark;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

import org.headlinebench.benchmark.result.ContinuationScore;
import org.headlinebench.benchmark.result.ScoreRequest;
import org.headlinebench.failure.UserError;

/** Says how probable given texts are to a model. */
public interface Scoring {
    /**
     * What came of it.
     *
     * @param scores     per request a score per continuation
     * @param provenance versions, checksums and the proof that the stack took effect
     */
    record Scored(List<List<ContinuationScore>> scores, Map<String, String> provenance) {
        public Scored {
            scores = List.copyOf(scores);
            provenance = Map.copyOf(provenance);
        }
    }

    /**
     * Scores texts; the model is fetched if need be. Blocks until it is done.
     *
     * @param progress is told the fraction done (negative where unknown) and what is being done
     * @throws UserError if the setup cannot run, the model cannot be fetched, or it was cancelled
     */
    Scored score(RunSetup setup, List<ScoreRequest> requests, BiConsumer<Double, String> progress,
            Cancellation cancellation);
}
