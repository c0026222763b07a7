package org.headlinebench.serve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.benchmark.protocol.WriteRequest;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.schema.JsonSchema;

/**
 * A request for a completion or a chat, read from JSON. What this server does not do is refused, never left out.
 *
 * @param body   the whole JSON object
 * @param isChat whether it is one for {@code /v1/chat/completions}
 */
record CompletionRequest(JsonNode body, boolean isChat) {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int MOST_STOPS = 4;
    private static final int MOST_STOP_LENGTH = 1_000;
    private static final int DEFAULT_COMPLETION = 16;
    private static final double MOST_TEMPERATURE = 2;

    /** Say nothing about the text. */
    private static final Set<String> IGNORED = Set.of("user", "metadata", "store", "service_tier", "safety_identifier",
            "prompt_cache_key", "parallel_tool_calls", "reasoning_effort", "verbosity");
    private static final Set<String> READ = Set.of("model", "max_tokens", "temperature", "top_p", "top_k", "stop",
            "seed",
            "stream", "stream_options", "response_format", "ignore_eos", "n");
    /** Known, and harmless with these values alone. */
    private static final Map<String, Set<String>> NEUTRAL = Map.ofEntries(Map.entry("best_of", Set.of("1")),
            Map.entry("echo", Set.of("false")), Map.entry("logprobs", Set.of("false", "0")),
            Map.entry("top_logprobs", Set.of("0")), Map.entry("presence_penalty", Set.of("0", "0.0")),
            Map.entry("frequency_penalty", Set.of("0", "0.0")), Map.entry("logit_bias", Set.of("{}")),
            Map.entry("suffix", Set.of("\"\"")), Map.entry("tools", Set.of("[]")),
            Map.entry("tool_choice", Set.of("\"none\"", "\"auto\"")), Map.entry("functions", Set.of("[]")),
            Map.entry("function_call", Set.of("\"none\"", "\"auto\"")),
            Map.entry("modalities", Set.of("[\"text\"]")), Map.entry("audio", Set.of()),
            Map.entry("prediction", Set.of()), Map.entry("web_search_options", Set.of()));

    /** @throws ApiError if it is no JSON object, or has fields that are unknown or cannot be honoured */
    static CompletionRequest read(byte[] json, boolean isChat) {
        JsonNode body;
        try {
            body = MAPPER.readTree(json);
        } catch (JacksonException e) {
            throw ApiError.unreadable("We could not parse the JSON body of your request: " + e.getOriginalMessage());
        }
        if (body == null || !body.isObject()) {
            throw ApiError.unreadable("The body of your request is no JSON object.");
        }
        var request = new CompletionRequest(body, isChat);
        request.requireKnownFields();
        return request;
    }

    private void requireKnownFields() {
        var known = new HashSet<>(READ);
        known.addAll(IGNORED);
        known.addAll(isChat ? Set.of("messages", "max_completion_tokens") : Set.of("prompt"));
        for (String name : body.propertyNames()) {
            JsonNode value = body.get(name);
            if (NEUTRAL.containsKey(name)) {
                if (!value.isNull() && !NEUTRAL.get(name).contains(value.toString())) {
                    throw ApiError.unsupported(name, "'" + name + "' is not supported by this server.");
                }
            } else if (!known.contains(name)) {
                throw ApiError.invalid(name, "unknown_parameter", "Unrecognized request argument supplied: " + name);
            }
        }
        long n = integer("n", 1, Integer.MAX_VALUE).orElse(1L);
        if (n != 1) {
            throw ApiError.unsupported("n", "This server writes one choice; n must be 1.");
        }
        if (body.path("stream_options").isObject() && !isStreamed()) {
            throw ApiError.invalid("stream_options", "invalid_value", "stream_options goes with stream: true only.");
        }
    }

