package org.headlinebench.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.ModelFacts;
import org.headlinebench.engine.StreamedLayers;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Placement;
import org.headlinebench.optimization.Stack;

/**
 * The models of a run.
 *
 * @param target what writes
 * @param draft  what proposes; there exactly if the run decodes speculatively
 */
record LoadedModels(LanguageModel target, Optional<LanguageModel> draft) implements AutoCloseable {
    /** One line per fact that proves the stack took effect. */
    List<String> facts(Stack stack) {
        var lines = new ArrayList<>(target.facts().lines());
        if (stack.placement() instanceof Placement.Offload) {
            lines.add(target.streamed()
                    .map(StreamedLayers::line)
                    .orElse("placement 0 of " + target.configuration().layers() + " layers on host: all fit"));
        }
        target.replays().ifPresent(replays -> lines.add(replays.line()));
        target.parallel().ifPresent(use -> lines.addAll(use.facts()));
        lines.add("decoding " + words(stack.decoding()));
        draft.ifPresent(model -> model.facts().lines().forEach(line -> lines.add("draft " + line)));
        return lines;
    }

    double loadMillis() {
        return target.facts().loadMillis() + draftFacts().map(ModelFacts::loadMillis).orElse(0.0);
    }

    Optional<ModelFacts> draftFacts() {
        return draft.map(LanguageModel::facts);
    }

    @Override
    public void close() {
        draft.ifPresent(LanguageModel::close);
        target.close();
    }

    private static String words(Decoding decoding) {
        return switch (decoding) {
            case Decoding.Greedy _ -> "greedy";
            case Decoding.Sample(double temperature, int topK, double topP, long seed) -> "sampled, temperature "
                    + temperature + ", top-k " + topK + ", top-p " + topP + ", seed " + seed;
            case Decoding.PromptLookup(int ngram, int tokens, Decoding.Plain rule) -> "prompt lookup of up to " + ngram
                    + " tokens, up to " + tokens + " proposed, target " + words(rule);
            case Decoding.Speculative(_, _, int tokens, boolean adaptive, Decoding.Plain rule, _, _) -> "speculative, "
                    + tokens + " proposed" + (adaptive ? " at first, then by acceptance" : "") + ", target "
                    + words(rule);
        };
    }
}
