package org.headlinebench.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.metrics.FinishReason;

/**
 * The JSON of one answer, whole or in chunks.
 *
 * @param id      of the request, as clients see it
 * @param created in seconds since 1970
 */
record Answer(String id, long created, String model, boolean isChat) {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    static String json(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static String json(ApiError error) {
        var inner = new LinkedHashMap<String, Object>();
        inner.put("message", error.getMessage());
        inner.put("type", error.type());
        inner.put("param", error.parameter().orElse(null));
        inner.put("code", error.code());
        return json(Map.of("error", inner));
    }

    /** The whole answer; {@code token_ids} is an extension, as vLLM has it. */
    String whole(Event.Done done) {
        var choice = choice(finish(done.reason()));
        if (isChat) {
            var message = new LinkedHashMap<String, Object>();
            message.put("role", "assistant");
            message.put("content", done.text());
            message.put("refusal", null);
            choice.put("message", message);
        } else {
            choice.put("text", done.text());
        }
        choice.put("token_ids", done.tokenIds());
        var answer = head(false);
        answer.put("choices", List.of(choice));
        answer.put("usage", usage(done));
        return json(answer);
    }

    /** The first chunk of a chat, which says who speaks. */
    String first() {
        return chunk(Map.of("role", "assistant", "content", ""), null);
    }

    String more(String text) {
        return chunk(isChat ? Map.of("content", text) : text, null);
    }

    String last(Event.Done done) {
        return chunk(isChat ? Map.of() : "", finish(done.reason()));
    }

    /** The chunk that counts tokens. */
    String counted(Event.Done done) {
        var answer = head(true);
        answer.put("choices", List.of());
        answer.put("usage", usage(done));
        return json(answer);
    }

    private String chunk(Object text, String finish) {
        var choice = choice(finish);
        choice.put(isChat ? "delta" : "text", text);
        var answer = head(true);
        answer.put("choices", List.of(choice));
        return json(answer);
    }

    private Map<String, Object> head(boolean isChunk) {
        var head = new LinkedHashMap<String, Object>();
        head.put("id", id);
        head.put("object", isChat ? isChunk ? "chat.completion.chunk" : "chat.completion" : "text_completion");
        head.put("created", created);
        head.put("model", model);
        return head;
    }

    private static Map<String, Object> choice(String finish) {
        var choice = new LinkedHashMap<String, Object>();
        choice.put("index", 0);
        choice.put("logprobs", null);
        choice.put("finish_reason", finish);
        return choice;
    }

    private static Map<String, Object> usage(Event.Done done) {
        var usage = new LinkedHashMap<String, Object>();
        usage.put("prompt_tokens", done.promptTokens());
        usage.put("completion_tokens", done.tokenIds().size());
        usage.put("total_tokens", done.promptTokens() + done.tokenIds().size());
        return usage;
    }

    static String finish(FinishReason reason) {
        return switch (reason) {
            case STOP_SEQUENCE, END_OF_SEQUENCE -> "stop";
            case LENGTH -> "length";
            case CANCELLED, FAILED -> throw new IllegalStateException("not finished: " + reason);
        };
    }
}
