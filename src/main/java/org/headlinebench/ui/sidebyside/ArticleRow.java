package org.headlinebench.ui.sidebyside;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.NewsRow;

/** One article with what each configuration wrote for it. */
public final class ArticleRow {
    private final NewsRow article;
    private final List<ReadOnlyObjectWrapper<Optional<Sample>>> samples;

    ArticleRow(NewsRow article, int runs) {
        this.article = article;
        this.samples = IntStream.range(0, runs)
                .mapToObj(_ -> new ReadOnlyObjectWrapper<Optional<Sample>>(Optional.empty()))
                .toList();
    }

    public NewsRow article() {
        return article;
    }

    /** What the run of that place in the experiment (from 1) wrote; absent until it has. */
    public ReadOnlyObjectProperty<Optional<Sample>> sample(int ordinal) {
        return samples.get(ordinal - 1).getReadOnlyProperty();
    }

    void wrote(int ordinal, Sample sample) {
        samples.get(ordinal - 1).set(Optional.of(sample));
    }
}
