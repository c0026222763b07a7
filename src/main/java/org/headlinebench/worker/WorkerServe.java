package org.headlinebench.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.benchmark.protocol.ServeOrder;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.protocol.WriteRequest;
import org.headlinebench.engine.BatchGenerator;
import org.headlinebench.engine.Generation;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.ProofOfEffect;
import org.headlinebench.engine.StopCondition;
import org.headlinebench.engine.TokenConstraint;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Cache;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.schema.JsonSchema;
import org.headlinebench.tokenizer.ChatFormat;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.tokenizer.huggingface.HuggingFaceTokenizers;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.WeightFile;

/** A model that is kept loaded and writes what it is asked to: the batch loop, with requests that join as they come. */
final class WorkerServe {
    private static final int IDLE_MILLIS = 200;

    /** A request that is here and not yet done. */
    private static final class Job {
        private final WriteRequest request;
        private final StreamedText streamed;
        private volatile boolean isAbandoned;

        Job(WriteRequest request) {
            this.request = request;
            streamed = new StreamedText(request.stops());
        }
    }

    private final ServeOrder order;
    private final MessageStream stream;
    private final BooleanSupplier cancelled;
    private final BlockingQueue<BatchGenerator.Request<Job>> waiting = new LinkedBlockingQueue<>();
    private final Map<Long, Job> jobs = new ConcurrentHashMap<>();
    private volatile Tokenizer tokenizer;
    private volatile int contextTokens;
    private VocabularyText vocabulary;

    WorkerServe(ServeOrder order, MessageStream stream, BooleanSupplier cancelled) {
        this.order = order;
        this.stream = stream;
        this.cancelled = cancelled;
    }

    /** Loads the model and writes until cancelled. */
    void execute() throws IOException {
        Path path = Path.of(order.modelPath());
        WeightFile file = OrderedModel.open(path, order.device(), order.stack());
        try (Tokenizer opened = HuggingFaceTokenizers.open(path)) {
            tokenizer = opened;
            contextTokens = contextTokens(file.configuration());
            var provenance = WorkerProvenance.of(order.device(), file, Optional.empty(), opened);
            Stack fitted = OrderedModel.fitted(order.stack(), file.configuration(), contextTokens);
            try (LanguageModel model = TorchLanguageModel.load(file, order.device(), fitted, contextTokens,
                    Optional.empty(), new LoadProgress(stream, cancelled, ""))) {
                ProofOfEffect.ofLoad(order.stack(), file.configuration(), model.facts());
                stream.send(new WorkerReport.Serving(contextTokens, model.facts().lines(), provenance));
                new BatchGenerator(model, Optional.empty(), opened, order.stack().batching())
                        .generate(this::next, new Reporter(), cancelled);
            }
        } catch (UncheckedIOException parentGone) {
            throw parentGone.getCause();
        }
    }

    /** Another request; called by the thread that reads commands. */
    void accept(WriteRequest request) throws IOException {
        try {
            var job = new Job(request);
            var asked = asked(request, job);
            jobs.put(request.id(), job);
            waiting.add(asked);
        } catch (Declined declined) {
            stream.send(new WorkerReport.Declined(request.id(), declined.parameter, declined.getMessage(),
                    declined.remedy()));
        }
    }

    /** Nobody waits for a request any more. */
    void abandon(long id) {
        Optional.ofNullable(jobs.get(id)).ifPresent(job -> job.isAbandoned = true);
    }

    private BatchGenerator.Request<Job> asked(WriteRequest request, Job job) {
        boolean isChat = request.prompt().isEmpty();
        String prompt = request.prompt().orElseGet(() -> rendered(request));
        int promptTokens = tokenizer.encode(prompt, !isChat).length;
        if (promptTokens == 0) {
            throw new Declined(isChat ? "messages" : "prompt", "The prompt is empty.", "Give some text to continue.");
        }
        int room = contextTokens - promptTokens;
        int wanted = request.maxNewTokens().orElse(Math.max(1, room));
        if (wanted > room) {
            throw new Declined(isChat ? "messages" : "prompt",
                    "This model's maximum context length is " + contextTokens + " tokens. However, you requested "
                            + (promptTokens + (long) wanted) + " tokens (" + promptTokens + " in the prompt, " + wanted
                            + " in the completion).",
                    "Please reduce the length of the prompt or of the completion.");
        }
        var rule = request.sampling()
                .map(drawn -> (Decoding.Plain) new Decoding.Sample(drawn.temperature(), drawn.topK(), drawn.topP(),
                        drawn.seed()))
                .orElseGet(Decoding.Greedy::new);
        Optional<TokenConstraint> constraint = request.schema().map(schema -> constraint(schema, wanted));
        var terms = new BatchGenerator.Terms(rule, new Stop(request), wanted, constraint, () -> job.isAbandoned);
        return new BatchGenerator.Request<>(job, prompt, !isChat, 0, terms);
    }

