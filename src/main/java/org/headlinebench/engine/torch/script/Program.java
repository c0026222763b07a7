package org.headlinebench.engine.torch.script;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import ai.djl.Model;

/**
 * A compiled program.
 *
 * @param inlined methods that have run once, in which the texts of those they call have taken the place of the calls
 */
record Program(Model model, Set<String> inlined) {
    Program(Model model) {
        this(model, ConcurrentHashMap.newKeySet());
    }
}
