package org.headlinebench.metrics.quality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.SplitMix64;

/**
 * What trivial "models" score on the same rows, drawn on every ROUGE chart: one that copies the beginning of the
 * description, and one that prints some other row's headline. A model below the first has no use; what lies at the
 * second is chance.
 *
 * @param lead15 the first 15 words of each description
 * @param randomHeadline another row's actual headline; absent where there is one row only
 */
public record ReferenceLines(QualitySummary lead15, Optional<QualitySummary> randomHeadline) {
    /** Words of the description that the lead takes. */
    public static final int LEAD_WORDS = 15;

    public ReferenceLines {
        Objects.requireNonNull(lead15, "lead15");
        Objects.requireNonNull(randomHeadline, "randomHeadline");
    }

    /**
     * Scores both lines.
     *
     * @param descriptions one per row, at least one
     * @param headlines the actual headlines, in the same order
     * @param seed of the random headlines
     */
    public static ReferenceLines of(List<String> descriptions, List<String> headlines, long seed, Rouge rouge,
            Bootstrap bootstrap) {
        if (descriptions.isEmpty() || descriptions.size() != headlines.size()) {
            throw new IllegalArgumentException(
                    descriptions.size() + " descriptions and " + headlines.size() + " headlines are no rows");
        }
        QualitySummary lead15 = score(headlines, descriptions.stream().map(ReferenceLines::lead15).toList(), rouge,
                bootstrap);
        return new ReferenceLines(lead15, headlines.size() == 1
                ? Optional.empty()
                : Optional.of(score(headlines, randomHeadlines(headlines, seed), rouge, bootstrap)));
    }

    /** The first 15 words of a description, joined by single spaces; all of them where it has fewer. */
    public static String lead15(String description) {
        return String.join(" ", Words.of(description).stream().limit(LEAD_WORDS).toList());
    }

    /**
     * For each row the headline of another one, each headline used once: a random cyclic permutation (Sattolo 1986),
     * which leaves no row its own. Two rows may still carry the same text.
     *
     * @param headlines at least 2
     * @param seed of {@link SplitMix64}; equal seeds and rows give equal choices
     */
    public static List<String> randomHeadlines(List<String> headlines, long seed) {
        if (headlines.size() < 2) {
            throw new IllegalArgumentException("another row's headline needs at least 2 rows");
        }
        SplitMix64 random = new SplitMix64(seed);
        List<String> shuffled = new ArrayList<>(headlines);
        for (int last = shuffled.size() - 1; last > 0; last--) {
            Collections.swap(shuffled, last, random.nextIndex(last));
        }
        return List.copyOf(shuffled);
    }

    private static QualitySummary score(List<String> actual, List<String> generated, Rouge rouge, Bootstrap bootstrap) {
        List<HeadlineScore> scores = IntStream.range(0, actual.size())
                .mapToObj(row -> HeadlineScore.of(actual.get(row), generated.get(row), rouge))
                .toList();
        return QualitySummary.of(scores, bootstrap).orElseThrow();
    }
}
