package org.headlinebench.endpoint;

import java.util.Optional;
import java.util.function.Function;

import org.headlinebench.failure.UserError;

/**
 * The keys of servers. Which variable holds a server's key is looked up in the user's own settings whenever it is
 * needed, by the server's address: neither runs nor files from elsewhere can name a variable.
 */
public final class EndpointKeys {
    private final EndpointFile file;
    private final Function<String, Optional<String>> environment;
    private final String usual;

    /**
     * @param environment the value of a variable that is set
     * @param usual       the variable for servers without one of their own
     */
    public EndpointKeys(EndpointFile file, Function<String, Optional<String>> environment, String usual) {
        this.file = file;
        this.environment = environment;
        this.usual = usual;
    }

    /** The user's endpoints. */
    public EndpointFile file() {
        return file;
    }

    /**
     * The key for a server; absent where none is set and none is named.
     *
     * @throws UserError if the settings name a variable for it that is not set
     */
    public Optional<String> of(String base, String model) {
        return variable(base, model)
                .map(name -> Optional.of(environment.apply(name)
                        .orElseThrow(() -> new UserError("The environment variable " + name + " is not set.",
                                "Set it to the key of " + base + ", or take it out of endpoints.yaml."))))
                .orElseGet(() -> environment.apply(usual));
    }

    /** Of endpoints at the same address the one of the same model comes first. */
    private Optional<String> variable(String base, String model) {
        var there = file.read().stream().filter(endpoint -> endpoint.base().equals(base)).toList();
        return there.stream()
                .filter(endpoint -> endpoint.model().equals(model))
                .findFirst()
                .or(() -> there.stream().findFirst())
                .flatMap(NamedEndpoint::keyVariable);
    }
}
