package org.headlinebench.launcher.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.library.InstalledModel;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.failure.UserError;
import org.headlinebench.launcher.ModelParts;
import org.headlinebench.launcher.protocol.HostCommand;
import org.headlinebench.launcher.protocol.HostReport;
import org.headlinebench.launcher.protocol.ModelPart;

/** The models of this machine, by catalog id and checksum; those that were copied to it lie in a folder of their own. */
public final class ModelShelf {
    private static final String PART = ".part-";
    private static final int MOST_PARTS = 2_000;

    /** Where the content of the files comes from. */
    public interface Chunks {
        HostCommand.Chunk next() throws IOException;
    }

    /** Hears of every chunk that has arrived. */
    public interface Arrivals {
        void arrived(double fraction, String file) throws IOException;
    }

    private static final Duration ABANDONED = Duration.ofDays(1);

    private final ModelLibrary library;
    private final Path copied;

    /** @param copied folder for models that are copied to this machine */
    public ModelShelf(ModelLibrary library, Path copied) {
        this.library = library;
        this.copied = copied;
    }

    /** Where a model lies, or why it cannot be used. */
    public HostReport find(HostCommand.Find wanted) {
        for (List<String> version : wanted.versions()) {
            Optional<Path> copy = version.isEmpty() ? Optional.empty() : copy(version);
            if (copy.isPresent()) {
                return new HostReport.Found(copy.get().toString());
            }
        }
        Optional<CatalogEntry> entry = wanted.model().isEmpty()
                ? Optional.empty()
                : library.catalog().find(wanted.model());
        if (entry.isEmpty()) {
            return new HostReport.Missing(HostReport.Reason.UNKNOWN, "");
        }
        Optional<InstalledModel> installed = library.installed(entry.get());
        if (installed.isEmpty()) {
            return new HostReport.Missing(HostReport.Reason.NOT_INSTALLED, "");
        }
        List<ModelPart> here = ModelParts.of(installed.get().path());
        Set<String> checksums = new HashSet<>(here.stream().map(ModelPart::sha256).toList());
        return wanted.versions().isEmpty() || wanted.versions().stream().anyMatch(checksums::containsAll)
                ? new HostReport.Found(installed.get().path().toString())
                : new HostReport.Missing(HostReport.Reason.DIFFERENT, different(here, wanted.versions().getFirst()));
    }

    private static String different(List<ModelPart> here, List<String> wanted) {
        return here.stream()
                .filter(part -> !wanted.contains(part.sha256()))
                .findFirst()
                .map(part -> part.name() + " has the checksum " + part.sha256().substring(0, 12) + "… there")
                .orElse("files are missing there");
    }

    /**
     * Takes a model: it is there as a whole, with the right content, or not at all.
     *
     * @return where it lies
     */
    public Path take(List<ModelPart> parts, Chunks chunks, Arrivals arrivals) throws IOException {
        if (parts.isEmpty() || parts.size() > MOST_PARTS
                || parts.stream().map(ModelPart::name).distinct().count() < parts.size()) {
            throw new UserError("That is no list of a model's files.", "Copy a GGUF file or a Hugging Face folder.");
        }
        Path folder = folder(parts.stream().map(ModelPart::sha256).toList());
        Files.createDirectories(copied);
        long bytes = parts.stream().mapToLong(ModelPart::bytes).sum();
        if (copied.toFile().getUsableSpace() < bytes) {
            throw new UserError("The model's " + bytes + " bytes do not fit into " + copied + ".",
                    "Free space over there, or point its HEADLINE_BENCH_HOME to a larger disk.");
        }
        deleteAbandoned();
        Path part = copied.resolve(PART + UUID.randomUUID());
        Files.createDirectory(part);
        try {
            long before = 0;
            for (ModelPart file : parts) {
                long done = before;
                write(part.resolve(file.name()), file, chunks,
                        written -> arrivals.arrived((double) (done + written) / bytes, file.name()));
                before += file.bytes();
            }
            if (!Files.exists(folder)) {
                Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            delete(part);
        }
        return model(folder).orElseThrow();
    }

    private interface Written {
        void bytes(long written) throws IOException;
    }

    private static void write(Path target, ModelPart file, Chunks chunks, Written progress) throws IOException {
        MessageDigest digest = sha256();
        long written = 0;
        try (OutputStream out = Files.newOutputStream(target)) {
            while (written < file.bytes()) {
                byte[] bytes = decoded(chunks.next());
                written += bytes.length;
                if (bytes.length == 0 || written > file.bytes()) {
                    throw new UserError(file.name() + " arrived with another size.", "Copy the model again.");
                }
                digest.update(bytes);
                out.write(bytes);
                progress.bytes(written);
            }
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(file.sha256())) {
            throw new UserError(file.name() + " arrived with another content.",
                    "Copy the model again; nothing of it was kept.");
        }
    }

    private static byte[] decoded(HostCommand.Chunk chunk) {
        try {
            return Base64.getDecoder().decode(chunk.base64());
        } catch (IllegalArgumentException e) {
            throw new UserError("The model's files arrived damaged.", "Copy the model again.", e);
        }
    }

    private Optional<Path> copy(List<String> version) {
        return model(folder(version));
    }

    /** Files stand under their checksums: they were verified when they came. */
    private Path folder(List<String> checksums) {
        MessageDigest digest = sha256();
        checksums.stream().sorted().forEach(sum -> digest.update(sum.getBytes(StandardCharsets.US_ASCII)));
        return copied.resolve(HexFormat.of().formatHex(digest.digest()).substring(0, 32));
    }

    private static Optional<Path> model(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            return Optional.of(
                    all.size() == 1 && all.getFirst().toString().endsWith(".gguf") ? all.getFirst() : folder);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What a process that was killed left behind. */
    private void deleteAbandoned() throws IOException {
        Instant old = Instant.now().minus(ABANDONED);
        try (Stream<Path> all = Files.list(copied)) {
            for (Path folder : all.filter(path -> path.getFileName().toString().startsWith(PART)).toList()) {
                if (Files.getLastModifiedTime(folder).toInstant().isBefore(old)) {
                    delete(folder);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
