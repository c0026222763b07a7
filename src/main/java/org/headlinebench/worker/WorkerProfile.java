package org.headlinebench.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.benchmark.protocol.ProfileOrder;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.result.StepTimes;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.engine.torch.profile.Trace;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.Topology;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.tokenizer.huggingface.HuggingFaceTokenizers;
import org.headlinebench.weights.WeightFile;

/** Profiles the pass over a prompt and the steps after it (docs/decisions/0019). */
final class WorkerProfile {
    /** Passes before the profiled one; the last of them gives the times without a profiler. */
    private static final int WARM_UPS = 2;
    private static final List<String> PARTS = List.of("attention", "mlp", "head", "norms", "cache", Trace.UNMARKED);

    private final ProfileOrder order;
    private final MessageStream stream;
    private final BooleanSupplier cancelled;

    WorkerProfile(ProfileOrder order, MessageStream stream, BooleanSupplier cancelled) {
        this.order = order;
        this.stream = stream;
        this.cancelled = cancelled;
    }

    void execute() throws IOException {
        if (order.stack().topology().devices() > 1) {
            throw new UserError(
                    "A step over several shards is many calls of several programs; the profiler looks at one.",
                    "Profile one device: " + order.stack().with(new Topology.Single()).text() + ".");
        }
        Path path = Path.of(order.modelPath());
        WeightFile file = OrderedModel.open(path, order.device(), order.stack());
        try (Tokenizer tokenizer = HuggingFaceTokenizers.open(path)) {
            int[] prompt = tokenizer.encode(order.prompt());
            int positions = order.stack().rope().appliedTo(file.configuration()).maxPositions();
            if (prompt.length + order.tokens() > positions) {
                throw new UserError("The prompt's " + prompt.length + " tokens and " + order.tokens()
                        + " steps do not fit the model's " + positions + ".", "Profile fewer steps: --tokens N.");
            }
            var facts = new TreeMap<>(WorkerProvenance.of(order.device(), file, Optional.empty(), tokenizer));
            int context = prompt.length + order.tokens();
            Stack fitted = OrderedModel.fitted(order.stack(), file.configuration(), context);
            try (LanguageModel model = TorchLanguageModel.loadMarked(file, order.device(), fitted, context,
                    new LoadProgress(stream, cancelled, ""))) {
                facts.put("model.facts", String.join("; ", model.facts().lines()));
                profile(model, prompt, facts);
            }
        }
    }

    private void profile(LanguageModel model, int[] prompt, Map<String, String> facts) throws IOException {
        double plainPrefill = 0;
        double plainDecode = 0;
        for (int pass = 0; pass < WARM_UPS; pass++) {
            requireWanted();
            stream.send(new WorkerReport.Progress(-1, "Warming up"));
            try (TokenSequence sequence = open(model, prompt)) {
                var token = new int[1];
                plainPrefill = millis(() -> token[0] = sequence.next(prompt));
                plainDecode = millis(() -> decode(sequence, token[0]));
            }
        }
        requireWanted();
        stream.send(new WorkerReport.Progress(-1, "Profiling"));
        try (TokenSequence sequence = open(model, prompt)) {
            var token = new int[1];
            StepTimes prefill = traced(() -> token[0] = sequence.next(prompt), 1, prompt.length, plainPrefill);
            StepTimes decode = traced(() -> decode(sequence, token[0]), order.tokens(), 1, plainDecode);
            stream.send(new WorkerReport.Profiled(prompt.length, facts, prefill, decode));
        }
    }

    private TokenSequence open(LanguageModel model, int... prompt) {
        return model.open(prompt.length + order.tokens(), new Decoding.Greedy(), 0);
    }

    private int decode(TokenSequence sequence, int first) {
        int token = first;
        for (int step = 0; step < order.tokens(); step++) {
            token = sequence.next(token);
        }
        return token;
    }

    private static StepTimes traced(IntSupplier work, int steps, int tokens, double plainMillis) {
        var wall = new double[1];
        Trace trace = Trace.of(() -> wall[0] = millis(work));
        if (trace.calls() != steps) {
            throw new IllegalStateException("the profiler saw " + trace.calls() + " calls instead of " + steps);
        }
        // The profiler's clock and Java's are not the same one; what they differ by must not become negative time.
        double total = Math.max(wall[0], trace.programMillis() + trace.transferMillis());
        var parts = new LinkedHashMap<String, Double>();
        double operators = trace.transferMillis();
        for (String part : PARTS) {
            double millis = trace.partMillis().getOrDefault(part, 0.0);
            operators += millis;
            parts.put(part, millis / steps);
        }
        parts.put("transfers", trace.transferMillis() / steps);
        parts.put("dispatch", Math.max(0, total - operators) / steps);
        return new StepTimes(steps, tokens, (double) trace.operators() / steps, total / steps, plainMillis / steps,
                parts);
    }

    private static double millis(IntSupplier work) {
        long start = System.nanoTime();
        work.getAsInt();
        return (System.nanoTime() - start) / 1e6;
    }

    private void requireWanted() {
        if (cancelled.getAsBoolean()) {
            throw new UserError("Profiling was cancelled.", "Start it again.");
        }
    }
}
