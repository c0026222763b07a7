package org.headlinebench.history;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.headlinebench.evaluation.Evaluation;
import org.headlinebench.evaluation.EvaluationStore;

/** A folder with a JSON file per evaluation; see {@code docs/decisions/0018}. */
public final class EvaluationFiles implements EvaluationStore {
    private final DocumentFolder<Evaluation> folder;

    /** @param folder created when the first evaluation is kept */
    public EvaluationFiles(Path folder) {
        this.folder = new DocumentFolder<>(folder, Evaluation.class, Evaluation::createdAt);
    }

    @Override
    public void save(Evaluation evaluation) {
        folder.save(evaluation.id(), evaluation);
    }

    @Override
    public List<Evaluation> list() {
        return folder.list();
    }

    @Override
    public Optional<Evaluation> find(String id) {
        return folder.find(id);
    }

    /** Writes an evaluation to a file of the user's choice. */
    public static void write(Evaluation evaluation, Path file) {
        DocumentFolder.write(evaluation, file);
    }
}
