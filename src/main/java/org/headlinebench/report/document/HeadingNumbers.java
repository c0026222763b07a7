package org.headlinebench.report.document;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import org.headlinebench.report.document.Block.Heading;

/** The numbers of a document's headings, such as {@code 4} and {@code 4.2}; a heading of the third level has none. */
public final class HeadingNumbers {
    private final Map<Heading, String> numbers;

    private HeadingNumbers(Map<Heading, String> numbers) {
        this.numbers = Collections.unmodifiableMap(numbers);
    }

    /** Of all headings among the blocks, in their order. */
    public static HeadingNumbers of(List<Block> blocks) {
        var numbers = new IdentityHashMap<Heading, String>();
        int section = 0;
        int part = 0;
        for (Block block : blocks) {
            if (block instanceof Heading heading && heading.level() == 1) {
                section++;
                part = 0;
                numbers.put(heading, String.valueOf(section));
            } else if (block instanceof Heading heading && heading.level() == 2) {
                part++;
                numbers.put(heading, section + "." + part);
            }
        }
        return new HeadingNumbers(numbers);
    }

    /** The number of a heading; empty where it has none. */
    public String of(Heading heading) {
        return numbers.getOrDefault(heading, "");
    }

    /** Number and text in one line. */
    public String title(Heading heading) {
        return (of(heading) + " " + heading.text()).strip();
    }
}
