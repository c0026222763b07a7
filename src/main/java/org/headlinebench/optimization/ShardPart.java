package org.headlinebench.optimization;

import java.util.ArrayList;
import java.util.List;

import org.headlinebench.weights.ModelConfiguration;

/**
 * What one device of a topology holds of a model.
 *
 * @param stage      which part of the layers, from 0
 * @param rank       which part of each of their matrices, from 0
 * @param shards     parts of each matrix
 * @param firstLayer the model's layer with which the stage begins
 * @param part       the shape of what it holds
 * @param embeds     whether tokens enter here: the first stage
 * @param ends       whether logits come out here: the last stage
 */
public record ShardPart(int stage, int rank, int shards, int firstLayer, ModelConfiguration part, boolean embeds,
        boolean ends) {

    /** The parts of a model that the topology fits, stage by stage; earlier stages get the layers that are over. */
    public static List<ShardPart> of(Topology topology, ModelConfiguration model) {
        int stages = topology.stages();
        int shards = topology.shards();
        var parts = new ArrayList<ShardPart>();
        int first = 0;
        for (int stage = 0; stage < stages; stage++) {
            int layers = model.layers() / stages + (stage < model.layers() % stages ? 1 : 0);
            ModelConfiguration part = stages * shards == 1 ? model : model.part(shards, layers);
            for (int rank = 0; rank < shards; rank++) {
                parts.add(new ShardPart(stage, rank, shards, first, part, stage == 0, stage == stages - 1));
            }
            first += layers;
        }
        return List.copyOf(parts);
    }

    /** The first token of the vocabulary that it holds. */
    public int firstToken() {
        return rank * part.vocabularySize();
    }

    /** Whether the residual stream, and biases of what is split by rows, enter sums here. */
    public boolean adds() {
        return rank == 0;
    }

    /** Which layers, counted from 0, for example {@code layers 0-3}. */
    public String layersText() {
        return part.layers() == 1
                ? "layer " + firstLayer
                : "layers " + firstLayer + "-" + (firstLayer + part.layers() - 1);
    }
}
