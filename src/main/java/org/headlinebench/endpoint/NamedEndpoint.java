package org.headlinebench.endpoint;

import java.util.Optional;

import org.headlinebench.benchmark.ServerTarget;

/**
 * A server that the user has given a name. It never holds a key, only the name of the environment variable that does.
 *
 * @param name        by which it is chosen
 * @param base        its address up to and without {@code /completions}
 * @param model       the model's name there
 * @param keyVariable where its key is; absent: the one for all endpoints
 */
public record NamedEndpoint(String name, String base, String model, Optional<String> keyVariable) {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,39}";

    /** @throws IllegalArgumentException with what is wrong, if something is */
    public NamedEndpoint {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException(
                    "an endpoint's name has up to 40 letters, digits, dots, hyphens and underscores, for example lab");
        }
        if (!ServerTarget.isAddress(base)) {
            throw new IllegalArgumentException(
                    "an endpoint's url is its base without user, password and query, for example http://127.0.0.1:8000/v1");
        }
        base = ServerTarget.tidy(base);
        if (model.isBlank()) {
            throw new IllegalArgumentException("an endpoint names the model to ask");
        }
        keyVariable.filter(variable -> !variable.matches("[A-Za-z_][A-Za-z0-9_]{0,99}")).ifPresent(_ -> {
            // What was typed may be the key itself and is not repeated.
            throw new IllegalArgumentException(
                    "the key is named by an environment variable that holds it, for example LAB_KEY; it is never written here");
        });
    }
}
