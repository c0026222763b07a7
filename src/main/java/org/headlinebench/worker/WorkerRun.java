package org.headlinebench.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.benchmark.protocol.RunOrder;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.result.LoadReport;
import org.headlinebench.engine.Generation;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.ProofOfEffect;
import org.headlinebench.engine.Replays;
import org.headlinebench.engine.torch.Torch;
import org.headlinebench.engine.torch.calibrate.CalibrationText;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.metrics.EnergyUse;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.ParallelUse;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.metrics.latency.WarmUp;
import org.headlinebench.optimization.Batching;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;
import org.headlinebench.optimization.Topology;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.tokenizer.huggingface.HuggingFaceTokenizers;
import org.headlinebench.weights.WeightFile;

/** One run: prompts, load, warm-up, measured part; each step reported as it happens. */
final class WorkerRun {
    private final RunOrder order;
    private final MessageStream stream;
    private final Optional<Path> calibrations;
    private final BooleanSupplier cancelled;
    private final MemoryWatch memory;
    private final EnergyWatch energy;
    private final List<Speculation> speculation = new ArrayList<>();
    private List<String> proofs = List.of();
    private Stack fitted;

    /** @param calibrations where results of calibrations are kept, if anywhere */
    WorkerRun(RunOrder order, MessageStream stream, Optional<Path> calibrations, BooleanSupplier cancelled) {
        this.order = order;
        this.stream = stream;
        this.calibrations = calibrations;
        this.cancelled = cancelled;
        this.memory = new MemoryWatch(stream, OrderedDevice.meter(order.device()),
                new MachineWatch(stream, OrderedDevice.gpus(order.device())));
        this.energy = new EnergyWatch(OrderedDevice.energy(order.device()));
        this.fitted = order.stack();
    }

    void execute() throws IOException {
        Path path = Path.of(order.modelPath());
        progress(-1, "Starting libtorch");
        Torch.ensureLoaded();
        progress(-1, "Opening " + path.getFileName());
        WeightFile file = OrderedModel.open(path, order.device(), order.stack());
        try (Tokenizer tokenizer = HuggingFaceTokenizers.open(path)) {
            Optional<WeightFile> draft = DraftFiles.open(order, file.configuration(), tokenizer);
            Prompts prompts = Prompts.of(order, file.configuration(), draft.map(WeightFile::configuration), tokenizer);
            StackRules.checkContext(order.stack(), prompts.contextTokens(), file.configuration());
            progress(-1, "Checking " + path.getFileName());
            var provenance = WorkerProvenance.of(order.device(), file, draft, tokenizer);
            Optional<CalibrationText> text = CalibrationTokens.of(order, file.configuration(), tokenizer, provenance,
                    calibrations);
            OrderedDevice.begin(order.device());
            memory.baseRead();
            try (LoadedModels models = load(file, draft, prompts.contextTokens(), text)) {
                OrderedDevice.releaseUnused(order.device());
                memory.loaded();
                prove(file, draft, models);
                stream.send(new WorkerReport.Loaded(report(models, 0, List.of(), List.of()), provenance));
                run(models, tokenizer, prompts);
            }
        }
    }

    /** The draft last: it is small, and its progress says so. */
    private LoadedModels load(WeightFile file, Optional<WeightFile> draft, int contextTokens,
            Optional<CalibrationText> text) {
        fitted = OrderedModel.fitted(order.stack(), file.configuration(), contextTokens);
        LanguageModel target = TorchLanguageModel.load(file, order.device(), fitted, contextTokens, text,
                new LoadProgress(stream, cancelled, ""));
        return new LoadedModels(target, draft.map(small -> TorchLanguageModel.load(small, order.device(),
                OrderedModel.fitted(order.stack().ofDraft(), small.configuration(), contextTokens), contextTokens,
                Optional.empty(),
                new LoadProgress(stream, cancelled, "the draft's "))));
    }

    private void prove(WeightFile file, Optional<WeightFile> draft, LoadedModels models) {
        proofs = new ArrayList<>(
                ProofOfEffect.ofLoad(order.stack(), file.configuration(), models.target().facts()));
        proofs.addAll(ProofOfEffect.ofPositions(order.stack(), file.configuration(), models.target().contextTokens(),
                models.target().positionTable()));
        // The profiler sees this thread alone; shards compute on others.
        if (order.stack().topology() instanceof Topology.Single) {
            proofs.addAll(ProofOfEffect.ofKernels(order.stack(), order.device().kind(),
                    SeenKernels.of(models.target(), order.stack())));
        }
        models.draftFacts()
                .ifPresent(facts -> ProofOfEffect.ofLoad(order.stack().ofDraft(),
                        draft.orElseThrow().configuration(), facts));
    }

