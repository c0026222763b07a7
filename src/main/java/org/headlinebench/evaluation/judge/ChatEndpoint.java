package org.headlinebench.evaluation.judge;

import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.headlinebench.failure.UserError;

/**
 * An OpenAI-compatible chat endpoint.
 *
 * @param base     its address up to and without {@code /chat/completions}, for instance {@code http://localhost:8080/v1}
 * @param model    which model to ask there
 * @param key      sent as a bearer token; never shown, logged or stored
 * @param timeout  for one reply
 * @param attempts how often one question is asked at most, where the endpoint is busy or silent
 */
public record ChatEndpoint(URI base, String model, Optional<String> key, Duration timeout, int attempts) {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** @throws UserError if the address is none, or a key would travel in the open */
    public ChatEndpoint {
        String scheme = Optional.ofNullable(base.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        String host = Optional.ofNullable(base.getHost()).orElse("");
        if (host.isEmpty() || !(scheme.equals("http") || scheme.equals("https")) || base.getUserInfo() != null
                || base.getRawQuery() != null) {
            throw new UserError("'" + base + "' is no address of a chat endpoint.",
                    "Give its base, for example http://localhost:8080/v1 or https://api.example.org/v1.");
        }
        if (scheme.equals("http") && key.isPresent() && !THIS_MACHINE.contains(host)) {
            throw new UserError("The key would be sent unencrypted to " + host + ".",
                    "Use an https address, or unset the key if the endpoint needs none.");
        }
        if (model.isBlank()) {
            throw new UserError("The endpoint is not told which model to ask.", "Add --judge-model NAME.");
        }
        if (attempts < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("an endpoint is asked at least once, and waited for");
        }
    }

    URI completions() {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + "/chat/completions");
    }

    @Override
    public String toString() {
        return model + " at " + base;
    }
}
