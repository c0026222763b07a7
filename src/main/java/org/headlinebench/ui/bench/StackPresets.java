package org.headlinebench.ui.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.experiment.reference.ReferenceExperiment;
import org.headlinebench.experiment.reference.ReferenceExperiments;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.text.Messages;

/** Stacks that are chosen by a name. */
public final class StackPresets {
    private static final List<String> OWN = List.of("none", "half", "int8", "int4", "lookup", "small");
    private static final List<String> TEXTS = List.of("cache=none", "precision=bfloat16", "quantize=int8",
            "quantize=int4", "decoding=prompt-lookup", "quantize=int4,cache=sliding");

    private StackPresets() {}

    /** A name and what it stands for. */
    public record Preset(String name, Stack stack) {}

    /** A table whose rows are presets; its title says where they come from. */
    public record Group(String title, List<Preset> presets) {}

    /** Those of the program itself first, then the rows of the published tables that this version can run. */
    public static List<Group> all(DeviceKind device) {
        List<Group> groups = new ArrayList<>();
        List<Preset> own = new ArrayList<>();
        for (int i = 0; i < OWN.size(); i++) {
            own.add(new Preset(Messages.text("preset." + OWN.get(i)), Stack.parse(TEXTS.get(i), device)));
        }
        groups.add(new Group("", own));
        for (ReferenceExperiment table : ReferenceExperiments.load().all()) {
            List<Preset> rows = table.rows()
                    .stream()
                    .flatMap(row -> read(row.stack().text(), device).map(stack -> new Preset(row.title(), stack))
                            .stream())
                    .toList();
            if (!rows.isEmpty()) {
                groups.add(new Group(table.title(), rows));
            }
        }
        return groups;
    }

    private static Optional<Stack> read(String text, DeviceKind device) {
        try {
            return Optional.of(Stack.parse(text, device));
        } catch (UserError ofAnotherVersion) {
            return Optional.empty();
        }
    }
}
