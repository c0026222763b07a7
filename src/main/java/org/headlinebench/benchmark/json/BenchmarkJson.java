package org.headlinebench.benchmark.json;

import java.util.function.Function;

import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * The JSON form of the benchmark's records, for the worker protocol and the run store: components by their names, a
 * stack, a device and a run id as the text that a user writes.
 */
public final class BenchmarkJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(texts())
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private BenchmarkJson() {}

    /** One line of JSON. */
    public static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /**
     * Reads what {@link #write} wrote, in this version or another: properties that are not known are left out.
     *
     * @throws UnreadableDocument if it is no JSON or lacks what the type needs
     */
    public static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JacksonException | IllegalArgumentException | UserError e) {
            throw new UnreadableDocument(type, e);
        }
    }

    private static SimpleModule texts() {
        var module = new SimpleModule("texts");
        // A canonical text names every axis, so the device that only decides defaults does not matter.
        text(module, Stack.class, Stack::text, text -> Stack.parse(text, DeviceKind.CPU));
        text(module, DeviceId.class, DeviceId::toString, DeviceId::parse);
        text(module, RunId.class, RunId::value, RunId::new);
        return module;
    }

    private static <T> void text(SimpleModule module, Class<T> type, Function<T, String> write,
            Function<String, T> read) {
        module.addSerializer(type, new StdSerializer<>(type) {
            @Override
            public void serialize(T value, JsonGenerator generator, SerializationContext context) {
                generator.writeString(write.apply(value));
            }
        });
        module.addDeserializer(type, new StdDeserializer<>(type) {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) {
                return read.apply(parser.getValueAsString());
            }
        });
    }
}
