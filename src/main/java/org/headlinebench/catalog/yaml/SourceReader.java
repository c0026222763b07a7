package org.headlinebench.catalog.yaml;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

import org.headlinebench.catalog.Checksum;
import org.headlinebench.catalog.ModelFile;
import org.headlinebench.catalog.ModelSource;
import org.headlinebench.catalog.ModelSource.BundledFile;
import org.headlinebench.catalog.ModelSource.ConvertedRepository;
import org.headlinebench.catalog.ModelSource.HubRepository;
import org.headlinebench.catalog.ModelSource.LocalPath;
import org.headlinebench.catalog.ModelSource.PythonPackage;
import org.headlinebench.catalog.ModelSource.RandomWeights;
import org.headlinebench.catalog.RelativePath;
import org.headlinebench.failure.Shown;
import org.headlinebench.yaml.Problems;
import org.headlinebench.yaml.YamlMapping;
import org.headlinebench.yaml.YamlReader;

/** Reads one item of {@code sources}: a mapping with a single key that names the kind. */
final class SourceReader {
    /** Where relative local paths start; nothing for the catalog that comes with the program. */
    private final Optional<Path> folder;

    SourceReader(Optional<Path> folder) {
        this.folder = folder;
    }

    Optional<ModelSource> source(Node node, Problems problems) {
        return YamlReader.<ModelSource>mapping(fields -> {
            Optional<ModelSource> bundled = fields.optional("bundled", YamlReader.mapping(this::bundled));
            Optional<ModelSource> local = fields.optional("local", YamlReader.mapping(this::local));
            Optional<ModelSource> hub = fields.optional("hub", YamlReader.mapping(this::hub));
            Optional<ModelSource> python = fields.optional("python", YamlReader.mapping(this::python));
            Optional<ModelSource> random = fields.optional("random", YamlReader.mapping(SourceReader::random));
            Optional<ModelSource> convert = fields.optional("convert", YamlReader.mapping(SourceReader::convert));
            long kinds = Stream.of("bundled", "local", "hub", "python", "random", "convert")
                    .filter(fields::has)
                    .count();
            if (kinds != 1) {
                fields.problem("a source has exactly one of the keys bundled, local, hub, python, random, convert");
                return Optional.empty();
            }
            return bundled.or(() -> local).or(() -> hub).or(() -> python).or(() -> random).or(() -> convert);
        }).read(node, problems);
    }

    private Optional<ModelSource> bundled(YamlMapping fields) {
        Optional<RelativePath> resource = fields.required("resource", YamlReader.text(RelativePath::new));
        Optional<Checksum> checksum = requiredChecksum(fields);
        return fields.build(() -> new BundledFile(resource.orElseThrow(), checksum.orElseThrow()));
    }

    private static Optional<ModelSource> random(YamlMapping fields) {
        Optional<Integer> seed = fields.required("seed", YamlReader.smallNumber());
        return fields.build(() -> new RandomWeights(seed.orElseThrow()));
    }

    private Optional<ModelSource> local(YamlMapping fields) {
        Optional<Path> path = fields.required("path", YamlReader.text(this::absolute));
        return fields.build(() -> new LocalPath(path.orElseThrow()));
    }

    private Optional<ModelSource> hub(YamlMapping fields) {
        Optional<String> repository = fields.required("repository", YamlReader.text());
        Optional<String> revision = fields.required("revision", YamlReader.text());
        Optional<Long> totalBytes = fields.required("sizeBytes", YamlReader.wholeNumber());
        var files = fields.required("files", YamlReader.listOf(SourceReader::file));
        return fields.build(() -> new HubRepository(
                repository.orElseThrow(), revision.orElseThrow(), totalBytes.orElseThrow(), files.orElseThrow()));
    }

    private static Optional<ModelSource> convert(YamlMapping fields) {
        Optional<String> repository = fields.required("repository", YamlReader.text());
        Optional<String> revision = fields.required("revision", YamlReader.text());
        return fields.build(() -> new ConvertedRepository(repository.orElseThrow(), revision.orElseThrow()));
    }

    private Optional<ModelSource> python(YamlMapping fields) {
        Optional<String> name = fields.required("package", YamlReader.text());
        Optional<String> version = fields.required("version", YamlReader.text());
        Optional<Long> packageBytes = fields.required("packageBytes", YamlReader.wholeNumber());
        Optional<RelativePath> member = fields.required("member", YamlReader.text(RelativePath::new));
        Optional<Checksum> checksum = requiredChecksum(fields);
        return fields.build(() -> new PythonPackage(name.orElseThrow(), version.orElseThrow(), member.orElseThrow(),
                checksum.orElseThrow(), packageBytes.orElseThrow()));
    }

    /** Either a path alone, or a path with its checksum. */
    private static Optional<ModelFile> file(Node node, Problems problems) {
        if (node instanceof ScalarNode) {
            return YamlReader.text(RelativePath::new)
                    .read(node, problems)
                    .map(path -> new ModelFile(path, Optional.empty()));
        }
        return YamlReader.<ModelFile>mapping(fields -> {
            Optional<RelativePath> path = fields.required("path", YamlReader.text(RelativePath::new));
            Optional<Checksum> checksum = requiredChecksum(fields);
            return fields.build(() -> new ModelFile(path.orElseThrow(), checksum));
        }).read(node, problems);
    }

    private static Optional<Checksum> requiredChecksum(YamlMapping fields) {
        Optional<String> sha256 = fields.required("sha256",
                YamlReader.text(text -> new Checksum(text, 1).sha256()));
        Optional<Long> sizeBytes = fields.required("sizeBytes", YamlReader.wholeNumber());
        return sha256.isEmpty() || sizeBytes.isEmpty()
                ? Optional.empty()
                : fields.build(() -> new Checksum(sha256.get(), sizeBytes.get()));
    }

    private Path absolute(String text) {
        try {
            Path path = Path.of(text);
            if (!path.isAbsolute() && folder.isEmpty()) {
                throw new IllegalArgumentException("the path '" + Shown.of(text) + "' must be absolute here");
            }
            return folder.map(start -> start.toAbsolutePath().resolve(path)).orElse(path).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + Shown.of(text) + "' is not a path", e);
        }
    }
}
