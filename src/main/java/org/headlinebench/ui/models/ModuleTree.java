package org.headlinebench.ui.models;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.headlinebench.ui.models.ModelInspector.Tensor;

/**
 * A module with what lies below it, or a tensor.
 *
 * @param name    the last part of its name
 * @param tensor  absent for a module
 * @param weights of all tensors below
 * @param bytes   of all tensors below
 */
record ModuleTree(String name, Optional<Tensor> tensor, long weights, long bytes, List<ModuleTree> children) {
    ModuleTree {
        children = List.copyOf(children);
    }

    /** The modules that tensors belong to, by the parts of their names, in the tensors' order. */
    static ModuleTree of(String name, List<Tensor> tensors) {
        return of(name, tensors, 0);
    }

    double bitsPerWeight() {
        return weights == 0 ? 0 : 8.0 * bytes / weights;
    }

    private static ModuleTree of(String name, List<Tensor> tensors, int depth) {
        Map<String, List<Tensor>> parts = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            parts.computeIfAbsent(tensor.name().split("\\.")[depth], _ -> new ArrayList<>()).add(tensor);
        }
        List<ModuleTree> children = parts.entrySet().stream().map(part -> {
            Tensor first = part.getValue().getFirst();
            return part.getValue().size() == 1 && first.name().split("\\.").length == depth + 1
                    ? new ModuleTree(part.getKey(), Optional.of(first), first.weights(), first.bytes(), List.of())
                    : of(part.getKey(), part.getValue(), depth + 1);
        }).toList();
        return new ModuleTree(name, Optional.empty(), children.stream().mapToLong(ModuleTree::weights).sum(),
                children.stream().mapToLong(ModuleTree::bytes).sum(), children);
    }
}
