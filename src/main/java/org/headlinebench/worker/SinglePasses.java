package org.headlinebench.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.headlinebench.benchmark.protocol.RunOrder;
import org.headlinebench.engine.Generation;
import org.headlinebench.engine.Generator;
import org.headlinebench.engine.SharedPrefix;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.tokenizer.Tokenizer;

/** One article after the other. */
final class SinglePasses implements Passes {
    private final Generator generator;

    SinglePasses(LoadedModels models, Optional<SharedPrefix> prefix, Tokenizer tokenizer, RunOrder order) {
        generator = new Generator(models.target(), models.draft(), prefix, tokenizer, order.stack().decoding(),
                new WorkloadStop(order.stop()), order.maxNewTokens());
    }

    @Override
    public void write(Prompts prompts, int pass, Listener listener, BooleanSupplier cancelled) throws IOException {
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
