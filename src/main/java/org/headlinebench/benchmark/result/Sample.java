package org.headlinebench.benchmark.result;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.PackedNumbers;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.metrics.quality.RougeScores;

/**
 * One article of a run: what was asked, what came out, how long it took.
 *
 * @param position       1-based order in which it was measured
 * @param row            row number in the dataset's file, 1-based
 * @param pass           1-based pass over the rows
 * @param category       the article's category, may be empty
 * @param description    the article's short description as the dataset has it
 * @param actualHeadline the headline that the newspaper printed
 * @param headline       the generated headline, extracted from the continuation
 * @param continuation   the whole generated text
 * @param finishReason   why generation ended
 * @param promptTokens   tokens of the prompt as they are stored: 0 where a server does not tell; {@link #toldPromptTokens}
 *                       is what is shown and exported
 * @param cutWords       words of the description that were cut so that the prompt fits; 0 where none
 * @param tokenIds       generated token ids, the end-of-sequence token included
 * @param times          when things happened
 * @param rouge          scores of {@code headline} against {@code actualHeadline}
 * @param speculation    what proposing and verifying tokens came to; absent where every token took a pass of its own
 */
public record Sample(int position, int row, int pass, String category, String description, String actualHeadline,
        String headline, String continuation, FinishReason finishReason, int promptTokens, int cutWords,
        List<Integer> tokenIds, SampleTimes times, RougeScores rouge, Optional<Speculation> speculation) {
    public Sample {
        Objects.requireNonNull(times, "times");
        Objects.requireNonNull(rouge, "rouge");
        tokenIds = PackedNumbers.ints(tokenIds);
        if (position < 1 || row < 1 || pass < 1 || promptTokens < (tokenIds.isEmpty() ? 0 : 1) || cutWords < 0) {
            throw new IllegalArgumentException("positions, rows and passes count from 1");
        }
        if (!tokenIds.isEmpty() && tokenIds.size() != times.outputTokens()) {
            throw new IllegalArgumentException(
                    tokenIds.size() + " tokens with " + times.outputTokens() + " token times");
        }
    }

    /** Tokens of the prompt; absent where a server does not tell them. */
    public OptionalInt toldPromptTokens() {
        return promptTokens == 0 ? OptionalInt.empty() : OptionalInt.of(promptTokens);
    }

    /** The same with the article's texts as they are elsewhere, so that memory holds them once. */
    public Sample sharing(String sharedCategory, String sharedDescription, String sharedHeadline) {
        return sharedCategory.equals(category) && sharedDescription.equals(description)
                && sharedHeadline.equals(actualHeadline)
                        ? new Sample(position, row, pass, sharedCategory, sharedDescription, sharedHeadline, headline,
                                continuation.equals(headline) ? headline : continuation, finishReason, promptTokens,
                                cutWords, tokenIds, times, rouge, speculation)
                        : this;
    }
}
