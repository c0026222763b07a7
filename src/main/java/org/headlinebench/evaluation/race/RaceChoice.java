package org.headlinebench.evaluation.race;

import java.util.Locale;

/**
 * Which part of RACE is read.
 *
 * @param level middle schools', high schools' or both
 * @param split of the original archive; a JSON lines export is one split already
 */
public record RaceChoice(Level level, Split split) {
    /** Of which schools. */
    public enum Level {
        /** RACE-H, what publications mostly report. */
        HIGH,
        /** RACE-M. */
        MIDDLE,
        /** Both. */
        ALL;

        boolean holds(String folderOrId) {
            return this == ALL || folderOrId.toLowerCase(Locale.ROOT).startsWith(name().toLowerCase(Locale.ROOT));
        }
    }

    /** Of which part. */
    public enum Split {
        /** What publications report. */
        TEST,
        /** For development. */
        DEV,
        /** For training. */
        TRAIN;

        String folder() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
