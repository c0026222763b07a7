package org.headlinebench.dataset.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.headlinebench.dataset.Dataset;

/** The news items that come with the program: invented events, in the dataset's own fields. */
public final class SampleNews {
    /** The name of the bundled dataset, and how a user chooses it. */
    public static final String NAME = "sample";
    private static final String RESOURCE = "/news/sample.jsonl";

    private SampleNews() {}

    /** Loads it from the class path. */
    public static Dataset load() {
        try (InputStream in = SampleNews.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new DatasetReader(ReadOptions.DEFAULT.with(MalformedRows.REFUSE)).read(NAME, in.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
