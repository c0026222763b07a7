package org.headlinebench.dataset.prompt;

import org.headlinebench.dataset.DatasetError;

/** A row's prompt has more tokens than the model's context or the cache can take. */
public final class PromptTooLongError extends DatasetError {
    private final transient PromptFit.Refused refusal;

    PromptTooLongError(PromptFit.Refused refusal) {
        super("The prompt of row %d has %d tokens, but only %d fit%s.".formatted(refusal.rowNumber(),
                refusal.promptTokens(), refusal.limitTokens(), addition(refusal.reason())), remedy(refusal.reason()));
        this.refusal = refusal;
    }

    /** The row, its tokens, the limit and the reason. */
    public PromptFit.Refused refusal() {
        return refusal;
    }

    private static String addition(PromptFit.Reason reason) {
        return switch (reason) {
            case NOT_TO_BE_CUT -> "";
            case NO_WORD_FITS -> ": not even the first word of its description";
            case TEMPLATE_TOO_LONG -> ": the template alone is too long";
        };
    }

    private static String remedy(PromptFit.Reason reason) {
        return switch (reason) {
            case NOT_TO_BE_CUT ->
                "Let descriptions be cut, leave out the row, ask for fewer new tokens, or give the cache"
                        + " more positions.";
            case NO_WORD_FITS, TEMPLATE_TOO_LONG ->
                "Use a shorter prompt template, ask for fewer new tokens, or give the"
                        + " cache more positions.";
        };
    }
}
