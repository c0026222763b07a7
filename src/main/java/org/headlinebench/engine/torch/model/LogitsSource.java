package org.headlinebench.engine.torch.model;

import java.util.List;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.cache.CacheSource;
import org.headlinebench.engine.torch.cache.SequenceCache;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.metrics.ParallelUse;

/** Computes the logits of passes where that is not the work of the program that chooses tokens. */
public interface LogitsSource extends CacheSource {
    /** The program that chooses tokens; closed by its model. */
    Script chooser();

    /** What the program's {@code logits} takes for weights; closed by the model. */
    IValue weights();

    /**
     * Computes a pass; afterwards its logits are in {@link #weights}.
     *
     * @param ids    the new tokens of all sequences, one sequence behind the other
     * @param counts how many of them each brings
     * @param pasts  how many tokens each sequence's cache holds
     * @param wanted how many of each sequence's newest positions are asked for what follows them
     * @param caches each sequence's, opened here
     */
    void run(long[] ids, long[] counts, long[] pasts, long[] wanted, List<SequenceCache> caches);

    /** How the work was shared so far. */
    ParallelUse use();
}
