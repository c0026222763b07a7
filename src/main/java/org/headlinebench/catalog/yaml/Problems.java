package org.headlinebench.catalog.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with one file, so that all of it can be mended in one go. */
final class Problems {
    private final String file;
    private final List<CatalogProblem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(int line, String message) {
        found.add(new CatalogProblem(file, line, message));
    }

    void add(Node node, String message) {
        add(lineOf(node), message);
    }

    int count() {
        return found.size();
    }

    List<CatalogProblem> inOrder() {
        return found.stream().sorted(Comparator.comparingInt(CatalogProblem::line)).toList();
    }

    /** Builds a value; what its constructor objects to becomes a problem of this node. */
    <T> Optional<T> guard(Node node, Supplier<T> construct) {
        try {
            return Optional.of(construct.get());
        } catch (IllegalArgumentException | ArithmeticException e) {
            add(node, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    static int lineOf(Node node) {
        return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
    }
}
