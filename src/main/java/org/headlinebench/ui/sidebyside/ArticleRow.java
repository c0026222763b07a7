package org.headlinebench.ui.sidebyside;

import java.util.Optional;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.NewsRow;

/** One article with what each configuration wrote for it. */
public final class ArticleRow {
    private final NewsRow article;
    private final Sample[] written;
    /** Made for the few rows that are seen: most never are. */
    private ReadOnlyObjectWrapper<Optional<Sample>>[] observed;

    ArticleRow(NewsRow article, int runs) {
        this.article = article;
        this.written = new Sample[runs];
    }

    public NewsRow article() {
        return article;
    }

    /** What the run of that place in the experiment (from 1) wrote; absent until it has. */
    public Optional<Sample> written(int ordinal) {
        return Optional.ofNullable(written[ordinal - 1]);
    }

    /** The same, to be watched. */
    @SuppressWarnings("unchecked")
    public ReadOnlyObjectProperty<Optional<Sample>> sample(int ordinal) {
        if (observed == null) {
            observed = new ReadOnlyObjectWrapper[written.length];
        }
        if (observed[ordinal - 1] == null) {
            observed[ordinal - 1] = new ReadOnlyObjectWrapper<>(written(ordinal));
        }
        return observed[ordinal - 1].getReadOnlyProperty();
    }

    void wrote(int ordinal, Sample sample) {
        written[ordinal - 1] = sample;
        if (observed != null && observed[ordinal - 1] != null) {
            observed[ordinal - 1].set(Optional.of(sample));
        }
    }
}
