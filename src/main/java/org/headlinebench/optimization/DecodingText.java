package org.headlinebench.optimization;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Decoding.Greedy;
import org.headlinebench.optimization.Decoding.Plain;
import org.headlinebench.optimization.Decoding.PromptLookup;
import org.headlinebench.optimization.Decoding.Sample;
import org.headlinebench.optimization.Decoding.Speculative;

/** How decoding is written: the words of the axis and their parameters. */
final class DecodingText {
    private static final List<String> SAMPLING = List.of("temperature", "topK", "topP", "seed");
    private static final double LEAST_TEMPERATURE = 0.01;

    private DecodingText() {}

    static Decoding read(Choice choice) {
        return switch (choice.word()) {
            case "greedy" -> {
                choice.accept();
                yield new Greedy();
            }
            case "sample" -> {
                Choice named = choice.accept(SAMPLING.toArray(String[]::new));
                yield sample(named, named.number("temperature", LEAST_TEMPERATURE, 100).orElse(1.0));
            }
            case "speculative" -> {
                Choice named = choice
                        .accept(withSampling("draft", "tokens", "adaptive", "draftPrecision", "draftQuantize",
                                "draftPlacement"));
                yield new Speculative(draft(named),
                        named.word("draftPrecision", Precision.words()).map(Precision::named),
                        named.integer("tokens", 1, Decoding.MOST_TOKENS).orElse(4),
                        named.flag("adaptive").orElse(false), rule(named),
                        named.text("draftQuantize")
                                .map(text -> quantize(StackGrammar.choice(Axis.QUANTIZE, text)))
                                .orElse(new Quantize.None()),
                        named.text("draftPlacement")
                                .map(text -> Placement.of(StackGrammar.choice(Axis.PLACEMENT, text)))
                                .orElse(new Placement.Device()));
            }
            case "prompt-lookup" -> {
                Choice named = choice.accept(withSampling("ngram", "tokens"));
                yield new PromptLookup(named.integer("ngram", 1, Decoding.MOST_NGRAM).orElse(3),
                        named.integer("tokens", 1, Decoding.MOST_TOKENS).orElse(8), rule(named));
            }
            default -> throw new IllegalArgumentException(choice.word());
        };
    }

    static Choice write(Decoding decoding) {
        return switch (decoding) {
            case Greedy _ -> Choice.of("greedy");
            case Sample sample -> write(Choice.of("sample"), sample);
            case Speculative speculative -> {
                Choice choice = Choice.of("speculative");
                choice = speculative.draft().isPresent() ? choice.with("draft", speculative.draft().get()) : choice;
                choice = choice.with("tokens", speculative.tokens()).with("adaptive", speculative.adaptive());
                choice = speculative.draftPrecision().isPresent()
                        ? choice.with("draftPrecision", speculative.draftPrecision().get().word())
                        : choice;
                choice = speculative.draftQuantize() instanceof Quantize.None
                        ? choice
                        : choice.with("draftQuantize", speculative.draftQuantize().choice().text());
                choice = speculative.draftPlacement() instanceof Placement.Device
                        ? choice
                        : choice.with("draftPlacement", speculative.draftPlacement().choice().text());
                yield write(choice, speculative.rule());
            }
            case PromptLookup(int ngram, int tokens, Plain rule) ->
                write(Choice.of("prompt-lookup").with("ngram", ngram).with("tokens", tokens), rule);
        };
    }

    static String writeShort(Decoding decoding) {
        return switch (decoding) {
            case Plain plain -> plain.choice().text();
            case PromptLookup(int ngram, int tokens, Plain rule) ->
                "prompt-lookup(" + ngram + "," + tokens + ")" + sampled(rule);
            case Speculative speculative -> {
                var words = new ArrayList<String>();
                speculative.draft().ifPresent(draft -> words.add(draft.substring(draft.lastIndexOf('/') + 1)));
                words.add(String.valueOf(speculative.tokens()));
                if (speculative.adaptive()) {
                    words.add("adaptive");
                }
                speculative.draftPrecision().ifPresent(precision -> words.add(precision.word()));
                if (!(speculative.draftQuantize() instanceof Quantize.None)) {
                    words.add(speculative.draftQuantize().shortText());
                }
                if (!(speculative.draftPlacement() instanceof Placement.Device)) {
                    words.add(speculative.draftPlacement().shortText());
                }
                yield "speculative(" + String.join(",", words) + ")" + sampled(speculative.rule());
            }
        };
    }

    private static String sampled(Plain rule) {
        return rule instanceof Sample sample ? ", " + write(sample).text() : "";
    }

    private static Choice write(Choice choice, Plain rule) {
        return switch (rule) {
            case Greedy _ -> choice;
            case Sample(double temperature, int topK, double topP, long seed) -> choice
                    .with("temperature", temperature)
                    .with("topK", topK)
                    .with("topP", topP)
                    .with("seed", seed);
        };
    }

    private static Quantize quantize(Choice choice) {
        Quantize quantize = Quantize.of(choice);
        if (quantize.isCalibrated()) {
            throw new UserError("A draft is not calibrated: " + quantize.choice().word() + " would need text for it.",
                    "Write draftQuantize=" + quantize.packed().choice().text() + ".");
        }
        return quantize;
    }

    private static Optional<String> draft(Choice named) {
        Optional<String> draft = named.text("draft");
        if (draft.isPresent() && !Decoding.isWritable(draft.get())) {
            throw new UserError("A draft cannot be called '" + draft.get() + "' in the text of a stack.",
                    "Give a model's id, or a path without parentheses and commas.");
        }
        return draft;
    }

    /** Greedy where the temperature is absent or 0; what would then have no effect is refused, not ignored. */
    private static Plain rule(Choice named) {
        OptionalDouble temperature = named.number("temperature", 0, 100);
        if (temperature.orElse(0) >= LEAST_TEMPERATURE) {
            return sample(named, temperature.getAsDouble());
        }
        if (temperature.orElse(0) > 0) {
            throw new UserError("A temperature of " + temperature.getAsDouble() + " is too low to divide by.",
                    "Give at least " + LEAST_TEMPERATURE + ", or 0 to choose the most probable token.");
        }
        for (String name : List.of("topK", "topP", "seed")) {
            if (named.text(name).isPresent()) {
                throw new UserError(
                        "Without a temperature '" + named.word() + "' is greedy, and " + name + " has no effect.",
                        "Add temperature=1, or leave " + name + " out.");
            }
        }
        return new Greedy();
    }

    private static Sample sample(Choice named, double temperature) {
        return new Sample(temperature, named.integer("topK", 0, 1_000_000).orElse(0),
                named.number("topP", 0.001, 1).orElse(1.0), named.longInteger("seed", 0, Long.MAX_VALUE).orElse(0));
    }

    private static String[] withSampling(String... names) {
        return Stream.concat(Stream.of(names), SAMPLING.stream()).toArray(String[]::new);
    }
}
