package org.headlinebench.dataset.reader;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

import org.headlinebench.dataset.DatasetError;

/** The lines of a text file, plain, in gzip or alone in a zip; read one at a time, so a file may be of any size. */
public final class TextFileLines implements AutoCloseable {
    private final Path file;
    private final InputStream in;
    private final TextLines lines;
    private long number;

    private TextFileLines(Path file, InputStream in) {
        this.file = file;
        this.in = in;
        this.lines = new TextLines(in, ReadLimits.DEFAULT.maxRowBytes());
    }

    public static TextFileLines open(Path file) throws IOException {
        return new TextFileLines(file, NewsFile.open(file));
    }

    /**
     * The next line; empty at the end.
     *
     * @throws DatasetError if it is too long or no UTF-8
     */
    public Optional<String> next() throws IOException {
        Optional<TextLine> line = lines.next();
        number = line.map(TextLine::number).orElse(number);
        return line.map(one -> switch (one) {
            case TextLine.Readable(_, String text) -> text;
            case TextLine.Unreadable(long at, String reason) -> throw new DatasetError(
                    "%s, line %d: %s.".formatted(file.getFileName(), at, reason),
                    "Name a text file in UTF-8, or break its lines.");
        });
    }

    /** Of the line read last, from 1. */
    public long number() {
        return number;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
