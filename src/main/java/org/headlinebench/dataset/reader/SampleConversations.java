package org.headlinebench.dataset.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.headlinebench.dataset.Dataset;

/** The conversations of several turns that come with the program, about invented events; see {@link ConversationLines}. */
public final class SampleConversations {
    /** How they are called in place of a file. */
    public static final String NAME = "conversations";
    private static final String RESOURCE = "/evaluation/conversations.jsonl";

    private SampleConversations() {}

    /** Loads them from the class path. */
    public static Dataset load() {
        try (InputStream in = SampleConversations.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new DatasetReader(ReadOptions.DEFAULT.with(MalformedRows.REFUSE)).read(NAME, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
