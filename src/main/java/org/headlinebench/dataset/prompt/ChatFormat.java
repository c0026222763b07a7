package org.headlinebench.dataset.prompt;

/** A model's chat template: the port through which a prompt is put into the form that an instructed model expects. */
@FunctionalInterface
public interface ChatFormat {
    /**
     * The whole prompt for one user message, up to and including the opening of the model's answer.
     *
     * <p>The message carries text of a news file: an implementation must not let it be read as the template's own special
     * tokens.
     */
    String render(String userMessage);
}
