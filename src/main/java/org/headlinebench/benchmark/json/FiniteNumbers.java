package org.headlinebench.benchmark.json;

import java.util.OptionalDouble;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Refuses to write NaN and infinities, which would otherwise become texts. */
final class FiniteNumbers extends SimpleModule {
    private static final long serialVersionUID = 1;

    FiniteNumbers() {
        addSerializer(Double.class, new Finite(Double.class));
        addSerializer(Double.TYPE, new Finite(Double.class));
        addSerializer(OptionalDouble.class, new StdSerializer<>(OptionalDouble.class) {
            @Override
            public void serialize(OptionalDouble value, JsonGenerator generator, SerializationContext context) {
                if (value.isPresent()) {
                    generator.writeNumber(finite(value.getAsDouble()));
                } else {
                    generator.writeNull();
                }
            }
        });
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a finite number: " + value);
        }
        return value;
    }

    private static final class Finite extends StdSerializer<Double> {
        Finite(Class<Double> type) {
            super(type);
        }

        @Override
        public void serialize(Double value, JsonGenerator generator, SerializationContext context) {
            generator.writeNumber(finite(value));
        }
    }
}