    private void run(LoadedModels models, Tokenizer tokenizer, Prompts prompts) throws IOException {
        try (SharedBeginning beginning = SharedBeginning.of(order.stack(), models.target(), prompts, tokenizer)) {
            Passes passes = order.stack().batching() instanceof Batching.Single
                    ? new SinglePasses(models, beginning, tokenizer, order)
                    : new BatchPasses(models, beginning.prefix(), tokenizer, order);
            warmUp(models, passes, prompts, beginning);
            Optional<ParallelUse> before = models.target().parallel();
            energy.begin();
            long start = System.nanoTime();
            int position = 0;
            for (int pass = 1; pass <= order.passes(); pass++) {
                position = measure(models.target(), passes, prompts, beginning, pass, position);
            }
            if (cancelled.getAsBoolean()) {
                return;
            }
            double wallMillis = (System.nanoTime() - start) / 1e6;
            Optional<EnergyUse> joules = energy.used();
            MemoryUse use = memory.use(models.target().facts(), models.draftFacts());
            ProofOfEffect.ofRun(order.stack(), use.keyValueBytes(), Speculation.sum(speculation));
            ProofOfEffect.ofExecution(order.stack(), models.target().replays());
            ProofOfEffect.ofPlacement(fitted, models.target().streamed());
            ProofOfEffect.ofBatches(order.stack(), passes.mostTogether(), prompts.list().size());
            stream.send(new WorkerReport.Finished(wallMillis, use,
                    models.target().parallel().map(all -> all.since(before.orElseThrow())), joules));
        }
    }

    private int measure(LanguageModel model, Passes passes, Prompts prompts, SharedBeginning beginning, int pass,
            int before) throws IOException {
        var measuring = new Measuring(model, beginning, pass, before);
        passes.write(prompts, pass, measuring, cancelled);
        return measuring.position;
    }

    private final class Measuring implements Passes.Listener {
        private final LanguageModel model;
        private final SharedBeginning beginning;
        private final int pass;
        private final Map<Integer, StreamedText> texts = new HashMap<>();
        private int position;

        Measuring(LanguageModel model, SharedBeginning beginning, int pass, int before) {
            this.model = model;
            this.beginning = beginning;
            this.pass = pass;
            this.position = before;
        }

        @Override
        public void wrote(Prompts.Prompt prompt, Supplier<String> text) throws IOException {
            if (order.streamed()) {
                String fresh = texts.computeIfAbsent(prompt.row(), _ -> new StreamedText(order.stop().stopStrings()))
                        .fresh(text.get());
                if (!fresh.isEmpty()) {
                    stream.send(new WorkerReport.Wrote(prompt.row(), fresh));
                }
            }
        }

        @Override
        public void written(Prompts.Prompt prompt, Generation generation, long cacheBytes) throws IOException {
            position++;
            energy.look();
            // A recorded step's cache has room for the longest sequence.
            int capacity = model.replays()
                    .map(Replays::positions)
                    .orElse(generation.promptTokens() + order.maxNewTokens());
            ProofOfEffect.ofSequence(order.stack(), model.configuration(), generation,
                    beginning.expected(prompt, generation), capacity);
            memory.holds(cacheBytes, generation.draftKeyValueBytes());
            generation.speculation().ifPresent(speculation::add);
            stream.send(new WorkerReport.Measured(position, prompt.row(), pass, generation.text(),
                    generation.finishReason(), generation.promptTokens(), prompt.cutWords(),
                    generation.tokenIds(), generation.times(), generation.speculation()));
        }
    }

    private void warmUp(LoadedModels models, Passes passes, Prompts prompts, SharedBeginning beginning)
            throws IOException {
        long start = System.nanoTime();
        List<Double> sampleMillis = new ArrayList<>();
        while (!WarmUp.isFinished(sampleMillis) && !cancelled.getAsBoolean()) {
            progress((double) sampleMillis.size() / WarmUp.MAXIMUM_SAMPLES, "Warming up");
            long sample = System.nanoTime();
            // Always the same articles: only then do two times in a row say whether the machine has settled.
            passes.write(prompts.first(order.stack().batching().sequences()), 0, (_, _, _) -> {}, cancelled);
            sampleMillis.add((System.nanoTime() - sample) / 1e6);
        }
        stream.send(new WorkerReport.WarmedUp(
                report(models, (System.nanoTime() - start) / 1e6, sampleMillis, beginning.facts())));
    }

    private LoadReport report(LoadedModels models, double warmUpMillis, List<Double> sampleMillis,
            List<String> beginning) {
        var facts = models.target().facts();
        var lines = new ArrayList<>(models.facts(order.stack()));
        lines.addAll(beginning);
        proofs.forEach(proof -> lines.add("proof " + proof));
        return new LoadReport(models.loadMillis(), warmUpMillis, sampleMillis.size(), WarmUp.hasSettled(sampleMillis),
                facts.parameters(), facts.readBytes(), Torch.threads(), lines);
    }

    private void progress(double fraction, String message) throws IOException {
        stream.send(new WorkerReport.Progress(fraction, message));
    }
}
