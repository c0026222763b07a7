package org.headlinebench.evaluation.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.evaluation.JudgeResult;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.statistics.Bootstrap;
import org.headlinebench.metrics.statistics.MeanEstimate;

/** Has a chat model compare outputs with their reference answers. */
public final class Judge {
    /** How often words that hold no score are asked for again. */
    private static final int ASKED_AGAIN = 1;
    /** After so many outputs in a row without a reply the endpoint is taken for gone. */
    private static final int PATIENCE = 3;

    private final ChatEndpoint endpoint;
    private final JudgePrompt prompt;
    private final LongConsumer pause;

    /** @param pause waits so many milliseconds */
    public Judge(ChatEndpoint endpoint, JudgePrompt prompt, LongConsumer pause) {
        this.endpoint = endpoint;
        this.prompt = prompt;
        this.pause = pause;
    }

    /**
     * Judges outputs one after the other. What could not be judged is kept with the reason.
     *
     * @param samples   the outputs
     * @param progress  is told the fraction done and what is being done
     * @param cancelled asked before each output
     * @throws UserError if the endpoint refuses, or nothing at all could be judged
     */
    public JudgeResult judge(List<Sample> samples, BiConsumer<Double, String> progress, BooleanSupplier cancelled) {
        List<JudgeResult.Item> items = new ArrayList<>();
        int silent = 0;
        try (var client = new ChatClient(endpoint, pause)) {
            for (Sample sample : samples) {
                JudgeResult.Item item = cancelled.getAsBoolean()
                        ? unasked(sample, "cancelled before it was asked")
                        : silent >= PATIENCE
                                ? unasked(sample, "not asked: the endpoint had stopped to reply")
                                : item(sample, client);
                silent = item.score().isEmpty() && item.replies().isEmpty() ? silent + 1 : 0;
                items.add(item);
                progress.accept((double) items.size() / samples.size(),
                        "Judged " + items.size() + " of " + samples.size());
            }
        }
        double[] scores = items.stream()
                .map(JudgeResult.Item::score)
                .flatMapToDouble(OptionalDouble::stream)
                .toArray();
        if (scores.length == 0) {
            throw new UserError("None of the " + items.size() + " outputs could be judged by " + endpoint + ": "
                    + items.getFirst().failure() + ".",
                    "Check that the endpoint runs and that its model follows the prompt.");
        }
        return new JudgeResult(endpoint.base().toString(), endpoint.model(), prompt.name(), prompt.sha256(),
                prompt.text(), Optional.of(MeanEstimate.of(scores, Bootstrap.STANDARD)), scores.length, items);
    }

    private JudgeResult.Item item(Sample sample, ChatClient client) {
        List<String> replies = new ArrayList<>();
        String question = prompt.filled(sample.actualHeadline(), sample.continuation());
        try {
            while (replies.size() <= ASKED_AGAIN) {
                String reply = client.ask(question);
                replies.add(reply);
                OptionalDouble score = JudgeReply.score(reply);
                if (score.isPresent()) {
                    return new JudgeResult.Item(sample.row(), sample.actualHeadline(), sample.continuation(), score,
                            replies, "");
                }
            }
        } catch (NoReply e) {
            return new JudgeResult.Item(sample.row(), sample.actualHeadline(), sample.continuation(),
                    OptionalDouble.empty(), replies, e.getMessage());
        }
        return new JudgeResult.Item(sample.row(), sample.actualHeadline(), sample.continuation(),
                OptionalDouble.empty(), replies, "the replies hold no score from 0 to 1");
    }

    private static JudgeResult.Item unasked(Sample sample, String why) {
        return new JudgeResult.Item(sample.row(), sample.actualHeadline(), sample.continuation(),
                OptionalDouble.empty(), List.of(), why);
    }
}
