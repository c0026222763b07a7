package org.headlinebench.endpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.headlinebench.benchmark.ServerTarget;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.metrics.quality.Rouge;

/** An answer as a sample: the same extraction, stop rule and ROUGE as of every run; token ids stay unknown. */
final class AnswerSample {
    private AnswerSample() {}

    /**
     * @param waitedMillis from when the request was due to when it was sent for the last time
     * @throws RequestFailure if the answer has no text, or tells no usage and pieces are not to be counted
     */
    static Sample of(int position, int pass, NewsRow row, Answer answer, double waitedMillis, Workload workload,
            ServerTarget target) throws RequestFailure {
        if (answer.completionTokens().isEmpty() && !target.countChunks()) {
            throw new RequestFailure(RequestFailure.Kind.REFUSED,
                    "the server tells no usage, so that its tokens are not counted; --count-chunks counts the pieces of "
                            + "its stream instead");
        }
        if (answer.pieces().isEmpty()) {
            throw new RequestFailure(RequestFailure.Kind.BROKEN_STREAM, "the answer holds no text");
        }
        String whole = String.join("", answer.pieces().stream().map(Answer.Piece::text).toList());
        OptionalInt stop = workload.stop().findStop(whole);
        String continuation = stop.isPresent() ? whole.substring(0, stop.getAsInt()) : whole;
        List<Double> times = times(answer, stop);
        double endToEnd = Math.max(times.getLast(), stop.isPresent() ? 0 : answer.endMillis());
        String headline = workload.extraction().extract(continuation);
        double prefill = times.getFirst();
        return new Sample(position, row.rowNumber(), pass, row.category(), row.shortDescription(), row.headline(),
                headline, continuation, reason(answer, stop), answer.promptTokens().orElse(0), 0, List.of(),
                new SampleTimes(0, prefill, endToEnd, 0, endToEnd, times, OptionalDouble.of(waitedMillis)),
                Rouge.plain().score(row.headline(), headline), java.util.Optional.empty());
    }

    /**
     * A time per token. Where the usage has more tokens than the stream has pieces, several share the time of a piece, as
     * with speculation; an end-of-sequence token shares the time of the finish reason.
     */
    private static List<Double> times(Answer answer, OptionalInt stop) {
        List<Double> pieces = new ArrayList<>(answer.pieces().stream().map(Answer.Piece::millis).toList());
        int tokens = answer.completionTokens().orElse(pieces.size());
        if (tokens == pieces.size() + 1 && answer.finish().equals("stop")) {
            pieces.add(answer.endMillis());
        }
        var times = new ArrayList<Double>();
        for (int token = 0; token < tokens; token++) {
            times.add(pieces.get((int) ((long) token * pieces.size() / tokens)));
        }
        if (stop.isPresent()) {
            double until = timeOf(answer, stop.getAsInt());
            times.removeIf(time -> time > until);
        }
        return times;
    }

    private static double timeOf(Answer answer, int index) {
        int length = 0;
        for (Answer.Piece piece : answer.pieces()) {
            length += piece.text().length();
            if (length > index) {
                return piece.millis();
            }
        }
        return answer.endMillis();
    }

    private static FinishReason reason(Answer answer, OptionalInt stop) {
        if (stop.isPresent() || answer.stoppedAtText()) {
            return FinishReason.STOP_SEQUENCE;
        }
        return answer.finish().equals("length") ? FinishReason.LENGTH : FinishReason.END_OF_SEQUENCE;
    }
}