    private String rendered(WriteRequest request) {
        try {
            return ChatFormat.of(tokenizer)
                    .renderTurns(request.chat()
                            .stream()
                            .map(message -> new ChatFormat.Turn(message.role(), message.content()))
                            .toList());
        } catch (UserError e) {
            throw new Declined("messages", e.getMessage(), e.remedy());
        }
    }

    private TokenConstraint constraint(String schema, int wanted) {
        try {
            vocabulary = vocabulary == null ? new VocabularyText(tokenizer) : vocabulary;
            var constraint = new SchemaConstraint(vocabulary, JsonSchema.parse(schema));
            if (constraint.leastTokens() > wanted) {
                throw new Declined("max_tokens", "The shortest document of the schema may take "
                        + constraint.leastTokens() + " tokens, more than the " + wanted + " that are allowed.",
                        "Raise max_tokens to at least that.");
            }
            return constraint;
        } catch (Declined e) {
            throw e;
        } catch (UserError e) {
            throw new Declined("response_format", e.getMessage(), e.remedy());
        }
    }

    private Optional<BatchGenerator.Request<Job>> next(boolean wait) {
        try {
            while (!cancelled.getAsBoolean()) {
                var request = wait ? waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS) : waiting.poll();
                if (request == null && !wait) {
                    return Optional.empty();
                }
                if (request != null && !request.tag().isAbandoned) {
                    return Optional.of(request);
                }
                if (request != null) {
                    dropped(request.tag());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private void dropped(Job job) {
        jobs.remove(job.request.id());
        send(new WorkerReport.Dropped(job.request.id()));
    }

    private void send(WorkerReport report) {
        try {
            stream.send(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int contextTokens(ModelConfiguration configuration) {
        int positions = Math.min(order.contextTokens(),
                order.stack().rope().appliedTo(configuration).maxPositions());
        return order.stack().cache() instanceof Cache.Static(var max)
                ? Math.min(max.orElse(positions), positions)
                : positions;
    }

    private final class Reporter implements BatchGenerator.Listener<Job> {
        @Override
        public void wrote(Job job, Supplier<String> text) {
            if (job.request.isStreamed()) {
                String fresh = job.streamed.fresh(text.get());
                if (!fresh.isEmpty()) {
                    send(new WorkerReport.Wrote(job.request.id(), fresh));
                }
            }
        }

        @Override
        public void finished(Job job, Generation generation, long openBytes) {
            jobs.remove(job.request.id());
            send(new WorkerReport.Written(job.request.id(),
                    job.request.isStreamed() ? job.streamed.rest(generation.text()) : generation.text(),
                    generation.finishReason(), generation.promptTokens(), generation.tokenIds(),
                    generation.times()));
        }

        @Override
        public void dropped(Job job) {
            WorkerServe.this.dropped(job);
        }
    }

    /** The stop rule of a request. */
    private record Stop(WriteRequest request) implements StopCondition {
        @Override
        public boolean atEndOfSequence() {
            return !request.ignoreEnd();
        }

        @Override
        public boolean atText() {
            return !request.stops().isEmpty();
        }

        @Override
        public OptionalInt findStop(String text) {
            return request.stops().stream().mapToInt(text::indexOf).filter(index -> index >= 0).min();
        }
    }

    /** A request that cannot be written. */
    private static final class Declined extends UserError {
        private final String parameter;

        Declined(String parameter, String message, String remedy) {
            super(message, remedy);
            this.parameter = parameter;
        }
    }
}
