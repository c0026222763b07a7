package org.headlinebench.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import org.headlinebench.metrics.statistics.MeanEstimate;

/**
 * What a chat model thinks of a run's outputs.
 *
 * @param endpoint     where it was asked, without credentials
 * @param model        who was asked
 * @param promptName   {@code builtin} or the prompt file's name
 * @param promptSha256 which version of the prompt it was
 * @param prompt       its text
 * @param score        mean over what was judged, from 0 to 1, with its bootstrap interval; absent where nothing was
 * @param judged       outputs with a score
 * @param items        every output
 */
public record JudgeResult(String endpoint, String model, String promptName, String promptSha256, String prompt,
        Optional<MeanEstimate> score, int judged, List<Item> items) {
    /**
     * One output.
     *
     * @param row          number of its row
     * @param reference    the answer that it was compared with
     * @param continuation what the judge was shown of the run
     * @param score        from 0 to 1; absent where no reply could be read
     * @param replies      the judge's own words, in order
     * @param failure      why there is no score, otherwise empty
     */
    public record Item(int row, String reference, String continuation, OptionalDouble score, List<String> replies,
            String failure) {
        public Item {
            replies = List.copyOf(replies);
            if (score.isPresent() && !(score.getAsDouble() >= 0 && score.getAsDouble() <= 1)) {
                throw new IllegalArgumentException(score + " is no score");
            }
        }
    }

    public JudgeResult {
        items = List.copyOf(items);
    }
}
