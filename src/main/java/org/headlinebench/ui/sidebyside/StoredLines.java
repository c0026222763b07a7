package org.headlinebench.ui.sidebyside;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.experiment.StoredSamples;

/** Articles with what each run wrote for them, read from the run store a page at a time while one walks through them. */
final class StoredLines implements Iterable<ArticleFile.Line> {
    private static final int PAGE = 200;
    private static final int NONE = 0;

    private final StoredSamples samples;
    private final List<Optional<RunId>> runs;
    private final List<Place> places;

    /** Where the samples of an article are: a position per run, 0 for none. */
    private record Place(NewsRow article, int[] positions) {}

    /** Remembers which samples there are now; on the window's thread. */
    StoredLines(StoredSamples samples, List<RunModel> runs, List<ArticleRow> rows) {
        this.samples = samples;
        this.runs = runs.stream().map(run -> run.run().get().map(stored -> stored.id())).toList();
        this.places = rows.stream()
                .map(row -> new Place(row.article(), runs.stream()
                        .mapToInt(run -> row.place(run.ordinal())
                                .stream()
                                .map(run.numbers()::position)
                                .findFirst()
                                .orElse(NONE))
                        .toArray()))
                .toList();
    }

    int count() {
        return places.size();
    }

    /** The same, told before each page which share of the articles has been read. */
    Iterable<ArticleFile.Line> telling(DoubleConsumer done) {
        return () -> IntStream.iterate(0, from -> from < places.size(), from -> from + PAGE)
                .peek(from -> done.accept((double) from / places.size()))
                .mapToObj(from -> places.subList(from, Math.min(places.size(), from + PAGE)))
                .flatMap(page -> read(page).stream())
                .iterator();
    }

    /** Walked through on a background thread. */
    @Override
    public Iterator<ArticleFile.Line> iterator() {
        return telling(_ -> {}).iterator();
    }

    private List<ArticleFile.Line> read(List<Place> page) {
        var byRun = new ArrayList<Map<Integer, Sample>>();
        for (int run = 0; run < runs.size(); run++) {
            int column = run;
            List<Integer> positions = page.stream()
                    .map(place -> place.positions()[column])
                    .filter(position -> position != NONE)
                    .toList();
            byRun.add(runs.get(run)
                    .map(id -> samples.at(id, positions))
                    .orElse(List.of())
                    .stream()
                    .collect(Collectors.toMap(Sample::position, Function.identity())));
        }
        return page.stream()
                .map(place -> new ArticleFile.Line(place.article(), IntStream.range(0, runs.size())
                        .mapToObj(run -> Optional.ofNullable(byRun.get(run).get(place.positions()[run])))
                        .toList()))
                .toList();
    }
}
