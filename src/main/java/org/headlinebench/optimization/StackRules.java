package org.headlinebench.optimization;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.weights.ModelConfiguration;

/** The one place that says what runs with what; asked before anything is loaded. */
public final class StackRules {
    private StackRules() {}

    /**
     * Accepts a stack or refuses it.
     *
     * @throws UserError with the reason and the nearest stack that runs
     */
    public static void check(Stack stack, DeviceKind device) {
        if (device == DeviceKind.CUDA) {
            throw new UserError("Stacks run on the CPU only in this version.",
                    "Use --device cpu: " + stack.with(Precision.defaultOn(DeviceKind.CPU)).text() + ".");
        }
    }

    /**
     * Accepts a draft model by its size or refuses it.
     *
     * @param stack decodes speculatively with a named draft
     * @throws UserError if the draft has more weights than the target, or another number of tokens than fits it
     */
    public static void checkDraft(Stack stack, ModelConfiguration target, ModelConfiguration draft) {
        long targetWeights = target.parameterCount().total();
        long draftWeights = draft.parameterCount().total();
        if (draftWeights > targetWeights) {
            throw new UserError("The draft " + draftOf(stack) + " has " + draftWeights
                    + " weights, more than the target's " + targetWeights
                    + ": it would be slower than what it is to speed up.",
                    "Choose a smaller draft, or none: " + withoutDraft(stack) + ".");
        }
    }

    /**
     * Accepts a draft model by its tokenizer or refuses it.
     *
     * @param targetFingerprint of the target's vocabulary and merges
     * @throws UserError if the draft's are others
     */
    public static void checkDraftTokenizer(Stack stack, String targetFingerprint, String draftFingerprint) {
        if (!targetFingerprint.equals(draftFingerprint)) {
            throw new UserError(
                    "The draft " + draftOf(stack)
                            + " has another vocabulary than the target: its tokens mean other text.",
                    "Choose a draft with the same tokenizer, or none: " + withoutDraft(stack) + ".");
        }
    }

    /** The failure of a speculative stack for whose model no draft is known. */
    public static UserError withoutDraft(Stack stack, String model) {
        return new UserError("Speculative decoding needs a draft model, and the catalog names none for " + model + ".",
                "Name a smaller model with the same tokenizer: decoding=speculative(draft=ID); or use none: "
                        + withoutDraft(stack) + ".");
    }

    /** The nearest stack that needs no draft: it too proposes tokens and verifies them. */
    private static String withoutDraft(Stack stack) {
        return stack.with(new Decoding.PromptLookup(3, 8, stack.decoding().rule())).text();
    }

    private static String draftOf(Stack stack) {
        return stack.decoding() instanceof Decoding.Speculative speculative ? speculative.draft().orElse("model") : "";
    }
}
