package org.headlinebench.optimization;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Cache.Dynamic;
import org.headlinebench.optimization.Cache.Hybrid;
import org.headlinebench.optimization.Cache.Keys;
import org.headlinebench.optimization.Cache.None;
import org.headlinebench.optimization.Cache.Offloaded;
import org.headlinebench.optimization.Cache.Paged;
import org.headlinebench.optimization.Cache.Rounded;
import org.headlinebench.optimization.Cache.Sliding;
import org.headlinebench.optimization.Cache.Static;

/** How a cache is written: a layout's word and its parameters, then bits and place. */
final class CacheText {
    private static final List<String> ROUNDING = List.of("bits", "group", "residual", "axis", "preset");
    private static final List<String> BITS = List.of("16", "8", "4", "2", "int8", "int4", "int2");

    private CacheText() {}

    static Cache read(Choice choice) {
        return switch (choice.word()) {
            case "none" -> {
                choice.accept();
                yield new None();
            }
            case "hybrid" -> {
                Choice named = choice.accept("place");
                yield placed(named, new Hybrid());
            }
            case "dynamic" -> held(accepted(choice), new Dynamic());
            case "static" -> {
                Choice named = accepted(choice, "max");
                yield held(named, new Static(named.integer("max", 1, 1 << 20)));
            }
            case "sliding" -> {
                Choice named = accepted(choice, "window", "sinks");
                yield held(named, new Sliding(named.integer("window", 1, 1 << 20).orElse(256),
                        named.integer("sinks", 0, 1 << 20).orElse(4)));
            }
            case "paged" -> {
                Choice named = accepted(choice, "block");
                yield held(named, new Paged(named.integer("block", 1, 4096).orElse(16)));
            }
            // The words of runs that were stored before bits and place became parameters of every layout.
            case "quantized" -> rounded(choice.accept("bits", "group", "residual", "keys", "preset"), new Dynamic(),
                    "keys");
            case "offloaded" -> {
                choice.accept();
                yield new Offloaded(new Dynamic());
            }
            default -> throw new IllegalArgumentException(choice.word());
        };
    }

    static Choice write(Cache cache) {
        return switch (cache) {
            case None _ -> Choice.of("none");
            case Dynamic _ -> Choice.of("dynamic");
            case Static(var max) when max.isPresent() -> Choice.of("static").with("max", max.getAsInt());
            case Static _ -> Choice.of("static");
            case Sliding(int window, int sinks) -> Choice.of("sliding").with("window", window).with("sinks", sinks);
            case Hybrid _ -> Choice.of("hybrid");
            case Paged(int block) -> Choice.of("paged").with("block", block);
            case Rounded(Cache layout, int bits, int group, int residual, Keys keys) -> write(layout)
                    .with("bits", bits)
                    .with("group", group)
                    .with("residual", residual)
                    .with("axis", keys.word());
            case Offloaded(Cache held) -> write(held).with("place", "offloaded");
        };
    }

    static String writeShort(Cache cache) {
        return switch (cache) {
            case None _ -> "no cache";
            case Sliding(int window, int sinks) -> "cache of the first " + sinks + " and last " + window;
            case Rounded(Cache layout, int bits, _, int residual, Keys keys) -> "int" + bits + " "
                    + (layout instanceof Dynamic ? "cache" : writeShort(layout)) + " by " + keys.word()
                    + (residual > 0 ? " behind " + residual : "");
            case Offloaded(Cache held) -> writeShort(held) + " on the host";
            case Dynamic _,Static _,Hybrid _,Paged _ -> cache.choice().text() + " cache";
        };
    }

    private static Choice accepted(Choice choice, String... own) {
        return choice.accept(Stream.of(Stream.of(own), ROUNDING.stream(), Stream.of("place"))
                .flatMap(names -> names)
                .toArray(String[]::new));
    }

    private static Cache held(Choice named, Cache layout) {
        Optional<String> bits = named.word("bits", BITS);
        Optional<String> other = ROUNDING.stream()
                .filter(name -> !name.equals("bits") && named.text(name).isPresent())
                .findFirst();
        if (bits.isPresent() ? bits.get().equals("16") : other.isEmpty()) {
            other.ifPresent(name -> {
                throw new UserError("With bits=16 nothing is rounded, and " + name + " has no effect.",
                        "Give bits=8, 4 or 2, or leave " + name + " out.");
            });
            return placed(named, layout);
        }
        return placed(named, rounded(named, layout, "axis"));
    }

    private static Cache placed(Choice named, Cache cache) {
        boolean offloaded = named.word("place", List.of("device", "offloaded")).map("offloaded"::equals).orElse(false);
        return offloaded ? new Offloaded(cache) : cache;
    }

    /**
     * The presets' values hold where no others are given: HF's defaults, and those of KIVI's paper. Blocks that sequences
     * share hold no tokens as they are.
     */
    private static Rounded rounded(Choice named, Cache layout, String axis) {
        boolean kivi = named.word("preset", List.of("hf", "kivi")).map("kivi"::equals).orElse(false);
        return new Rounded(layout,
                named.word("bits", BITS.subList(1, BITS.size()))
                        .map(word -> Integer.parseInt(word.replace("int", "")))
                        .orElse(kivi ? 2 : 4),
                named.integer("group", 2, 256).orElse(kivi ? 32 : 64),
                named.integer("residual", 0, 1 << 20).orElse(layout instanceof Paged ? 0 : 128),
                named.word(axis, List.of("token", "channel"))
                        .map(word -> word.equals("token") ? Keys.TOKEN : Keys.CHANNEL)
                        .orElse(kivi ? Keys.CHANNEL : Keys.TOKEN));
    }
}
