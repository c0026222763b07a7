package org.headlinebench.ui.sidebyside;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.NewsRow;

/** One article, and where to find what each configuration wrote for it: the samples are there while somebody looks at them. */
public final class ArticleRow {
    private static final int NONE = -1;

    private final NewsRow article;
    private final int[] places;
    private final Consumer<ArticleRow> asked;
    /** Made for the few rows that are seen: most never are. */
    private ReadOnlyObjectWrapper<Optional<Sample>>[] observed;

    /** @param asked told when somebody wants to see the samples */
    ArticleRow(NewsRow article, int runs, Consumer<ArticleRow> asked) {
        this.article = article;
        this.places = new int[runs];
        this.asked = asked;
        Arrays.fill(places, NONE);
    }

    public NewsRow article() {
        return article;
    }

    /** Where the sample of a run (its ordinal, from 1) is among the run's numbers; absent until it is measured. */
    OptionalInt place(int ordinal) {
        return places[ordinal - 1] == NONE ? OptionalInt.empty() : OptionalInt.of(places[ordinal - 1]);
    }

    /** The sample of a run (its ordinal, from 1), to be watched: it comes when it has been read, or measured. */
    public ReadOnlyObjectProperty<Optional<Sample>> sample(int ordinal) {
        ReadOnlyObjectWrapper<Optional<Sample>> wanted = observed(ordinal);
        asked.accept(this);
        return wanted.getReadOnlyProperty();
    }

    void wrote(int ordinal, int place) {
        places[ordinal - 1] = place;
    }

    /** Shows a sample; the article's texts are there once, whoever read them. */
    void show(int ordinal, Sample sample) {
        observed(ordinal).set(Optional.of(
                sample.sharing(article.category(), article.shortDescription(), article.headline())));
    }

    void forget() {
        observed = null;
    }

    @SuppressWarnings("unchecked")
    private ReadOnlyObjectWrapper<Optional<Sample>> observed(int ordinal) {
        if (observed == null) {
            observed = new ReadOnlyObjectWrapper[places.length];
        }
        if (observed[ordinal - 1] == null) {
            observed[ordinal - 1] = new ReadOnlyObjectWrapper<>(Optional.empty());
        }
        return observed[ordinal - 1];
    }
}
