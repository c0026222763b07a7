package org.headlinebench.dataset.reader;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.headlinebench.dataset.DatasetError;

/** Ends with an error where a text becomes longer than is allowed, such as one that a small zip was made to unfold into. */
final class BoundedText extends FilterInputStream {
    private final String file;
    private final long maxBytes;
    private long read;

    BoundedText(InputStream in, String file, long maxBytes) {
        super(in);
        this.file = file;
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        counted(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        counted(Math.max(0, count));
        return count;
    }

    private void counted(int bytes) {
        read += bytes;
        if (read > maxBytes) {
            throw new DatasetError("%s holds more than %,d bytes of text.".formatted(file, maxBytes),
                    "That is several times the full dataset: take the part of it that you need, for example with"
                            + " head -n 200000.");
        }
    }
}
