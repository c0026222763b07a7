package org.headlinebench.benchmark;

import java.util.Optional;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;
import org.headlinebench.weights.ModelConfiguration;

/** The draft models of speculative stacks. */
public final class Drafts {
    private Drafts() {}

    /** The model that a stack has as its draft; absent where it has none or does not name it. */
    public static Optional<String> of(Stack stack) {
        return stack.decoding() instanceof Decoding.Speculative speculative ? speculative.draft() : Optional.empty();
    }

    /**
     * Accepts a stack for a model, naming the draft that the catalog has for it where the stack names none.
     *
     * @param model a catalog id or a path
     * @throws UserError if the stack cannot run on the device, the draft is not known or does not fit the model
     */
    public static Stack accept(Stack stack, String model, DeviceKind device, ModelFiles models) {
        Optional<ModelConfiguration> large = models.sizes(model);
        large.ifPresentOrElse(sizes -> StackRules.check(stack, device, sizes), () -> StackRules.check(stack, device));
        if (!(stack.decoding() instanceof Decoding.Speculative speculative)) {
            return stack;
        }
        Optional<String> draft = speculative.draft().or(() -> models.draftOf(model));
        if (draft.isEmpty()) {
            throw StackRules.withoutDraft(stack, model);
        }
        Stack named = stack.with(speculative.with(draft.get()));
        Optional<ModelConfiguration> small = models.sizes(draft.get());
        if (large.isPresent() && small.isPresent()) {
            StackRules.checkDraft(named, large.get(), small.get());
        }
        return named;
    }
}
