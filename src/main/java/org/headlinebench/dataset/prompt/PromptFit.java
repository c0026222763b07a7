package org.headlinebench.dataset.prompt;

import java.util.Objects;

/** Whether a row's prompt fits, and at what price. */
public sealed interface PromptFit {
    /** The row that was fitted, 1-based. */
    int rowNumber();

    /**
     * A prompt that fits.
     *
     * @param rowNumber 1-based
     * @param prompt the whole text for the model
     * @param promptTokens its tokens, at most the limit
     * @param cutWords words taken off the end of the description; 0 when it is complete
     * @param cutCharacters characters (code points) taken off with them, white space included
     */
    record Fitted(int rowNumber, String prompt, int promptTokens, int cutWords,
            int cutCharacters) implements PromptFit {
        public Fitted {
            Objects.requireNonNull(prompt, "prompt");
            if (promptTokens < 0 || cutWords < 0 || cutCharacters < cutWords) {
                throw new IllegalArgumentException("not a fit: " + promptTokens + " tokens, " + cutWords + " words");
            }
        }

        /** Whether the description was cut. */
        public boolean isCut() {
            return cutWords > 0;
        }
    }

    /**
     * A prompt that does not fit.
     *
     * @param rowNumber 1-based
     * @param promptTokens tokens of the whole prompt
     * @param limitTokens most tokens a prompt may have
     * @param reason why it was not cut, or why cutting did not help
     */
    record Refused(int rowNumber, int promptTokens, int limitTokens, Reason reason) implements PromptFit {
        public Refused {
            Objects.requireNonNull(reason, "reason");
            if (promptTokens <= limitTokens) {
                throw new IllegalArgumentException(promptTokens + " tokens fit in " + limitTokens);
            }
        }

        /** The refusal as a failure, for a caller that stops at it. */
        public PromptTooLongError error() {
            return new PromptTooLongError(this);
        }
    }

    /** Why a prompt was refused. */
    enum Reason {
        /** The user chose that descriptions are not cut. */
        NOT_TO_BE_CUT,
        /** Not even the first word of the description fits beside the template. */
        NO_WORD_FITS,
        /** The template is too long without any description. */
        TEMPLATE_TOO_LONG
    }
}
