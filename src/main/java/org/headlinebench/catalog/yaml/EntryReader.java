package org.headlinebench.catalog.yaml;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.FamilyName;
import org.headlinebench.catalog.Licence;
import org.headlinebench.catalog.ModelId;
import org.headlinebench.catalog.ModelShape;
import org.headlinebench.catalog.ModelSource;
import org.headlinebench.yaml.YamlMapping;
import org.headlinebench.yaml.YamlReader;

/** Reads one item of {@code models}. */
final class EntryReader {
    private final SourceReader sources;

    EntryReader(SourceReader sources) {
        this.sources = sources;
    }

    /** An entry with the places where later checks across entries find fault. */
    record PlacedEntry(CatalogEntry entry, String file, int line, int draftLine) {}

    Optional<PlacedEntry> entry(YamlMapping fields, String file) {
        Optional<ModelId> id = fields.required("id", YamlReader.text(ModelId::new));
        Optional<String> name = fields.required("name", YamlReader.text());
        Optional<FamilyName> family = fields.required("family", YamlReader.text(FamilyName::ofWord));
        Optional<Licence> licence = fields.required("licence", YamlReader.mapping(EntryReader::licence));
        Optional<String> prompt = fields.required("prompt", YamlReader.text());
        Optional<ModelId> draft = fields.optional("draft", YamlReader.text(ModelId::new));
        Optional<ModelShape> shape = fields.required("shape", YamlReader.mapping(EntryReader::shape));
        Optional<List<ModelSource>> origins = fields.required("sources", YamlReader.listOf(sources::source));
        return fields.build(() -> new PlacedEntry(
                new CatalogEntry(id.orElseThrow(), name.orElseThrow(), family.orElseThrow(), origins.orElseThrow(),
                        licence.orElseThrow(), prompt.orElseThrow(), draft, shape.orElseThrow()),
                file, fields.lineOf("id"), fields.lineOf("draft")));
    }

    private static Optional<Licence> licence(YamlMapping fields) {
        Optional<String> spdx = fields.required("spdx", YamlReader.text());
        Optional<URI> url = fields.required("url", YamlReader.text(URI::create));
        Optional<Boolean> gated = fields.required("gated", YamlReader.flag());
        return fields.build(() -> new Licence(spdx.orElseThrow(), url.orElseThrow(), gated.orElseThrow()));
    }

    private static Optional<ModelShape> shape(YamlMapping fields) {
        Optional<Integer> vocabSize = fields.required("vocabSize", YamlReader.smallNumber());
        Optional<Integer> hiddenSize = fields.required("hiddenSize", YamlReader.smallNumber());
        Optional<Integer> intermediateSize = fields.required("intermediateSize", YamlReader.smallNumber());
        Optional<Integer> layers = fields.required("layers", YamlReader.smallNumber());
        Optional<Integer> heads = fields.required("heads", YamlReader.smallNumber());
        Optional<Integer> kvHeads = fields.required("kvHeads", YamlReader.smallNumber());
        Optional<Integer> headSize = fields.required("headSize", YamlReader.smallNumber());
        Optional<Boolean> tied = fields.required("tiedEmbeddings", YamlReader.flag());
        Optional<Integer> maxPositions = fields.required("maxPositions", YamlReader.smallNumber());
        Optional<Double> ropeTheta = fields.required("ropeTheta", YamlReader.number());
        Optional<Boolean> bias = fields.required("attentionBias", YamlReader.flag());
        return fields.build(() -> new ModelShape(vocabSize.orElseThrow(), hiddenSize.orElseThrow(),
                intermediateSize.orElseThrow(), layers.orElseThrow(), heads.orElseThrow(), kvHeads.orElseThrow(),
                headSize.orElseThrow(), tied.orElseThrow(), maxPositions.orElseThrow(), ropeTheta.orElseThrow(),
                bias.orElseThrow()));
    }
}
