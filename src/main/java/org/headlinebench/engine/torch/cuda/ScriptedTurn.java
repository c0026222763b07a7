package org.headlinebench.engine.torch.cuda;

import java.util.ArrayList;
import java.util.List;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.cache.SequenceCache;
import org.headlinebench.engine.torch.script.Script;

/** The step out of libtorch's operators. */
final class ScriptedTurn implements Turn {
    private final Script script;
    private final List<IValue> model;

    /** @param model weights, rotary tables, shape and epsilon, as the program takes them; stay the model's */
    ScriptedTurn(Script script, List<IValue> model) {
        this.script = script;
        this.model = List.copyOf(model);
    }

    @Override
    public Runnable on(SequenceCache cache, IValue state) {
        var arguments = new ArrayList<>(List.of(state));
        arguments.addAll(model.subList(0, 2));
        arguments.add(cache.list());
        arguments.addAll(model.subList(2, model.size()));
        return () -> script.call("turn", arguments.toArray(IValue[]::new)).close();
    }

    @Override
    public String means() {
        return "libtorch's operators";
    }

    @Override
    public void close() {
        // Everything is the model's.
    }
}
