package org.headlinebench.dataset.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.headlinebench.dataset.Dataset;

/** The short questions with reference answers that come with the program: a question is a row's text, its answer the headline. */
public final class SampleQuestions {
    /** How they are called in place of a file. */
    public static final String NAME = "questions";
    private static final String RESOURCE = "/evaluation/questions.jsonl";
    /** The names of a question-answer dataset's fields. */
    public static final String COLUMNS = "short_description=q,headline=a";

    private SampleQuestions() {}

    /** Loads them from the class path. */
    public static Dataset load() {
        try (InputStream in = SampleQuestions.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new DatasetReader(ReadOptions.DEFAULT.with(FieldNames.parse(COLUMNS))).read(NAME,
                    in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
