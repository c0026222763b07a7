package org.headlinebench.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RowSelectionProperties {
    private static final int ROWS = 200;

    @Property
    void theCanonicalTextReadsBackToAnEqualSelection(@ForAll("selections") RowSelection selection) {
        assertThat(RowSelection.parse(selection.text())).isEqualTo(selection);
    }

    @Property
    void rangesTakeExactlyTheUsableRowsTheyName(@ForAll("ranges") List<RowSelection.Range> ranges,
            @ForAll @Size(max = 40) Set<@IntRange(min = 1, max = ROWS) Integer> noHeadline,
            @ForAll @Size(max = 40) Set<@IntRange(min = 1, max = ROWS) Integer> noDescription) {
        var expected = new TreeSet<Integer>();
        for (RowSelection.Range range : ranges) {
            for (int row = range.first(); row <= range.last(); row++) {
                expected.add(row);
            }
        }
        int requested = expected.size();
        expected.removeAll(noHeadline);
        expected.removeAll(noDescription);
        if (expected.isEmpty()) {
            return;
        }

        SelectedRows selected = new RowSelection.Ranges(ranges)
                .select(NewsRows.dataset(ROWS, noHeadline, noDescription, Set.of()));

        assertThat(selected.rowNumbers()).containsExactlyElementsOf(expected);
        assertThat(selected.requestedRows()).isEqualTo(requested);
        assertThat(selected.leftOutMalformed()).isZero();
    }

    @Property
    void aSampleHasTheAskedNumberOfUsableRowsAndLiesInEveryLargerOneOfItsSeed(
            @ForAll @IntRange(min = 1, max = 100) int size, @ForAll @IntRange(min = 0, max = 60) int more,
            @ForAll long seed, @ForAll @Size(max = 40) Set<@IntRange(min = 1, max = ROWS) Integer> noDescription) {
        Dataset dataset = NewsRows.dataset(ROWS, Set.of(), noDescription, Set.of());

        List<Integer> small = new RowSelection.Sample(size, seed).select(dataset).rowNumbers();
        List<Integer> large = new RowSelection.Sample(size + more, seed).select(dataset).rowNumbers();

        assertThat(small).hasSize(size)
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(row -> !noDescription.contains(row));
        assertThat(new HashSet<>(large)).containsAll(small);
    }

    @Property(tries = 20)
    void aSampleIsSpreadOverTheWholeFile(@ForAll long seed) {
        SelectedRows selected = new RowSelection.Sample(100, seed).select(NewsRows.complete(ROWS));

        // Mean of 100 of 200 rows drawn without replacement: 100.5, standard deviation 4.1; six of them either way.
        assertThat(selected.rowNumbers().stream().mapToInt(row -> row).average().orElseThrow()).isBetween(76.0, 125.0);
    }

    @Property
    void anyTextIsEitherASelectionOrRefusedAsAUserError(@ForAll("nearlySelections") String text) {
        assertThatCode(() -> {
            try {
                RowSelection.parse(text);
            } catch (DatasetError refused) {
                assertThat(refused.remedy()).isNotBlank();
            }
        }).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<List<RowSelection.Range>> ranges() {
        return range().list().ofMinSize(1).ofMaxSize(8);
    }

    @Provide
    Arbitrary<RowSelection> selections() {
        return Arbitraries.oneOf(Arbitraries.just(new RowSelection.All()),
                ranges().map(RowSelection.Ranges::new),
                Combinators
                        .combine(Arbitraries.integers().greaterOrEqual(1).lessOrEqual(999_999_999), Arbitraries.longs())
                        .as(RowSelection.Sample::new));
    }

    @Provide
    Arbitrary<String> nearlySelections() {
        return Arbitraries.strings().withChars("0123456789-,() =.seedamplthu–").ofMaxLength(30);
    }

    private static Arbitrary<RowSelection.Range> range() {
        return Combinators.combine(Arbitraries.integers().between(1, ROWS), Arbitraries.integers().between(0, 40))
                .as((first, more) -> new RowSelection.Range(first, Math.min(ROWS, first + more)));
    }
}
