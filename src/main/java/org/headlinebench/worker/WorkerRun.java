package org.headlinebench.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.benchmark.protocol.RunOrder;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.result.LoadReport;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.Generation;
import org.headlinebench.engine.Generator;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.torch.Torch;
import org.headlinebench.engine.torch.model.TorchLanguageModel;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.latency.WarmUp;
import org.headlinebench.optimization.StackRules;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.tokenizer.huggingface.HuggingFaceTokenizers;
import org.headlinebench.weights.WeightFile;
import org.headlinebench.weights.WeightFiles;

/** One run: prompts, load, warm-up, measured part; each step reported as it happens. */
final class WorkerRun {
    private final RunOrder order;
    private final MessageStream stream;
    private final BooleanSupplier cancelled;
    private final MemoryWatch memory;

    WorkerRun(RunOrder order, MessageStream stream, BooleanSupplier cancelled) {
        this.order = order;
        this.stream = stream;
        this.cancelled = cancelled;
        this.memory = new MemoryWatch(stream);
    }

    void execute() throws IOException {
        Path path = Path.of(order.modelPath());
        progress(-1, "Starting libtorch");
        Torch.ensureLoaded();
        progress(-1, "Opening " + path.getFileName());
        WeightFile file = WeightFiles.open(path);
        StackRules.check(order.stack(), DeviceKind.CPU, file.configuration());
        try (Tokenizer tokenizer = HuggingFaceTokenizers.open(path)) {
            Prompts prompts = Prompts.of(order, file.configuration(), tokenizer);
            progress(-1, "Checking " + path.getFileName());
            var provenance = WorkerProvenance.of(file, tokenizer);
            memory.baseRead();
            try (LanguageModel model = TorchLanguageModel.load(file, order.stack(), prompts.contextTokens(),
                    this::loading)) {
                memory.loaded();
                LoadReport load = report(model, 0, List.of());
                stream.send(new WorkerReport.Loaded(load, provenance));
                run(model, tokenizer, prompts);
            }
        }
    }

    private void run(LanguageModel model, Tokenizer tokenizer, Prompts prompts) throws IOException {
        var generator = new Generator(model, tokenizer, order.stack().decoding(), new WorkloadStop(order.stop()),
                order.maxNewTokens());
        warmUp(model, generator, prompts);
        long start = System.nanoTime();
        int position = 0;
        for (int pass = 1; pass <= order.passes(); pass++) {
            for (Prompts.Prompt prompt : prompts.list()) {
                Generation generation = generator.generate(prompt.text(), prompts.addSpecialTokens(),
                        (long) pass << 32 | prompt.row(), cancelled);
                if (generation.finishReason() == FinishReason.CANCELLED) {
                    return;
                }
                position++;
                memory.holds(generation.keyValueBytes());
                stream.send(new WorkerReport.Measured(position, prompt.row(), pass, generation.text(),
                        generation.finishReason(), generation.promptTokens(), prompt.cutWords(),
                        generation.tokenIds(), generation.times()));
            }
        }
        double wallMillis = (System.nanoTime() - start) / 1e6;
        stream.send(new WorkerReport.Finished(wallMillis, memory.use(model.facts())));
    }

    private void warmUp(LanguageModel model, Generator generator, Prompts prompts) throws IOException {
        long start = System.nanoTime();
        List<Double> sampleMillis = new ArrayList<>();
        while (!WarmUp.isFinished(sampleMillis) && !cancelled.getAsBoolean()) {
            progress((double) sampleMillis.size() / WarmUp.MAXIMUM_SAMPLES, "Warming up");
            // Always the same article: only then do two times in a row say whether the machine has settled.
            Prompts.Prompt prompt = prompts.list().getFirst();
            sampleMillis.add(generator.generate(prompt.text(), prompts.addSpecialTokens(), 0, cancelled)
                    .times()
                    .endToEndMillis());
        }
        stream.send(new WorkerReport.WarmedUp(report(model, (System.nanoTime() - start) / 1e6, sampleMillis)));
    }

    private static LoadReport report(LanguageModel model, double warmUpMillis, List<Double> sampleMillis) {
        var facts = model.facts();
        return new LoadReport(facts.loadMillis(), warmUpMillis, sampleMillis.size(), WarmUp.hasSettled(sampleMillis),
                facts.parameters(), facts.weightsBytes(), Torch.threads(), facts.lines());
    }

    private void loading(int layers, int ofLayers) {
        if (cancelled.getAsBoolean()) {
            throw new org.headlinebench.failure.UserError("Cancelled while the model was being loaded.",
                    "Start the run again.");
        }
        try {
            progress((double) layers / ofLayers, "Loading layer " + (layers + 1) + " of " + ofLayers);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void progress(double fraction, String message) throws IOException {
        stream.send(new WorkerReport.Progress(fraction, message));
    }
}
