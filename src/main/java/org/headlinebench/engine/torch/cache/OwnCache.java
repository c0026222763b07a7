package org.headlinebench.engine.torch.cache;

import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.script.Script;

/** A cache whose tensors belong to one sequence; its text of the program does the rest. */
final class OwnCache implements SequenceCache {
    private final Script script;
    private final IValue list;

    OwnCache(Script script, IValue list) {
        this.script = script;
        this.list = list;
    }

    @Override
    public IValue list() {
        return list;
    }

    @Override
    public void makeRoom(int length, int tokens) {
        // The pass itself does.
    }

    @Override
    public void place(int length, int tokens) {
        // Behind those that are there.
    }

    @Override
    public void rollBack(int length, int newLength) {
        try (IValue from = IValue.from((long) length);
                IValue to = IValue.from((long) newLength);
                IValue left = script.call("truncate", list, from, to)) {
            if (left.toLong() != newLength) {
                throw new IllegalStateException(
                        "this cache has forgotten what going back to " + newLength + " tokens needs");
            }
        }
    }

    @Override
    public void adopt(SequenceCache other, int otherLength, int length) {
        try (IValue first = IValue.from((long) length)) {
            script.call("adopt", list, other.list(), first).close();
        }
        rollBack(otherLength, length);
    }

    @Override
    public long bytes() {
        try (IValue bytes = script.call("bytes", list)) {
            return bytes.toLong();
        }
    }

    @Override
    public void close() {
        list.close();
    }
}
