package org.headlinebench.ui.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Axis;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.text.Problem;

/**
 * Choosing the stacks of an experiment: words are checked on each axis, and every combination of them becomes a run. The
 * order is the one in which combinations came up, so a baseline stays the baseline while others are added.
 */
public final class StackPicker {
    /** The axes that can be varied: all. */
    public static final List<Axis> AXES = List.of(Axis.values());

    /** Nobody reads a table of more runs, and each is a run of minutes. */
    private static final int MOST_COMBINATIONS = 256;

    private final Map<Axis, Set<String>> checked = new EnumMap<>(Axis.class);
    /** What is written in the parentheses behind a word, by axis and word. */
    private final Map<Axis, Map<String, String>> parameters = new EnumMap<>(Axis.class);
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Set<Stack> removed = new HashSet<>();
    /** Stacks that were chosen whole, beside the combinations. */
    private final Set<Stack> added = new LinkedHashSet<>();
    private final ObservableList<Stack> stacks = FXCollections.observableArrayList();
    /** Held, since such a view hears its list by a weak listener only. */
    private final ObservableList<Stack> stacksView = FXCollections.unmodifiableObservableList(stacks);
    private final DeviceKind device;

    /** Begins with the defaults of that kind of device. */
    public StackPicker(DeviceKind device) {
        this.device = device;
        Stack defaults = Stack.defaultsOn(device);
        AXES.forEach(axis -> checked.put(axis, new LinkedHashSet<>(Set.of(axis.of(defaults).word()))));
        update();
    }

    /** What runs, in order; the first is the baseline. */
    public ObservableList<Stack> stacks() {
        return stacksView;
    }

    public boolean isChecked(Axis axis, String word) {
        return checked.get(axis).contains(word);
    }

    /** Checks or clears a word of an axis. */
    public void check(Axis axis, String word, boolean on) {
        if (on) {
            checked.get(axis).add(word);
            removed.removeIf(stack -> axis.of(stack).word().equals(word));
        } else {
            checked.get(axis).remove(word);
        }
        update();
    }

    /** Sets the parameters of a word, as they are written between its parentheses; empty for the defaults. */
    public void parameters(Axis axis, String word, String text) {
        parameters.computeIfAbsent(axis, _ -> new HashMap<>()).put(word, text.strip());
        update();
    }

    /** What is wrong with the parameters; the stacks are then those of before. */
    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    /** Adds one stack beside the combinations. */
    public void add(Stack stack) {
        removed.remove(stack);
        added.add(stack);
        update();
    }

    /** Takes another stack in the place of one. */
    public void replace(Stack old, Stack other) {
        int place = stacks.indexOf(old);
        if (place < 0) {
            return;
        }
        removed.remove(other);
        added.remove(old);
        removed.add(old);
        added.add(other);
        if (!stacks.contains(other)) {
            stacks.set(place, other);
        }
        update();
    }

    /** Leaves one combination out. */
    public void remove(Stack stack) {
        added.remove(stack);
        removed.add(stack);
        update();
    }

    public void makeBaseline(Stack stack) {
        var reordered = new ArrayList<>(stacks);
        if (reordered.remove(stack)) {
            reordered.addFirst(stack);
            stacks.setAll(reordered);
        }
    }

    private void update() {
        List<Stack> combinations;
        try {
            combinations = combinations();
        } catch (UserError invalid) {
            problem.set(Optional.of(Problem.of(invalid)));
            return;
        }
        problem.set(Optional.empty());
        var ordered = new LinkedHashSet<>(stacks);
        var wanted = new LinkedHashSet<>(combinations);
        wanted.addAll(added);
        ordered.retainAll(wanted);
        ordered.addAll(wanted);
        ordered.removeAll(removed);
        stacks.setAll(ordered);
    }

    private String written(Axis axis, String word) {
        String text = parameters.getOrDefault(axis, Map.of()).getOrDefault(word, "");
        return text.isEmpty() ? "" : "(" + text + ")";
    }

    private List<Stack> combinations() {
        long count = AXES.stream().mapToLong(axis -> checked.get(axis).size()).reduce(1, Math::multiplyExact);
        if (count > MOST_COMBINATIONS) {
            throw new UserError(count + " combinations are more than the " + MOST_COMBINATIONS + " of one experiment.",
                    "Clear some words, and vary one or two axes at a time.");
        }
        List<String> texts = List.of("");
        for (Axis axis : AXES) {
            texts = texts.stream()
                    .flatMap(text -> axis.choices()
                            .stream()
                            .filter(checked.get(axis)::contains)
                            .map(word -> text + axis.word() + "=" + word + written(axis, word) + ","))
                    .toList();
        }
        return texts.stream().map(text -> Stack.parse(text, device)).toList();
    }
}
