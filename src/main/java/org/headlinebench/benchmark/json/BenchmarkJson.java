package org.headlinebench.benchmark.json;

import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.failure.UserError;

/**
 * The JSON form of the benchmark's records, for the worker protocol and the run store: components by their names; a
 * stack, a device and a run id as the text that a user writes; numbers so that they read back to the last bit.
 *
 * <p>A later version may add components if they are {@code Optional…}: those may be absent from a document, all others
 * are required. It may also leave components out, since unknown ones are ignored. Any other change needs a new version of
 * the protocol or of the store.
 */
public final class BenchmarkJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new RequiredComponents())
            .addModule(new TextForms())
            .addModule(new FiniteNumbers())
            // News may hold half of a surrogate pair, which only an escape carries through UTF-8 unchanged.
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private BenchmarkJson() {}

    /**
     * One line of JSON, in ASCII.
     *
     * @throws IllegalArgumentException for a number that is not finite: JSON has none, and no result is one
     */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no JSON for this " + value.getClass().getSimpleName(), e);
        }
    }

    /**
     * Reads what {@link #write} wrote, in this version or another.
     *
     * @throws UnreadableDocument if it is no JSON, lacks what the type needs or holds what its constructor refuses
     */
    public static <T> T read(String json, Class<T> type) {
        T value;
        try {
            value = MAPPER.readValue(json, type);
        } catch (JacksonException | IllegalArgumentException | UserError e) {
            throw new UnreadableDocument(type, e);
        }
        if (value == null) {
            throw new UnreadableDocument(type, new IllegalArgumentException("it is null"));
        }
        return value;
    }
}
