package org.headlinebench.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BooleanSupplier;

import org.headlinebench.benchmark.protocol.RunOrder;
import org.headlinebench.engine.Generation;
import org.headlinebench.engine.Generator;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.tokenizer.Tokenizer;

/** One article after the other. */
final class SinglePasses implements Passes {
    private final Generator generator;
    private final SharedBeginning beginning;

    SinglePasses(LoadedModels models, SharedBeginning beginning, Tokenizer tokenizer, RunOrder order) {
        this.beginning = beginning;
        generator = new Generator(models.target(), models.draft(), beginning.reuse(), tokenizer,
                order.stack().decoding(),
                new WorkloadStop(order.stop()), order.maxNewTokens());
    }

    @Override
    public void write(Prompts prompts, int pass, Listener listener, BooleanSupplier cancelled) throws IOException {
        beginning.beginPass();
        for (Prompts.Prompt prompt : prompts.list()) {
            Generation generation = generate(prompts, prompt, pass, listener, cancelled);
            if (generation.finishReason() == FinishReason.CANCELLED) {
                return;
            }
            listener.written(prompt, generation, generation.keyValueBytes());
        }
    }

    private Generation generate(Prompts prompts, Prompts.Prompt prompt, int pass, Listener listener,
            BooleanSupplier cancelled) throws IOException {
        try {
            return generator.generate(prompt.text(), prompts.addSpecialTokens(), Passes.stream(pass, prompt), text -> {
                try {
                    listener.wrote(prompt, text);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }, cancelled);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public int mostTogether() {
        return 1;
    }
}
