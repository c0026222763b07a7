package org.headlinebench.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.benchmark.protocol.ScoreOrder;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.result.ContinuationScore;
import org.headlinebench.benchmark.result.ScoreRequest;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.Likelihood;
import org.headlinebench.engine.Scorer;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.tokenizer.huggingface.HuggingFaceTokenizers;
import org.headlinebench.weights.WeightFile;

/**
 * Scores texts. They become tokens as in lm-evaluation-harness ({@code TemplateLM._encode_pair}): spaces at a context's end
 * belong to its continuation, and a continuation's tokens are those of both together beyond the context's own number.
 */
final class WorkerScore {
    /** Tokens of one request; a continuation's are empty beyond the context's where it has none of its own. */
    private record Encoded(int[] context, List<int[]> continuations, boolean isText) {}

    private final ScoreOrder order;
    private final MessageStream stream;
    private final BooleanSupplier cancelled;

    WorkerScore(ScoreOrder order, MessageStream stream, BooleanSupplier cancelled) {
        this.order = order;
        this.stream = stream;
        this.cancelled = cancelled;
    }

    void execute() throws IOException {
        Path path = Path.of(order.modelPath());
        WeightFile file = OrderedModel.open(path, order.device(), order.stack());
        try (Tokenizer tokenizer = HuggingFaceTokenizers.open(path)) {
            int most = order.stack().rope().appliedTo(file.configuration()).maxPositions();
            List<Encoded> requests = order.requests()
                    .stream()
                    .map(request -> encode(request, tokenizer, most))
                    .toList();
            var facts = new TreeMap<>(WorkerProvenance.of(order.device(), file, Optional.empty(), tokenizer));
            int window = windowTokens(requests, most);
            Stack fitted = OrderedModel.fitted(order.stack(), file.configuration(), window);
            try (LanguageModel model = TorchLanguageModel.load(file, order.device(), fitted, window,
                    Optional.empty(), new LoadProgress(stream, cancelled, "")); Scorer scorer = new Scorer(model)) {
                facts.put("model.facts", String.join("; ", model.facts().lines()));
                stream.send(new WorkerReport.ScoringBegins(facts));
                score(requests, scorer);
            }
        }
    }

    private void score(List<Encoded> requests, Scorer scorer) throws IOException {
        for (int i = 0; i < requests.size(); i++) {
            if (cancelled.getAsBoolean()) {
                throw new UserError("Scoring was cancelled.", "Start it again.");
            }
            Encoded request = requests.get(i);
            List<Likelihood> likelihoods = request.isText()
                    ? request.continuations().stream().map(text -> scorer.text(request.context()[0], text)).toList()
                    : scorer.continuations(request.context(), request.continuations());
            stream.send(new WorkerReport.Scored(likelihoods.stream()
                    .map(found -> new ContinuationScore(found.logLikelihood(), found.tokens(), found.isGreedy(),
                            found.cutContextTokens()))
                    .toList()));
            stream.send(new WorkerReport.Progress((i + 1.0) / requests.size(),
                    "Scored " + (i + 1) + " of " + requests.size()));
        }
    }

    private static Encoded encode(ScoreRequest request, Tokenizer tokenizer, int most) {
        if (request.context().isBlank()) {
            int prefix = prefix(tokenizer);
            return new Encoded(new int[]{prefix}, request.continuations()
                    .stream()
                    .map(text -> required(tokenizer.encode(text, false), text))
                    .toList(), true);
        }
        String context = request.context().stripTrailing();
        String spaces = request.context().substring(context.length());
        int[] contextIds = tokenizer.encode(context);
        var continuations = new ArrayList<int[]>();
        for (String continuation : request.continuations()) {
            int[] whole = tokenizer.encode(context + spaces + continuation);
            int[] own = required(Arrays.copyOfRange(whole, Math.min(contextIds.length, whole.length), whole.length),
                    continuation);
            if (own.length > most) {
                throw new UserError("A text of " + own.length + " tokens is to be scored, but the model holds " + most
                        + ".", "Choose a model with a longer context, or leave the row out.");
            }
            continuations.add(own);
        }
        return new Encoded(contextIds, continuations, false);
    }

    /** lm-evaluation-harness's prefix token: the one that begins a text, else the one that ends it. */
    private static int prefix(Tokenizer tokenizer) {
        return tokenizer.bosToken()
                .or(tokenizer::eosToken)
                .map(token -> tokenizer.encode(token, false))
                .filter(ids -> ids.length == 1)
                .map(ids -> ids[0])
                .or(() -> tokenizer.eosTokenIds().stream().findFirst())
                .orElseThrow(() -> new UserError("The tokenizer knows no token that begins or ends a text.",
                        "Score continuations of a prompt instead: --of headline."));
    }

    private static int[] required(int[] ids, String text) {
        if (ids.length == 0) {
            throw new UserError("The text '" + text + "' has no tokens of its own.", "Leave the row out.");
        }
        return ids;
    }

    private static int windowTokens(List<Encoded> requests, int most) {
        return requests.stream()
                .flatMapToInt(request -> request.continuations()
                        .stream()
                        .mapToInt(text -> Scorer.windowTokens(request.context().length, text.length)))
                .map(tokens -> Math.min(tokens, most))
                .max()
                .orElse(1);
    }
}
