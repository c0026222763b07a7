package org.headlinebench.dataset.reader;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.NewsRow;

class NewsFileTest {
    private static final String ROWS = """
            {"headline": "A", "short_description": "B"}
            {"headline": "C", "short_description": "D"}
            """;

    @TempDir
    Path folder;

    @Test
    void gzipAndZipAreToldByTheirContentWhateverTheirName() throws IOException {
        Path gzip = write("news.csv", gzip(ROWS.getBytes(UTF_8)));
        Path zip = write("news.txt", zip(Map.of("News_Category_Dataset_v3.json", ROWS)));
        Path plain = write("news.zip", ROWS.getBytes(UTF_8));

        for (Path path : new Path[]{gzip, zip, plain}) {
            Dataset dataset = read(path);
            assertThat(dataset.rows()).extracting(NewsRow::headline).containsExactly("A", "C");
            assertThat(dataset.path()).contains(path);
            assertThat(dataset.name()).isEqualTo(path.getFileName().toString());
        }
    }

    @Test
    void csvIsReadFromGzipToo() throws IOException {
        assertThat(read(write("a.gz", gzip("headline,short_description\nA,B\n".getBytes(UTF_8)))).rows()).hasSize(1);
    }

    @Test
    void theChecksumIsThatOfTheFileOnTheDisk() throws Exception {
        byte[] bytes = gzip(ROWS.getBytes(UTF_8));

        assertThat(read(write("news.gz", bytes)).sha256())
                .isEqualTo(HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    @Test
    void kagglesZipMayHoldItsFileInAFolderBesideOtherThings() throws IOException {
        var entries = new LinkedHashMap<String, String>();
        entries.put("archive/", "");
        entries.put("archive/README.md", "about");
        entries.put("archive/.hidden.json", "{}");
        entries.put("__MACOSX/archive/._News.json", "x");
        entries.put("archive/News.json", ROWS);

        assertThat(read(write("archive.zip", zip(entries))).rows()).hasSize(2);
    }

    @Test
    void aZipWithoutOrWithSeveralDataFilesIsRefused() throws IOException {
        var two = new LinkedHashMap<String, String>();
        two.put("a.json", ROWS);
        two.put("b.csv", ROWS);

        assertThat(failure(write("a.zip", zip(two)))).hasMessageContaining("several data files: \"a.json\", \"b.csv\"");
        assertThat(failure(write("b.zip", zip(Map.of("notes.txt", "x"))))).hasMessageContaining("no file that ends in");
        assertThat(failure(write("c.zip", zip(Map.of())))).hasMessageContaining("no file that ends in");
    }

    @Test
    void damagedArchivesAreRefused() throws IOException {
        byte[] gzip = gzip(ROWS.repeat(2000).getBytes(UTF_8));
        byte[] zip = storedZip(ROWS);

        assertThat(failure(write("cut.gz", Arrays.copyOf(gzip, gzip.length / 2)))).hasMessageContaining("breaks off");
        gzip[gzip.length - 6] ^= 1;
        assertThat(failure(write("flipped.gz", gzip))).hasMessageContaining("damaged");
        assertThat(failure(write("cut.zip", Arrays.copyOf(zip, zip.length - 10)))).hasMessageContaining("damaged");
        int description = new String(zip, UTF_8).indexOf("\"B\"");
        zip[description + 1] = 'X';
        assertThat(failure(write("flipped.zip", zip))).hasMessageContaining("checksum of \"news.json\" does not match");
    }

    @Test
    void anArchiveThatUnfoldsBeyondTheLimitIsRefused() throws IOException {
        var options = new ReadOptions(MalformedRows.SKIP, FieldNames.DEFAULT, new ReadLimits(1 << 20, 1 << 20, 5));
        byte[] bomb = gzip(ROWS.repeat(40_000).getBytes(UTF_8));
        assertThat(bomb).hasSizeLessThan(20_000);
        byte[] oneLine = gzip(("{\"headline\": \"" + "a".repeat(3 << 20)).getBytes(UTF_8));

        for (byte[] archive : new byte[][]{bomb, oneLine}) {
            Path path = write("bomb.gz", archive);
            DatasetError error = catchThrowableOfType(DatasetError.class, () -> new DatasetReader(options).read(path));
            assertThat(error).hasMessageContaining("more than 1,048,576 bytes of text");
        }
    }

    @Test
    void aMissingFileIsAnsweredWithWhereToGetTheDataset() {
        DatasetError error = failure(folder.resolve("nowhere.json"));

        assertThat(error).hasMessageContaining("nowhere.json");
        assertThat(error.remedy()).contains("News Category Dataset").contains("Rishabh Misra").contains("Kaggle");
    }

    @Test
    void foldersEmptyFilesAndOtherKindsOfFilesAreRefused() throws IOException {
        assertThat(failure(folder)).hasMessageContaining("is a folder");
        assertThat(failure(write("empty", new byte[0]))).hasMessageContaining("is empty");
        assertThat(failure(write("blank", "\n \r\n".getBytes(UTF_8)))).hasMessageContaining("is empty");
        assertThat(failure(write("utf16.json", ROWS.getBytes(UTF_16)))).hasMessageContaining("UTF-16");
        assertThat(failure(write("x.parquet", "PAR1....".getBytes(UTF_8)))).hasMessageContaining("Parquet");
        assertThat(failure(write("x.bin", new byte[5000]))).hasMessageContaining("not a text file");
        assertThat(failure(write("twice.gz", gzip(gzip(ROWS.getBytes(UTF_8))))))
                .hasMessageContaining("not a text file");
        assertThat(failure(write("prose.txt", "Once upon a time\n".getBytes(UTF_8))))
                .hasMessageContaining("neither JSON lines nor CSV")
                .hasMessageContaining("Once upon a time");
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    private static Dataset read(Path path) {
        return new DatasetReader(ReadOptions.DEFAULT).read(path);
    }

    private static DatasetError failure(Path path) {
        return catchThrowableOfType(DatasetError.class, () -> read(path));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] zip(Map<String, String> entries) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(UTF_8));
            }
        }
        return out.toByteArray();
    }

    private static byte[] storedZip(String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        var crc = new java.util.zip.CRC32();
        crc.update(bytes);
        var entry = new ZipEntry("news.json");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(crc.getValue());
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            zip.putNextEntry(entry);
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
