package org.headlinebench.engine.torch.linear;

import java.util.Map;
import java.util.TreeMap;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.torch.script.Script;

/** The list of modules with which a program computes, while it is built up in the family's order. */
public final class WeightList {
    /** Number types that weights may be in, by {@code c10::ScalarType}'s number. */
    private static final Map<Long, String> TYPES = Map.of(0L, "uint8", 1L, "int8", 3L, "int32", 4L, "int64", 5L,
            "float16", 6L, "float32", 15L, "bfloat16");
    private final Script script;
    private final IValue list;
    private long length;

    public WeightList(Script script) {
        this.script = script;
        this.list = script.call("weights");
    }

    /**
     * Appends a module by a method of the program that takes the list and these tensors.
     *
     * @return the module's bytes
     */
    public long append(String method, PtNDArray... tensors) {
        IValue[] values = new IValue[tensors.length];
        for (int i = 0; i < tensors.length; i++) {
            values[i] = IValue.from(tensors[i]);
        }
        try {
            return append(method, values);
        } finally {
            for (IValue value : values) {
                value.close();
            }
        }
    }

    /** As the other, with values of any kind. */
    public long append(String method, IValue... values) {
        extend(method, values);
        length++;
        return newestBytes();
    }

    /** Appends a module that has the tensors of an earlier one, which take no bytes again. */
    public void appendShared(int module) {
        try (IValue index = IValue.from((long) module)) {
            append("add_shared", index);
        }
    }

    /** Calls a method of the program that takes the list and these values and adds to its newest module. */
    public void extend(String method, IValue... values) {
        IValue[] all = new IValue[values.length + 1];
        all[0] = list;
        System.arraycopy(values, 0, all, 1, values.length);
        script.call(method, all).close();
    }

    /** Adds to the newest module what is left of its next matrix. */
    public void extend(Kept kept) {
        try (IValue columns = IValue.listFrom(kept.columns());
                IValue places = IValue.listFrom(kept.places())) {
            extend("extend_index", columns);
            extend("extend_index", places);
        }
    }

    /** Bytes of the module appended last. */
    public long newestBytes() {
        return bytesByType(length - 1, length).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Bytes of all modules by number type, measured on the tensors themselves; a shared tensor counts each time. */
    public Map<String, Long> bytesByType() {
        return bytesByType(0, length);
    }

    /** What the program is called with. Native memory that the caller closes. */
    public IValue value() {
        return list;
    }

    private Map<String, Long> bytesByType(long from, long to) {
        var bytes = new TreeMap<String, Long>();
        TYPES.forEach((code, name) -> {
            try (IValue start = IValue.from(from);
                    IValue end = IValue.from(to);
                    IValue type = IValue.from(code);
                    IValue sum = script.call("bytes_as", list, start, end, type)) {
                if (sum.toLong() > 0) {
                    bytes.put(name, sum.toLong());
                }
            }
        });
        return bytes;
    }
}
