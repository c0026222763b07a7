package org.headlinebench.weights;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.headlinebench.weights.LinearModule.Part;

/**
 * What one shard holds of a model file, as if it were a model of its own: some layers, counted from 0, and of each matrix
 * its rows or columns (Megatron-LM, Shoeybi et al. 2019). q, k, v, the MLP's inputs, embedding and head are split by
 * rows; what follows them by columns, and biases there belong to the first shard, since the shards' results are added up.
 * Nothing is read for it; closing it leaves the whole file open.
 */
public final class PartialFile implements WeightFile {
    private final WeightFile whole;
    private final ModelConfiguration part;
    private final ModuleNames modules;
    private final int rank;
    private final int firstLayer;
    private final Map<String, Part> linears;
    private final Set<String> names = new LinkedHashSet<>();

    /**
     * @param part       see {@link ModelConfiguration#part}
     * @param rank       which shard of each matrix, from 0
     * @param firstLayer of the whole model
     * @param embeds     whether it holds embeddings
     * @param ends       whether it holds the head and the norm before it
     */
    public PartialFile(WeightFile whole, ModelConfiguration part, int rank, int firstLayer, boolean embeds,
            boolean ends) {
        this.whole = whole;
        this.part = part;
        this.modules = part.family().modules();
        this.rank = rank;
        this.firstLayer = firstLayer;
        this.linears = part.linearModules()
                .stream()
                .collect(Collectors.toMap(LinearModule::name, LinearModule::part));
        ModelTensors.of(part).keySet().stream().filter(name -> isHeld(name, embeds, ends)).forEach(names::add);
    }

    @Override
    public Path path() {
        return whole.path();
    }

    @Override
    public List<Path> files() {
        return whole.files();
    }

    @Override
    public ModelConfiguration configuration() {
        return part;
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public TensorEntry tensor(String name) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("this shard holds no " + name);
        }
        TensorEntry entry = whole.tensor(inWhole(name));
        String module = name.replaceFirst("\\.(weight|bias)$", "");
        if (module.equals(modules.embedding()) || module.equals(modules.head())) {
            return rows(entry, part.vocabularySize());
        }
        if (!linears.containsKey(module)) {
            return entry;
        }
        boolean weight = name.endsWith(".weight");
        return switch (linears.get(module)) {
            case ATTENTION_INPUT -> rows(entry, entry.rows() / shards());
            case MLP_INPUT -> rows(entry, part.intermediateSize());
            case ATTENTION_OUTPUT -> weight ? columns(entry, part.querySize()) : entry;
            case MLP_OUTPUT -> weight ? columns(entry, part.intermediateSize()) : entry;
            case HEAD -> throw new IllegalStateException("handled above");
        };
    }

    @Override
    public void close() {
        // The whole file is its owner's.
    }

    private int shards() {
        return whole.configuration().attentionHeads() / part.attentionHeads();
    }

    private TensorEntry rows(TensorEntry entry, long count) {
        return count == entry.rows() ? entry : entry.rows(rank * count, count);
    }

    private TensorEntry columns(TensorEntry entry, long count) {
        return count == entry.columns() ? entry : entry.columns(rank * count, count);
    }

    private boolean isHeld(String name, boolean embeds, boolean ends) {
        if (!whole.names().contains(inWhole(name))) {
            return false;
        }
        String module = name.replaceFirst("\\.(weight|bias)$", "");
        if (module.equals(modules.embedding())) {
            return embeds || ends && part.tiedEmbedding();
        }
        if (modules.positions().filter(table -> module.equals(modules.root() + table)).isPresent()) {
            return embeds;
        }
        if (module.equals(modules.head()) || module.equals(modules.root() + modules.norm())) {
            return ends;
        }
        Part kind = linears.get(module);
        boolean isAdded = kind == Part.ATTENTION_OUTPUT || kind == Part.MLP_OUTPUT;
        return !(isAdded && name.endsWith(".bias") && rank > 0);
    }

    private String inWhole(String name) {
        String prefix = modules.root() + "layers.";
        if (!name.startsWith(prefix)) {
            return name;
        }
        int end = name.indexOf('.', prefix.length());
        int layer = Integer.parseInt(name.substring(prefix.length(), end));
        return modules.layer(firstLayer + layer) + name.substring(end + 1);
    }
}
