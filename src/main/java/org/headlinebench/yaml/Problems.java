package org.headlinebench.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.yaml.snakeyaml.nodes.Node;

import org.headlinebench.failure.UserError;

/** Collects what is wrong with one file, so that all of it can be mended in one go. */
public final class Problems {
    private final String file;
    private final List<YamlProblem> found = new ArrayList<>();

    /** @param file as it is named in messages */
    public Problems(String file) {
        this.file = file;
    }

    /** Reports a problem of a line, from 1. */
    public void add(int line, String message) {
        found.add(new YamlProblem(file, line, message));
    }

    /** Reports a problem of a node. */
    public void add(Node node, String message) {
        add(lineOf(node), message);
    }

    /** How many there are so far. */
    public int count() {
        return found.size();
    }

    /** All of them by line. */
    public List<YamlProblem> inOrder() {
        return found.stream().sorted(Comparator.comparingInt(YamlProblem::line)).toList();
    }

    /** Builds a value; what its constructor objects to becomes a problem of this node. */
    public <T> Optional<T> guard(Node node, Supplier<T> construct) {
        try {
            return Optional.of(construct.get());
        } catch (IllegalArgumentException | ArithmeticException e) {
            add(node, String.valueOf(e.getMessage()));
            return Optional.empty();
        } catch (UserError e) {
            add(node, e.getMessage() + " " + e.remedy());
            return Optional.empty();
        }
    }

    /** The line at which a node begins, from 1. */
    public static int lineOf(Node node) {
        return node.getStartMark() == null ? 1 : node.getStartMark().getLine() + 1;
    }
}
