package org.headlinebench.engine;

import org.headlinebench.optimization.Cache;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.Topology;
import org.headlinebench.weights.ModelConfiguration;

/** Whether a sequence's cache held what its layout says: bytes measured on its tensors against their formula. */
final class CacheProof {
    private CacheProof() {}

    static void check(Stack stack, ModelConfiguration model, Generation written, int capacity) {
        // Shards of a model hold shares of heads and layers, each with a proof of its own kind.
        if (!(stack.topology() instanceof Topology.Single)) {
            return;
        }
        // The newest token was chosen but not fed.
        int tokens = written.promptTokens() + written.tokenIds().size() - 1;
        long held = written.keyValueBytes();
        String technique = "cache=" + stack.cache().choice().text();
        String found = "the cache held " + held + " bytes for " + tokens + " tokens, ";
        switch (stack.cache()) {
            case Cache.Offloaded(Cache inner) -> check(stack.with(inner), model, written, capacity);
            case Cache.None _ -> ProofOfEffect.require(held == 0, technique, found + "none should be");
            case Cache.Dynamic _,Cache.Hybrid _ -> {
                // A draft's or looked-up tokens may have been accepted beyond the one that ended the text.
                long least = bytes(stack, model, tokens);
                ProofOfEffect.require(held == least || stack.decoding().speculates() && held > least
                        && held <= bytes(stack, model, capacity), technique, found + least + " should be");
            }
            case Cache.Static _ -> ProofOfEffect.require(held == bytes(stack, model, capacity), technique,
                    found + bytes(stack, model, capacity) + " should be");
            case Cache.Sliding _,Cache.Rounded _,Cache.Paged _ -> ProofOfEffect.require(
                    held > 0 && held <= most(stack, model, tokens, capacity), technique,
                    found + most(stack, model, tokens, capacity) + " at most should be");
        }
    }

    private static long most(Stack stack, ModelConfiguration model, int tokens, int capacity) {
        boolean reserved = stack.decoding().speculates() || stack.cache().layout() instanceof Cache.Static;
        return bytes(stack, model, reserved ? capacity : tokens);
    }

    private static long bytes(Stack stack, ModelConfiguration model, int tokens) {
        return Footprint.cacheBytes(model, stack, tokens);
    }
}
