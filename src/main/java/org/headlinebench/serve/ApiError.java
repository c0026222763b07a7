package org.headlinebench.serve;

import java.util.Optional;

/** A refusal in OpenAI's shape: {@code {"error": {"message", "type", "param", "code"}}}. */
final class ApiError extends RuntimeException {
    private static final int RETRY_SECONDS = 1;

    private final int status;
    private final String type;
    private final Optional<String> parameter;
    private final String code;

    private ApiError(int status, String type, Optional<String> parameter, String code, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.parameter = parameter;
        this.code = code;
    }

    /** The request itself is wrong. */
    static ApiError invalid(String parameter, String code, String message) {
        return new ApiError(400, "invalid_request_error", Optional.of(parameter), code, message);
    }

    /** The request is no JSON, or has no JSON object. */
    static ApiError unreadable(String message) {
        return new ApiError(400, "invalid_request_error", Optional.empty(), "invalid_json", message);
    }

    static ApiError unsupported(String parameter, String message) {
        return invalid(parameter, "unsupported_parameter", message);
    }

    static ApiError unauthorized() {
        return new ApiError(401, "invalid_request_error", Optional.empty(), "invalid_api_key",
                "Incorrect API key provided. Send the server's key as 'Authorization: Bearer KEY'.");
    }

    static ApiError unknownModel(String model, String known) {
        return new ApiError(404, "invalid_request_error", Optional.of("model"), "model_not_found",
                "The model '" + model + "' does not exist. This server has: " + known + ".");
    }

    static ApiError unknownPath(String path) {
        return new ApiError(404, "invalid_request_error", Optional.empty(), "unknown_url",
                "Unknown request URL: " + path + ". See docs/serving.md for the ones there are.");
    }

    static ApiError wrongMethod(String method, String path) {
        return new ApiError(405, "invalid_request_error", Optional.empty(), "method_not_supported",
                "Not allowed to " + method + " " + path + ".");
    }

    static ApiError wrongType() {
        return new ApiError(415, "invalid_request_error", Optional.empty(), "unsupported_media_type",
                "Send the request as JSON, with 'Content-Type: application/json'.");
    }

    static ApiError tooLarge(int most) {
        return new ApiError(413, "invalid_request_error", Optional.empty(), "request_too_large",
                "The request's body has more than " + most + " bytes.");
    }

    static ApiError slow() {
        return new ApiError(408, "invalid_request_error", Optional.empty(), "request_timeout",
                "The request's body did not arrive in time or not whole.");
    }

    static ApiError full() {
        return new ApiError(429, "rate_limit_error", Optional.empty(), "queue_full",
                "Too many requests wait for this model. Try again in a moment.");
    }

    static ApiError stopping() {
        return new ApiError(503, "server_error", Optional.empty(), "shutting_down",
                "The server is shutting down and takes no new requests.");
    }

    static ApiError noReplica() {
        return new ApiError(503, "server_error", Optional.empty(), "model_unavailable",
                "The model is being started again. Try again in a moment.");
    }

    static ApiError timedOut(long seconds) {
        return new ApiError(504, "server_error", Optional.empty(), "generation_timeout",
                "The request was not done within " + seconds + " s and was given up.");
    }

    static ApiError failed(String message) {
        return new ApiError(500, "server_error", Optional.empty(), "internal_error", message);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    Optional<String> parameter() {
        return parameter;
    }

    String code() {
        return code;
    }

    /** Seconds after which trying again makes sense. */
    Optional<Integer> retryAfter() {
        return status == 429 || status == 503 ? Optional.of(RETRY_SECONDS) : Optional.empty();
    }
}
