package org.headlinebench.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.headlinebench.benchmark.protocol.RunOrder;
import org.headlinebench.engine.BatchGenerator;
import org.headlinebench.engine.Generation;
import org.headlinebench.engine.SharedPrefix;
import org.headlinebench.tokenizer.Tokenizer;

/** Several articles at a time; all of a pass wait from its beginning. */
final class BatchPasses implements Passes {
    private final BatchGenerator generator;
    private final BatchGenerator.Terms terms;

    BatchPasses(LoadedModels models, Optional<SharedPrefix> prefix, Tokenizer tokenizer, RunOrder order) {
        generator = new BatchGenerator(models.target(), models.draft(), prefix, tokenizer, order.stack().decoding(),
                order.stack().batching());
        terms = new BatchGenerator.Terms(order.stack().decoding().rule(), new WorkloadStop(order.stop()),
                order.maxNewTokens());
    }

    @Override
    public void write(Prompts prompts, int pass, Listener listener, BooleanSupplier cancelled) throws IOException {
        List<BatchGenerator.Request<Prompts.Prompt>> requests = prompts.list()
                .stream()
                .map(prompt -> new BatchGenerator.Request<>(prompt, prompt.text(), prompts.addSpecialTokens(),
                        Passes.stream(pass, prompt), terms))
                .toList();
        try {
            generator.generate(requests, new BatchGenerator.Listener<>() {
                @Override
                public void wrote(Prompts.Prompt prompt, Supplier<String> text) {
                    tell(() -> listener.wrote(prompt, text));
                }

                @Override
                public void finished(Prompts.Prompt prompt, Generation generation, long openBytes) {
                    tell(() -> listener.written(prompt, generation, openBytes));
                }
            }, cancelled);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private interface Telling {
        void run() throws IOException;
    }

    private static void tell(Telling telling) {
        try {
            telling.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int mostTogether() {
        return generator.mostTogether();
    }
}