    String model() {
        JsonNode model = body.path("model");
        if (!model.isString()) {
            throw ApiError.invalid("model", "missing_required_parameter", "You must provide a model parameter.");
        }
        return model.asString();
    }

    boolean isStreamed() {
        return bool(body, "stream");
    }

    /** Whether a stream ends with a chunk that counts tokens. */
    boolean wantsUsage() {
        JsonNode options = body.path("stream_options");
        if (options.isMissingNode() || options.isNull()) {
            return false;
        }
        if (!options.isObject()) {
            throw ApiError.invalid("stream_options", "invalid_type", "stream_options must be an object.");
        }
        return bool(options, "include_usage");
    }

    /**
     * For a worker.
     *
     * @param rule what chooses tokens where the request does not say
     * @throws ApiError if a value is wrong
     */
    WriteRequest forWorker(long id, Decoding.Plain rule) {
        Optional<Integer> tokens = integer("max_completion_tokens", 1, Integer.MAX_VALUE)
                .or(() -> integer("max_tokens", 1, Integer.MAX_VALUE))
                .map(Long::intValue)
                .or(() -> isChat ? Optional.empty() : Optional.of(DEFAULT_COMPLETION));
        Optional<String> schema = schema();
        wantsUsage();
        return new WriteRequest(id, isChat ? Optional.empty() : Optional.of(prompt()), isChat ? messages() : List.of(),
                tokens, sampling(rule), stops(), bool(body, "ignore_eos"), isStreamed(), schema);
    }

    private Optional<WriteRequest.Sampling> sampling(Decoding.Plain rule) {
        Optional<Decoding.Sample> given = rule instanceof Decoding.Sample sample
                ? Optional.of(sample)
                : Optional.empty();
        double temperature = number("temperature", 0, MOST_TEMPERATURE)
                .orElse(given.map(Decoding.Sample::temperature).orElse(0.0));
        double topP = number("top_p", 0, 1).orElse(given.map(Decoding.Sample::topP).orElse(1.0));
        int topK = integer("top_k", -1, Integer.MAX_VALUE).map(value -> (int) Math.max(0, value))
                .orElse(given.map(Decoding.Sample::topK).orElse(0));
        Optional<Long> seed = integer("seed", Long.MIN_VALUE, Long.MAX_VALUE);
        // A temperature or a share of (almost) 0 is the most probable token.
        if (temperature < 1e-4 || topP == 0) {
            return Optional.empty();
        }
        return Optional.of(new WriteRequest.Sampling(temperature, topK, topP,
                seed.orElseGet(() -> ThreadLocalRandom.current().nextLong())));
    }

    private String prompt() {
        JsonNode prompt = body.path("prompt");
        if (prompt.isMissingNode() || prompt.isNull()) {
            throw ApiError.invalid("prompt", "missing_required_parameter", "You must provide a prompt.");
        }
        if (prompt.isArray() && prompt.size() == 1 && prompt.get(0).isString()) {
            return prompt.get(0).asString();
        }
        if (prompt.isArray()) {
            throw ApiError.unsupported("prompt", "This server takes one prompt as text, not several or token ids.");
        }
        return text(prompt, "prompt");
    }

