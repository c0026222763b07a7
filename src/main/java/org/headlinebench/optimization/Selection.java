package org.headlinebench.optimization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.UserError;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.ModelConfiguration;

/**
 * Linear modules of a model, by layer and by name. Several of either are joined by {@code +}.
 *
 * @param layers  {@code all}, or layers and ranges counted from 0: {@code 0-3+7}
 * @param modules {@code all}, {@code mlp}, {@code attention}, or Hugging Face's module names or their ends, in which
 *                {@code *} stands for anything: {@code gate_proj+up_proj}, {@code self_attn.*},
 *                {@code model.layers.0.mlp.down_proj}
 */
public record Selection(String layers, String modules) {
    private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:-(\\d{1,4}))?");
    private static final Pattern NAME = Pattern.compile("[\\w.*]+");

    /** Every linear module of every layer; after the patterns, which its constructor needs. */
    public static final Selection ALL = new Selection("all", "all");

    /** @throws UserError if either is not written as described */
    public Selection {
        if (!layers.equals("all")) {
            for (String part : layers.split("\\+", -1)) {
                Matcher range = RANGE.matcher(part);
                if (!range.matches()
                        || range.group(2) != null
                                && Integer.parseInt(range.group(2)) < Integer.parseInt(range.group(1))) {
                    throw new UserError("'" + layers + "' names no layers.",
                            "Write layers=all, a layer, a range, or several: layers=0-3+7.");
                }
            }
        }
        for (String part : modules.split("\\+", -1)) {
            if (!NAME.matcher(part).matches()) {
                throw new UserError("'" + modules + "' names no modules.",
                        "Write modules=all, mlp, attention or names: modules=gate_proj+up_proj.");
            }
        }
    }

    static Selection of(Choice named) {
        return new Selection(named.text("layers").orElse("all"), named.text("modules").orElse("all"));
    }

    Choice write(Choice choice) {
        return choice.with("layers", layers).with("modules", modules);
    }

    String shortText() {
        return (layers.equals("all") ? "" : " in layers " + layers) + (modules.equals("all") ? "" : " of " + modules);
    }

    /**
     * The selected modules in the order of computation.
     *
     * @throws UserError if a layer or a name is not the model's
     */
    public List<LinearModule> of(ModelConfiguration model) {
        List<LinearModule> all = model.linearModules();
        List<Predicate<LinearModule>> names = new ArrayList<>();
        for (String part : modules.split("\\+")) {
            Predicate<LinearModule> name = name(part);
            if (all.stream().noneMatch(name)) {
                throw new UserError("The model has no linear module '" + part + "'.",
                        Nearest.hint(part, new TreeSet<>(all.stream().map(Selection::lastWord).toList()).stream()
                                .toList()));
            }
            names.add(name);
        }
        requireLayers(model);
        List<LinearModule> selected = all.stream()
                .filter(module -> isLayer(module.layer()) && names.stream().anyMatch(name -> name.test(module)))
                .toList();
        if (selected.isEmpty()) {
            throw new UserError("layers=" + layers + " and modules=" + modules + " have no module in common.",
                    "Name modules of the layers that are selected.");
        }
        return selected;
    }

    private boolean isLayer(int layer) {
        return layers.equals("all") || Arrays.stream(layers.split("\\+"))
                .map(Selection::range)
                .anyMatch(
                        range -> layer >= range[0] && layer <= range[1]);
    }

    private void requireLayers(ModelConfiguration model) {
        if (layers.equals("all")) {
            return;
        }
        for (String part : layers.split("\\+")) {
            if (range(part)[1] >= model.layers()) {
                throw new UserError("The model has no layer " + range(part)[1] + ".",
                        "Its " + model.layers() + " layers are counted from 0 to " + (model.layers() - 1) + ".");
            }
        }
    }

    private static int[] range(String part) {
        Matcher range = RANGE.matcher(part);
        range.matches();
        int from = Integer.parseInt(range.group(1));
        return new int[]{from, range.group(2) == null ? from : Integer.parseInt(range.group(2))};
    }

    private static Predicate<LinearModule> name(String part) {
        return switch (part) {
            case "all" -> _ -> true;
            case "mlp" -> LinearModule::isMlp;
            case "attention" -> LinearModule::isAttention;
            default -> {
                String[] literal = part.split("\\*", -1);
                Pattern pattern = Pattern.compile("(?:.*\\.)?"
                        + String.join(".*", Arrays.stream(literal).map(Pattern::quote).toList()));
                yield module -> pattern.matcher(module.name()).matches();
            }
        };
    }

    private static String lastWord(LinearModule module) {
        return module.name().substring(module.name().lastIndexOf('.') + 1);
    }
}
