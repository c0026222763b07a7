package org.headlinebench.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which rows of a dataset a run takes.
 *
 * <p>Written {@code all}, {@code 1-50}, {@code 1-10,20,30-35}, or {@code sample(100, seed=7)}. {@link #text()} is the one
 * canonical form of each selection, so equal selections have equal texts.
 */
public sealed interface RowSelection {
    /** The canonical text; {@link #parse} reads it back to an equal selection. */
    String text();

    /**
     * The rows this selection means in a dataset. Malformed and empty rows are left out and counted, never replaced.
     *
     * @throws DatasetError when it names rows the file does not have, or when nothing usable is left
     */
    SelectedRows select(Dataset dataset);

    /**
     * Reads a selection as a user writes it.
     *
     * @throws DatasetError saying what is wrong and what was probably meant
     */
    static RowSelection parse(String text) {
        return RowSelectionText.parse(text);
    }

    /** Rows {@code first..last}, both included. */
    static RowSelection range(int first, int last) {
        return new Ranges(List.of(new Range(first, last)));
    }

    /** Every row of the file. */
    record All() implements RowSelection {
        @Override
        public String text() {
            return "all";
        }

        @Override
        public SelectedRows select(Dataset dataset) {
            ScanReport report = dataset.report();
            requireUsable(!dataset.rows().isEmpty(), this, dataset);
            return new SelectedRows(this, dataset.rows(), report.totalRows(), report.malformedRows(),
                    report.emptyHeadlineCount(), report.emptyDescriptionCount());
        }
    }

    /**
     * Rows {@code first..last} by their numbers in the file.
     *
     * @param first 1-based
     * @param last included, at least {@code first}
     */
    record Range(int first, int last) {
        public Range {
            if (first < 1 || last < first || last == Integer.MAX_VALUE) {
                throw new IllegalArgumentException("not a range of rows: " + first + "-" + last);
            }
        }

        int size() {
            return last - first + 1;
        }

        String text() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    /** Ranges of row numbers; kept ascending, with overlapping and touching ones merged, so no row is taken twice. */
    record Ranges(List<Range> ranges) implements RowSelection {
        public Ranges {
            if (ranges.isEmpty()) {
                throw new IllegalArgumentException("no range");
            }
            ranges = merged(ranges);
        }

        @Override
        public String text() {
            return ranges.stream().map(Range::text).collect(Collectors.joining(","));
        }

        @Override
        public SelectedRows select(Dataset dataset) {
            ScanReport report = dataset.report();
            requireExisting(ranges.getLast(), dataset);
            var rows = new ArrayList<NewsRow>();
            int requested = 0;
            int emptyHeadline = 0;
            int emptyDescription = 0;
            int emptyBoth = 0;
            for (Range range : ranges) {
                rows.addAll(dataset.rowsBetween(range.first(), range.last()));
                requested += range.size();
                emptyHeadline += ScanReport.countBetween(report.emptyHeadlineRows(), range.first(), range.last());
                emptyDescription += ScanReport.countBetween(report.emptyDescriptionRows(), range.first(), range.last());
                emptyBoth += ScanReport.countBetween(report.emptyInBothRows(), range.first(), range.last());
            }
            requireUsable(!rows.isEmpty(), this, dataset);
            int malformed = requested - rows.size() - (emptyHeadline + emptyDescription - emptyBoth);
            return new SelectedRows(this, rows, requested, malformed, emptyHeadline, emptyDescription);
        }

        private static List<Range> merged(List<Range> ranges) {
            var merged = new ArrayList<Range>();
            for (Range next : ranges.stream().sorted(Comparator.comparingInt(Range::first)).toList()) {
                if (!merged.isEmpty() && next.first() <= merged.getLast().last() + 1) {
                    Range before = merged.removeLast();
                    merged.add(new Range(before.first(), Math.max(before.last(), next.last())));
                } else {
                    merged.add(next);
                }
            }
            return List.copyOf(merged);
        }

        private static void requireExisting(Range last, Dataset dataset) {
            int total = dataset.report().totalRows();
            if (last.last() > total) {
                String missing = new Range(Math.max(last.first(), total + 1), last.last()).text();
                String suggestion = last.first() > total ? "1-" + total : new Range(last.first(), total).text();
                throw new DatasetError(
                        "Row %s does not exist: %s has %d rows.".formatted(missing, dataset.name(), total),
                        "Choose rows between 1 and %d, for example %s.".formatted(total, suggestion));
            }
        }
    }

    /**
     * {@code rows} rows drawn without replacement from the dataset's usable rows. Every row has a rank that depends only
     * on the seed and its number, and the lowest ranks are taken: the same everywhere and always, and a larger sample of
     * the same seed contains the smaller one.
     *
     * @param rows how many, at least 1
     * @param seed which sample
     */
    record Sample(int rows, long seed) implements RowSelection {
        public Sample {
            if (rows < 1) {
                throw new IllegalArgumentException("a sample needs at least 1 row, not " + rows);
            }
        }

        @Override
        public String text() {
            return "sample(%d, seed=%d)".formatted(rows, seed);
        }

        @Override
        public SelectedRows select(Dataset dataset) {
            int usable = dataset.rows().size();
            requireUsable(usable > 0, this, dataset);
            if (rows > usable) {
                throw new DatasetError("A sample of %d rows cannot be drawn: %s has %d usable rows."
                        .formatted(rows, dataset.name(), usable),
                        "Ask for at most that many: %s, or all.".formatted(new Sample(usable, seed).text()));
            }
            long key = mix(seed);
            List<NewsRow> drawn = dataset.rows()
                    .stream()
                    .map(row -> new Ranked(mix(key + row.rowNumber() * GOLDEN_GAMMA), row))
                    .sorted(Comparator.comparingLong(Ranked::rank))
                    .limit(rows)
                    .map(Ranked::row)
                    .sorted(Comparator.comparingInt(NewsRow::rowNumber))
                    .toList();
            return new SelectedRows(this, drawn, rows, 0, 0, 0);
        }

        private record Ranked(long rank, NewsRow row) {}

        private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

        /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): a bijection, so no two rows share a rank. */
        private static long mix(long value) {
            long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            return mixed ^ (mixed >>> 31);
        }
    }

    private static void requireUsable(boolean usable, RowSelection selection, Dataset dataset) {
        if (!usable) {
            throw new DatasetError("None of the rows %s of %s can be used: each is malformed or lacks its headline or"
                    .formatted(selection.text(), dataset.name()) + " description.",
                    "Choose other rows. The file has " + dataset.report().summary() + ".");
        }
    }
}