    private List<WriteRequest.Message> messages() {
        JsonNode messages = body.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            throw ApiError.invalid("messages", "missing_required_parameter",
                    "You must provide messages, an array with at least one.");
        }
        var read = new ArrayList<WriteRequest.Message>();
        for (JsonNode message : messages) {
            String where = "messages[" + read.size() + "]";
            if (!message.isObject()) {
                throw ApiError.invalid(where, "invalid_type", where + " is no object.");
            }
            for (String unsupported : List.of("tool_calls", "function_call", "audio")) {
                if (!message.path(unsupported).isMissingNode() && !message.get(unsupported).isNull()) {
                    throw ApiError.unsupported(where + "." + unsupported,
                            "'" + unsupported + "' is not supported by this server.");
                }
            }
            String role = text(message.path("role"), where + ".role");
            switch (role) {
                case "system", "user", "assistant" -> read
                        .add(new WriteRequest.Message(role, content(message.path("content"), where + ".content")));
                case "developer" -> read
                        .add(new WriteRequest.Message("system", content(message.path("content"), where + ".content")));
                case "tool", "function" -> throw ApiError.unsupported(where + ".role",
                        "Tool calls are not supported by this server.");
                default -> throw ApiError.invalid(where + ".role", "invalid_value",
                        "'" + role + "' is none of system, developer, user, assistant.");
            }
        }
        return read;
    }

    private static String content(JsonNode content, String where) {
        if (!content.isArray()) {
            return text(content, where);
        }
        var all = new StringBuilder();
        for (JsonNode part : content) {
            String type = part.path("type").asString("");
            if (!type.equals("text")) {
                throw ApiError.unsupported(where, "Content of type '" + type
                        + "' is not supported by this server: its models read text alone.");
            }
            all.append(text(part.path("text"), where));
        }
        return all.toString();
    }

    private List<String> stops() {
        JsonNode stop = body.path("stop");
        if (stop.isMissingNode() || stop.isNull()) {
            return List.of();
        }
        var stops = new ArrayList<String>();
        if (stop.isArray()) {
            stop.forEach(each -> stops.add(text(each, "stop")));
        } else {
            stops.add(text(stop, "stop"));
        }
        if (stops.size() > MOST_STOPS || stops.stream().anyMatch(s -> s.isEmpty() || s.length() > MOST_STOP_LENGTH)) {
            throw ApiError.invalid("stop", "invalid_value", "Give at most " + MOST_STOPS
                    + " stop texts, each of 1 to " + MOST_STOP_LENGTH + " characters.");
        }
        return stops;
    }

    private Optional<String> schema() {
        JsonNode format = body.path("response_format");
        String type = format.path("type").asString("");
        if (format.isMissingNode() || format.isNull() || type.equals("text")) {
            return Optional.empty();
        }
        if (!type.equals("json_schema")) {
            throw ApiError.unsupported("response_format",
                    "This server takes a response_format of type 'text' or 'json_schema', not '" + type + "'.");
        }
        JsonNode schema = format.path("json_schema").path("schema");
        if (!schema.isObject()) {
            throw ApiError.invalid("response_format.json_schema.schema", "missing_required_parameter",
                    "response_format.json_schema.schema is no object.");
        }
        if (bool(body, "ignore_eos") || !stops().isEmpty()) {
            throw ApiError.invalid("response_format", "invalid_value",
                    "A schema says where the text ends; stop and ignore_eos do not go with it.");
        }
        try {
            JsonSchema.parse(schema.toString());
        } catch (UserError e) {
            throw ApiError.invalid("response_format", "unsupported_schema", e.getMessage() + " " + e.remedy());
        }
        return Optional.of(schema.toString());
    }

    private static String text(JsonNode node, String parameter) {
        if (!node.isString()) {
            throw ApiError.invalid(parameter, "invalid_type", "'" + parameter + "' must be a text.");
        }
        return node.asString();
    }

    private static boolean bool(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            throw ApiError.invalid(name, "invalid_type", "'" + name + "' must be true or false.");
        }
        return value.asBoolean(false);
    }

    private Optional<Double> number(String name, double least, double most) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isNumber() || value.doubleValue() < least || value.doubleValue() > most) {
            throw ApiError.invalid(name, "invalid_value",
                    "'" + name + "' must be a number from " + least + " to " + most
                            + ".");
        }
        return Optional.of(value.doubleValue());
    }

    private Optional<Long> integer(String name, long least, long most) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < least
                || value.longValue() > most) {
            throw ApiError.invalid(name, "invalid_value", "'" + name + "' must be a whole number from " + least + " to "
                    + most + ".");
        }
        return Optional.of(value.longValue());
    }
}
