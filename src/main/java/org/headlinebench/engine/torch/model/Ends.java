package org.headlinebench.engine.torch.model;

/**
 * What a program's list of weights holds besides layers.
 *
 * @param embeds the embedding, and the table of positions where there is one
 * @param ends   the last norm and the head
 */
record Ends(boolean embeds, boolean ends) {
    static final Ends BOTH = new Ends(true, true);
}
