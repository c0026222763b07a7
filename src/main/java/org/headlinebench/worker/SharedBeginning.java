package org.headlinebench.worker;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.headlinebench.engine.EarlierTurn;
import org.headlinebench.engine.Generation;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.Reuse;
import org.headlinebench.engine.SharedPrefix;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Prefix;
import org.headlinebench.optimization.Stack;
import org.headlinebench.tokenizer.Tokenizer;

/** What prompts of a run begin with and need not compute again, if the stack says so. */
final class SharedBeginning implements AutoCloseable {
    private final Optional<SharedPrefix> prefix;
    private final Optional<EarlierTurn> turn;
    private final Tokenizer tokenizer;
    private final boolean addSpecialTokens;
    private int[] before = {};

    private SharedBeginning(Optional<SharedPrefix> prefix, Optional<EarlierTurn> turn, Tokenizer tokenizer,
            boolean addSpecialTokens) {
        this.prefix = prefix;
        this.turn = turn;
        this.tokenizer = tokenizer;
        this.addSpecialTokens = addSpecialTokens;
    }

    /** Computes before anything is measured what all prompts share. */
    static SharedBeginning of(Stack stack, LanguageModel model, Prompts prompts, Tokenizer tokenizer) {
        Optional<SharedPrefix> prefix = Optional.empty();
        Optional<EarlierTurn> turn = Optional.empty();
        switch (stack.prefix()) {
            case OFF -> {
            }
            case SHARED -> prefix = Optional.of(computed(stack, model, prompts, tokenizer));
            case TURNS -> turn = Optional.of(new EarlierTurn());
        }
        return new SharedBeginning(prefix, turn, tokenizer, prompts.addSpecialTokens());
    }

    private static SharedPrefix computed(Stack stack, LanguageModel model, Prompts prompts, Tokenizer tokenizer) {
        List<int[]> ids = prompts.list()
                .stream()
                .map(prompt -> tokenizer.encode(prompt.text(), prompts.addSpecialTokens()))
                .toList();
        return SharedPrefix.of(model, ids, stack.decoding().rule())
                .orElseThrow(() -> new UserError(
                        "prefix=shared computes the beginning that prompts have in common, and these have none.",
                        "Use a prompt template with words before the description and at least two articles, or leave "
                                + "prefix=shared out: " + stack.with(Prefix.OFF).text() + "."));
    }

    /** What prompts that come one after the other take over. */
    Optional<? extends Reuse> reuse() {
        return prefix.isPresent() ? prefix : turn;
    }

    /** What prompts of a batch take over. */
    Optional<SharedPrefix> prefix() {
        return prefix;
    }

    /** Another pass over the prompts begins: no turn is before its first. */
    void beginPass() {
        turn.ifPresent(EarlierTurn::forget);
        before = new int[0];
    }

    /** How many first tokens of a prompt, which is the next one of its pass, need no computing. For the proof of effect. */
    int expected(Prompts.Prompt prompt, Generation written) {
        if (turn.isEmpty()) {
            return prefix.map(SharedPrefix::length).orElse(0);
        }
        int[] ids = tokenizer.encode(prompt.text(), addSpecialTokens);
        int common = EarlierTurn.commonTokens(before, ids);
        // The token chosen last was never fed back.
        List<Integer> fed = written.tokenIds().subList(0, written.tokenIds().size() - 1);
        before = IntStream.concat(IntStream.of(ids), fed.stream().mapToInt(Integer::intValue)).toArray();
        return common;
    }

    /** For the run's proof of effect. */
    List<String> facts() {
        if (turn.isPresent()) {
            return List.of(
                    "prefix taken over from the turn before as far as its tokens are the same, checked in each sample");
        }
        return prefix.map(shared -> "prefix of " + shared.length() + " tokens computed once in "
                + Math.round(shared.millis()) + " ms, before anything is measured").stream().toList();
    }

    @Override
    public void close() {
        prefix.ifPresent(SharedPrefix::close);
        turn.ifPresent(EarlierTurn::close);
    }
}
