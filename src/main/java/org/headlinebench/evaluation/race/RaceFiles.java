package org.headlinebench.evaluation.race;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.headlinebench.failure.UserError;

/**
 * Reads multiple-choice questions in RACE's formats (Lai et al. 2017): the original archive {@code RACE.tar.gz} or the
 * folder it unpacks to, with a JSON file per passage, and Hugging Face's export as JSON lines, with a question per line.
 */
public final class RaceFiles {
    /** The name of the passages that come with the program. */
    public static final String OWN = "own";
    private static final String OWN_RESOURCE = "/evaluation/reading.jsonl";
    private static final Pattern PASSAGE = Pattern
            .compile("(?:.*/)?(train|dev|test)/(middle|high)/([^/]+)\\.txt");
    private static final long MOST_BYTES = 1L << 30;
    private static final String FORMATS = "Give RACE.tar.gz, the folder it unpacks to, or a JSON lines file"
            + " (load_dataset('ehovy/race', 'high', split='test').to_json('race.jsonl')).";

    private RaceFiles() {}

    /** The passages that come with the program, invented for it. */
    public static RaceSet own() {
        try (InputStream in = RaceFiles.class.getResourceAsStream(OWN_RESOURCE)) {
            byte[] bytes = in.readAllBytes();
            return new RaceSet(OWN, sha256(List.of(bytes)),
                    RaceLines.read(OWN, bytes, new RaceChoice(RaceChoice.Level.ALL, RaceChoice.Split.TEST)));
        } catch (IOException e) {
            throw new IllegalStateException(OWN_RESOURCE, e);
        }
    }

    /**
     * Reads a file or folder.
     *
     * @throws UserError if it is none of the formats, is damaged, or holds nothing of what is chosen
     */
    public static RaceSet read(Path path, RaceChoice choice) {
        String name = path.getFileName().toString();
        String lower = name.toLowerCase(Locale.ROOT);
        try {
            if (Files.isDirectory(path)) {
                return folder(path, name, choice);
            }
            if (!Files.isRegularFile(path)) {
                throw new UserError("There is no file " + path + ".", FORMATS);
            }
            if (Files.size(path) > MOST_BYTES) {
                throw new UserError(path + " is larger than 1 GiB, which RACE is not.", FORMATS);
            }
            if (lower.endsWith(".tar.gz") || lower.endsWith(".tgz")) {
                return archive(path, name, choice);
            }
            if (lower.endsWith(".jsonl") || lower.endsWith(".json")) {
                byte[] bytes = Files.readAllBytes(path);
                return required(new RaceSet(name, sha256(List.of(bytes)), RaceLines.read(name, bytes, choice)), choice);
            }
        } catch (IOException e) {
            throw new UserError(path + " cannot be read: " + e.getMessage() + ".", FORMATS, e);
        }
        throw new UserError(lower.endsWith(".parquet")
                ? path + " is a Parquet file, which this program does not read."
                : path + " is of no known kind.", FORMATS);
    }

    private static RaceSet archive(Path path, String name, RaceChoice choice) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        Map<String, byte[]> files = TarFile.read(new ByteArrayInputStream(bytes), entry -> isChosen(entry, choice));
        return required(new RaceSet(name, sha256(List.of(bytes)), passages(files)), choice);
    }

    private static RaceSet folder(Path path, String name, RaceChoice choice) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        try (Stream<Path> all = Files.walk(path, 5)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                String entry = path.toAbsolutePath().relativize(file.toAbsolutePath()).toString().replace('\\', '/');
                if (isChosen(entry, choice)) {
                    files.put(entry, Files.readAllBytes(file));
                }
            }
        }
        return required(new RaceSet(name, sha256(files.values().stream().toList()), passages(files)), choice);
    }

    private static boolean isChosen(String entry, RaceChoice choice) {
        Matcher path = PASSAGE.matcher(entry);
        return path.matches() && path.group(1).equals(choice.split().folder()) && choice.level().holds(path.group(2));
    }

    /** In the order of their numbers, whatever the archive's. */
    private static List<Passage> passages(Map<String, byte[]> files) {
        List<Passage> passages = new ArrayList<>();
        files.entrySet()
                .stream()
                .sorted(Comparator.comparing((Map.Entry<String, byte[]> file) -> file.getKey().length())
                        .thenComparing(Map.Entry::getKey))
                .forEach(file -> passages.add(RaceLines.passage(file.getKey(), file.getValue())));
        return passages;
    }

    private static RaceSet required(RaceSet set, RaceChoice choice) {
        if (set.passages().isEmpty()) {
            throw new UserError(set.name() + " holds no passage of subset '"
                    + choice.level().name().toLowerCase(Locale.ROOT) + "' and split '" + choice.split().folder() + "'.",
                    "Choose others with --subset and --split. " + FORMATS);
        }
        return set;
    }

    private static String sha256(List<byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach(digest::update);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
