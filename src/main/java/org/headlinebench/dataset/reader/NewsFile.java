package org.headlinebench.dataset.reader;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.VisibleText;

/** Opens the text of a news file: plain, in gzip, or the one data file in a zip. Told apart by the file's first bytes. */
final class NewsFile {
    private static final List<String> ENDINGS_IN_ZIP = List.of(".json", ".jsonl", ".ndjson", ".csv", ".tsv");

    private NewsFile() {}

    /** The decompressed bytes; closing the stream closes the file. */
    static InputStream open(Path path) throws IOException {
        byte[] magic;
        try (InputStream in = Files.newInputStream(path)) {
            magic = in.readNBytes(4);
        }
        if (TextFormat.startsWith(magic, 0x1F, 0x8B)) {
            return unzipped(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
        }
        if (TextFormat.startsWith(magic, 'P', 'K', 3, 4) || TextFormat.startsWith(magic, 'P', 'K', 5, 6)) {
            return zipped(path);
        }
        return Files.newInputStream(path);
    }

    private static InputStream unzipped(InputStream file) throws IOException {
        try {
            return new GZIPInputStream(file, 1 << 16);
        } catch (IOException broken) {
            file.close();
            throw broken;
        }
    }

    private static InputStream zipped(Path path) throws IOException {
        var zip = new ZipFile(path.toFile());
        try {
            ZipEntry entry = dataEntry(path, zip);
            return new ZipText(zip, entry);
        } catch (IOException | RuntimeException broken) {
            zip.close();
            throw broken;
        }
    }

    private static ZipEntry dataEntry(Path path, ZipFile zip) {
        List<? extends ZipEntry> entries = zip.stream().filter(NewsFile::isData).limit(20).toList();
        if (entries.size() == 1) {
            return entries.getFirst();
        }
        String found = entries.isEmpty()
                ? "no file that ends in " + String.join(", ", ENDINGS_IN_ZIP)
                : "several data files: "
                        + entries.stream()
                                .map(entry -> VisibleText.quote(entry.getName()))
                                .collect(Collectors.joining(", "));
        throw new DatasetError("The zip %s holds %s.".formatted(path.getFileName(), found),
                "It should hold exactly one; unpack it and choose the file itself. " + DatasetError.WHERE_TO_GET_IT);
    }

    /** Leaves out folders, hidden files, and what macOS adds to its zips. */
    private static boolean isData(ZipEntry entry) {
        String name = entry.getName().toLowerCase(Locale.ROOT);
        String last = name.substring(name.lastIndexOf('/') + 1);
        return !entry.isDirectory() && !last.startsWith(".") && !name.startsWith("__macosx/")
                && ENDINGS_IN_ZIP.stream().anyMatch(last::endsWith);
    }

    /** One entry of a zip; checks the entry's checksum at its end, which {@link ZipFile} does not. */
    private static final class ZipText extends FilterInputStream {
        private final ZipFile zip;
        private final ZipEntry entry;
        private final CheckedInputStream checked;

        ZipText(ZipFile zip, ZipEntry entry) throws IOException {
            this(zip, entry, new CheckedInputStream(zip.getInputStream(entry), new CRC32()));
        }

        private ZipText(ZipFile zip, ZipEntry entry, CheckedInputStream checked) {
            super(checked);
            this.zip = zip;
            this.entry = entry;
            this.checked = checked;
        }

        @Override
        public int read() throws IOException {
            return ended(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return ended(super.read(bytes, offset, length));
        }

        private int ended(int result) throws ZipException {
            if (result < 0 && entry.getCrc() >= 0 && checked.getChecksum().getValue() != entry.getCrc()) {
                throw new ZipException("the checksum of " + VisibleText.quote(entry.getName()) + " does not match");
            }
            return result;
        }

        @Override
        public void close() throws IOException {
            try (zip) {
                super.close();
            }
        }
    }
}
