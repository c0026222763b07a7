package org.headlinebench.evaluation;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;

/**
 * A stored evaluation of a model's quality; all its numbers are measured. Exactly one result is there.
 *
 * @param id         its name
 * @param createdAt  when it was done, UTC
 * @param tag        {@code measured}
 * @param setup      model, device and stack
 * @param run        the run whose outputs were judged; absent where texts were scored
 * @param data       what it was done with, and how it was chosen
 * @param dataSha256 checksum of that
 * @param provenance versions, checksums and the proof that the stack took effect
 * @param accuracy   of multiple-choice questions
 * @param perplexity of texts
 * @param judged     by a chat model
 */
public record Evaluation(String id, Instant createdAt, String tag, RunSetup setup, Optional<RunId> run, String data,
        String dataSha256, Map<String, String> provenance, Optional<AccuracyResult> accuracy,
        Optional<PerplexityResult> perplexity, Optional<JudgeResult> judged) {
    public Evaluation {
        if (!id.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("'" + id + "' is no evaluation's name");
        }
        provenance = new TreeMap<>(provenance);
        long results = (accuracy.isPresent() ? 1 : 0) + (perplexity.isPresent() ? 1 : 0) + (judged.isPresent() ? 1 : 0);
        if (results != 1) {
            throw new IllegalArgumentException("an evaluation has one result, not " + results);
        }
    }

    /** Whether it is about a run: about what it wrote where that was judged, else about its very configuration. */
    public boolean isAbout(Run other) {
        return run.map(other.id()::equals).orElseGet(() -> isSame(setup, other.setup()));
    }

    private static boolean isSame(RunSetup one, RunSetup other) {
        return one.model().equals(other.model()) && one.place().equals(other.place())
                && one.stack().equals(other.stack()) && one.server().equals(other.server());
    }
}
