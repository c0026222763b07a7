package org.headlinebench.weights;

import java.util.List;

/** A value of GGUF metadata. */
public sealed interface GgufValue {
    /** A UTF-8 string. */
    record Text(String value) implements GgufValue {}

    /** Any of the integer types. */
    record Whole(long value) implements GgufValue {}

    /** float32 or float64. */
    record Real(double value) implements GgufValue {}

    /** A boolean. */
    record Flag(boolean value) implements GgufValue {}

    /** An array of strings. */
    record Texts(List<String> values) implements GgufValue {
        public Texts {
            values = List.copyOf(values);
        }
    }

    /** An array of any integer type. */
    record Wholes(List<Long> values) implements GgufValue {
        public Wholes {
            values = List.copyOf(values);
        }
    }

    /** An array of floating-point numbers. */
    record Reals(List<Double> values) implements GgufValue {
        public Reals {
            values = List.copyOf(values);
        }
    }

    /** An array of booleans. */
    record Flags(List<Boolean> values) implements GgufValue {
        public Flags {
            values = List.copyOf(values);
        }
    }
}
