package org.headlinebench.worker;

import java.util.List;
import java.util.Optional;

import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.SharedPrefix;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Prefix;
import org.headlinebench.optimization.Stack;
import org.headlinebench.tokenizer.Tokenizer;

/** What the prompts of a run begin with, computed before anything is measured if the stack shares it. */
record SharedBeginning(Optional<SharedPrefix> prefix) implements AutoCloseable {
    static SharedBeginning of(Stack stack, LanguageModel model, Prompts prompts, Tokenizer tokenizer) {
        if (stack.prefix() == Prefix.OFF) {
            return new SharedBeginning(Optional.empty());
        }
        List<int[]> ids = prompts.list()
                .stream()
                .map(prompt -> tokenizer.encode(prompt.text(), prompts.addSpecialTokens()))
                .toList();
        return new SharedBeginning(Optional.of(SharedPrefix.of(model, ids, stack.decoding().rule())
                .orElseThrow(() -> new UserError(
                        "prefix=shared computes the beginning that prompts have in common, and these have none.",
                        "Use a prompt template with words before the description and at least two articles, or leave "
                                + "prefix=shared out: " + stack.with(Prefix.OFF).text() + "."))));
    }

    /** Tokens that are shared. */
    int length() {
        return prefix.map(SharedPrefix::length).orElse(0);
    }

    /** For the run's proof of effect. */
    List<String> facts() {
        return prefix.map(shared -> "prefix of " + shared.length() + " tokens computed once in "
                + Math.round(shared.millis()) + " ms, before anything is measured").stream().toList();
    }

    @Override
    public void close() {
        prefix.ifPresent(SharedPrefix::close);
    }
}
