package org.headlinebench.dataset.reader;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipException;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.MalformedRowError;
import org.headlinebench.dataset.ScanReport;

/**
 * Reads a news file: JSON lines (versions 2 and 3 of the News Category Dataset), gzip of them, Kaggle's zip as
 * downloaded, CSV with named columns, or conversations as JSON lines (see {@link ConversationLines}). The form is told from the content, whatever the file is called.
 *
 * <p>A file is streamed once for its rows and once for its checksum; only its usable rows are held.
 */
public final class DatasetReader {
    private final ReadOptions options;

    public DatasetReader(ReadOptions options) {
        this.options = Objects.requireNonNull(options, "options");
    }

    /**
     * Reads a file.
     *
     * @throws MalformedRowError at the first malformed row, where those are refused
     * @throws DatasetError when the file is missing, unreadable, damaged, of another kind, or without a usable row
     */
    public Dataset read(Path path) {
        String file = String.valueOf(path.getFileName());
        try {
            BasicFileAttributes before = attributes(path);
            String sha256 = sha256(path);
            Dataset dataset;
            try (InputStream text = NewsFile.open(path)) {
                dataset = read(file, Optional.of(path), sha256, text);
            }
            requireUnchanged(path, before);
            return dataset;
        } catch (NoSuchFileException missing) {
            throw new DatasetError("There is no file " + path + ".",
                    "Check the path. " + DatasetError.WHERE_TO_GET_IT, missing);
        } catch (AccessDeniedException denied) {
            throw new DatasetError("The file " + path + " may not be read.", "Give yourself read permission for it.",
                    denied);
        } catch (EOFException cutOff) {
            throw new DatasetError(file + " breaks off: its compressed data is incomplete.",
                    "Download it again. " + DatasetError.WHERE_TO_GET_IT, cutOff);
        } catch (ZipException damaged) {
            throw new DatasetError("%s is damaged: %s.".formatted(file, damaged.getMessage()),
                    "Download it again. " + DatasetError.WHERE_TO_GET_IT, damaged);
        } catch (IOException failed) {
            throw new DatasetError("%s could not be read: %s.".formatted(path, failed.getMessage()),
                    "Check the disk or network folder it lies on, then try again.", failed);
        }
    }

    /**
     * Reads a text that does not come from a file, such as one on the class path.
     *
     * @param name how the dataset is called, also in errors
     * @param text decompressed bytes
     */
    public Dataset read(String name, byte[] text) {
        try (InputStream in = new ByteArrayInputStream(text)) {
            return read(name, Optional.empty(), HexFormat.of().formatHex(sha256().digest(text)), in);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Dataset read(String name, Optional<Path> path, String sha256, InputStream text) throws IOException {
        ReadLimits limits = options.limits();
        FieldNames names = options.fieldNames();
        var bounded = new BoundedText(text, name, limits.maxTextBytes());
        byte[] head = bounded.readNBytes(TextFormat.HEAD_BYTES);
        var whole = new SequenceInputStream(new ByteArrayInputStream(head), bounded);
        var lines = new TextLines(whole, limits.maxRowBytes());
        var scan = new RowScan(name, options.malformedRows(), limits.listedMalformedRows());
        switch (TextFormat.of(name, head, names)) {
            case JSON_LINES -> new JsonLines(names).scan(lines, scan);
            case CONVERSATIONS -> new ConversationLines().scan(lines, scan);
            case CSV -> new CsvRows(name, names, limits.maxRowBytes()).scan(lines, scan);
        }
        requireUsable(name, scan.report());
        return new Dataset(name, path, sha256, scan.rows(), scan.report());
    }

    private static void requireUsable(String name, ScanReport report) {
        if (report.usableRows() == 0) {
            throw new DatasetError("%s has no usable row: %s.".formatted(name, report.summary()),
                    "A row needs a headline and a short_description; name the fields that hold them where they are called"
                            + " otherwise, for example headline=title,short_description=summary. "
                            + DatasetError.WHERE_TO_GET_IT);
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
            throw new DatasetError(path + " is a folder.",
                    "Choose the file in it that holds the news rows. " + DatasetError.WHERE_TO_GET_IT);
        }
        if (!attributes.isRegularFile()) {
            throw new DatasetError(path + " is not a regular file.", "Save the news rows in a file and choose that.");
        }
        return attributes;
    }

    /** A checksum must never be stored beside rows that it does not belong to. */
    private static void requireUnchanged(Path path, BasicFileAttributes before) throws IOException {
        BasicFileAttributes after = attributes(path);
        if (after.size() != before.size() || !after.lastModifiedTime().equals(before.lastModifiedTime())) {
            throw new DatasetError(path + " was changed while it was read.",
                    "Wait until nothing writes to it any more, then try again.");
        }
    }

    private static String sha256(Path path) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(path)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
