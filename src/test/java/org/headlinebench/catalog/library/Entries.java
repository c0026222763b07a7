package org.headlinebench.catalog.library;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.headlinebench.catalog.Catalog;
import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.FamilyName;
import org.headlinebench.catalog.Licence;
import org.headlinebench.catalog.ModelFile;
import org.headlinebench.catalog.ModelId;
import org.headlinebench.catalog.ModelShape;
import org.headlinebench.catalog.ModelSource;
import org.headlinebench.catalog.ModelSource.HubRepository;
import org.headlinebench.catalog.ModelSource.PythonPackage;
import org.headlinebench.catalog.RelativePath;
import org.headlinebench.catalog.download.Samples;

/** Small models to fetch in tests. */
final class Entries {
    static final byte[] WEIGHTS = Samples.bytes(200_000);
    static final byte[] GGUF = ("GGUF" + "x".repeat(150_000)).getBytes(StandardCharsets.US_ASCII);
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    /** The files of the repository {@code org/tiny}. */
    static final Map<String, byte[]> FILES = Map.of("config.json", "{}".getBytes(), "tokenizer.json",
            "{\"a\":1}".getBytes(), "model.safetensors", WEIGHTS);

    static final PythonPackage PACKAGE = new PythonPackage("tiny-model", "1.2",
            new RelativePath("tiny_model/tiny.gguf"),
            Samples.checksum(GGUF), 160_000);

    private Entries() {}

    static HubRepository hub() {
        return new HubRepository("org/tiny", COMMIT, 200_009, List.of(
                new ModelFile(new RelativePath("config.json"), Optional.empty()),
                new ModelFile(new RelativePath("tokenizer.json"), Optional.empty()),
                new ModelFile(new RelativePath("model.safetensors"), Optional.of(Samples.checksum(WEIGHTS)))));
    }

    static CatalogEntry entry(ModelSource... sources) {
        return new CatalogEntry(new ModelId("tiny"), "Tiny", FamilyName.LLAMA, List.of(sources),
                new Licence("MIT", URI.create("https://example.org/"), false), "reference", Optional.empty(),
                new ModelShape(10, 8, 16, 1, 2, 1, 4, true, 64, 10_000, false));
    }

    static Catalog catalog(CatalogEntry entry) {
        return new Catalog(List.of(entry), entry.id());
    }
}
