package org.headlinebench.engine;

import java.util.OptionalInt;

/** When a generation ends before its token limit. */
public interface StopCondition {
    /** Whether an end-of-sequence token ends it. */
    boolean atEndOfSequence();

    /** Whether text can end it at all; if not, the loop never decodes text in between. */
    boolean atText();

    /** Where the text produced so far ends, as an index into it; absent to go on. */
    OptionalInt findStop(String text);
}
