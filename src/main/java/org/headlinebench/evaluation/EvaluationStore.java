package org.headlinebench.evaluation;

import java.util.List;
import java.util.Optional;

/** Where evaluations are kept. */
public interface EvaluationStore {
    /** Keeps an evaluation; it is on the disk when this returns. */
    void save(Evaluation evaluation);

    /** All evaluations, newest first. */
    List<Evaluation> list();

    Optional<Evaluation> find(String id);
}
