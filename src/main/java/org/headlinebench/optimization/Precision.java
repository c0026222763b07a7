package org.headlinebench.optimization;

import java.util.Locale;

import org.headlinebench.device.DeviceKind;

/** The number type in which a model computes. */
public enum Precision {
    FLOAT32("float32", 4), BFLOAT16("bfloat16", 2), FLOAT16("float16", 2);

    private final String word;
    private final int bytes;

    Precision(String word, int bytes) {
        this.word = word;
        this.bytes = bytes;
    }

    /** The name as PyTorch writes it. */
    public String word() {
        return word;
    }

    /** Bytes of one number. */
    public int bytes() {
        return bytes;
    }

    /** What a stack that names none runs in: bfloat16 on CUDA, float32 on the CPU. */
    public static Precision defaultOn(DeviceKind device) {
        return switch (device) {
            case CPU -> FLOAT32;
            case CUDA -> BFLOAT16;
        };
    }

    static Precision of(Choice choice) {
        choice.accept();
        return named(choice.word());
    }

    static Precision named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    Choice choice() {
        return Choice.of(word);
    }
}
