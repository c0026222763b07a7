package org.headlinebench.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Datasets made up for tests. */
public final class NewsRows {
    private NewsRows() {}

    /** A row whose texts name its number. */
    public static NewsRow row(int rowNumber) {
        return row(rowNumber, "Summary of story " + rowNumber);
    }

    /** A row with a given description. */
    public static NewsRow row(int rowNumber, String description) {
        return new NewsRow(rowNumber, "Headline " + rowNumber, description, "SCIENCE", "", Optional.empty(), "");
    }

    /** A dataset of {@code totalRows} rows, some of them empty or malformed. */
    public static Dataset dataset(int totalRows, Set<Integer> noHeadline, Set<Integer> noDescription,
            Set<Integer> malformed) {
        List<NewsRow> rows = new ArrayList<>();
        for (int number = 1; number <= totalRows; number++) {
            if (!noHeadline.contains(number) && !noDescription.contains(number) && !malformed.contains(number)) {
                rows.add(row(number));
            }
        }
        List<MalformedRow> listed = malformed.stream()
                .sorted()
                .map(number -> new MalformedRow(number, number, "not valid JSON"))
                .toList();
        var report = new ScanReport(totalRows, malformed.size(), listed, noHeadline.stream().sorted().toList(),
                noDescription.stream().sorted().toList(), 0);
        return new Dataset("made-up", Optional.empty(), "0".repeat(64), rows, report);
    }

    /** A dataset in which every row is usable. */
    public static Dataset complete(int totalRows) {
        return dataset(totalRows, Set.of(), Set.of(), Set.of());
    }
}
