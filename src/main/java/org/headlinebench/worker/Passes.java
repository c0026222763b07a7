package org.headlinebench.worker;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.headlinebench.engine.Generation;

/** Writes about all articles once. */
interface Passes {
    /** Is told about each article that is done. */
    interface Listener {
        /** @param cacheBytes of all caches that were open then */
        void written(Prompts.Prompt prompt, Generation generation, long cacheBytes) throws IOException;

        /** Another token is there, not the last; gives the text so far, which may end within a character. */
        default void wrote(Prompts.Prompt prompt, Supplier<String> text) throws IOException {}
    }

    /**
     * @param pass      which pass over the articles; sampled ones draw other numbers in each
     * @param cancelled what is not done then is dropped
     */
    void write(Prompts prompts, int pass, Listener listener, BooleanSupplier cancelled) throws IOException;

    /** The most articles that were written about in one pass of the model so far. */
    int mostTogether();

    /** The stream of random numbers of an article. */
    static long stream(int pass, Prompts.Prompt prompt) {
        return pass == 0 ? 0 : (long) pass << 32 | prompt.row();
    }
}
