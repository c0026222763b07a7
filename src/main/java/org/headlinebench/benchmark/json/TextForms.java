package org.headlinebench.benchmark.json;

import java.util.function.Function;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;

/** Values that have a text form of their own are written as that text. */
final class TextForms extends SimpleModule {
    private static final long serialVersionUID = 1;

    TextForms() {
        // A canonical text names every axis, so the device that only decides defaults does not matter.
        text(Stack.class, Stack::text, text -> Stack.parse(text, DeviceKind.CPU));
        text(DeviceId.class, DeviceId::toString, DeviceId::parse);
        text(RunId.class, RunId::value, RunId::new);
    }

    private <T> void text(Class<T> type, Function<T, String> write, Function<String, T> read) {
        addSerializer(type, new StdSerializer<>(type) {
            @Override
            public void serialize(T value, JsonGenerator generator, SerializationContext context) {
                generator.writeString(write.apply(value));
            }
        });
        addDeserializer(type, new StdDeserializer<>(type) {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                if (parser.currentToken() != JsonToken.VALUE_STRING) {
                    return context.reportInputMismatch(type, "a %s is a text", type.getSimpleName());
                }
                return read.apply(parser.getString());
            }
        });
    }
}
