package org.headlinebench.experiment.reference;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.headlinebench.experiment.NamedStack;

/**
 * A row of a published table.
 *
 * @param stack     its name and what runs
 * @param title     its name in the table
 * @param published the reference's figures; empty where it has none
 * @param flags     what is not like for like about them, in words
 * @param combines  names of the rows whose gains this combined stack is compared with; empty for a single technique
 */
public record ReferenceRow(NamedStack stack, String title, Map<PublishedFigure, Double> published,
        List<String> flags, List<String> combines) {
    public ReferenceRow {
        var copy = new EnumMap<PublishedFigure, Double>(PublishedFigure.class);
        copy.putAll(published);
        published = Collections.unmodifiableMap(copy);
        flags = List.copyOf(flags);
        combines = List.copyOf(combines);
    }

    /** The row's name. */
    public String name() {
        return stack.name();
    }
}
