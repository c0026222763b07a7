package org.headlinebench.dataset.reader;

/**
 * Bounds on what an untrusted file may make the program hold.
 *
 * @param maxRowBytes longest row, in bytes of its text; a longer one is malformed
 * @param maxTextBytes most text that is read from one file, after decompression; a file with more is refused
 * @param listedMalformedRows how many malformed rows are listed with line and reason (all are counted)
 */
public record ReadLimits(int maxRowBytes, long maxTextBytes, int listedMalformedRows) {

    /** The full dataset has 87 MB of text, and no row above 10 kB. */
    public static final ReadLimits DEFAULT = new ReadLimits(1 << 20, 512L << 20, 20);

    public ReadLimits {
        if (maxRowBytes < 1 || maxTextBytes < 1 || listedMalformedRows < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
