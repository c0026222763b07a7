package org.headlinebench.tracking;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.headlinebench.failure.UserError;

/**
 * An MLflow server and the experiment that runs go to.
 *
 * @param base       its address, with a path where it is served below one, without a final slash
 * @param experiment made there if it is not there
 * @param token      sent as a bearer token; never shown, logged or stored
 */
public record TrackingServer(URI base, String experiment, Optional<String> token) {

    /** Where runs go unless told otherwise. */
    public static final String DEFAULT_EXPERIMENT = "headline-bench";

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int LONGEST_NAME = 500;

    /** @throws UserError if a token would travel in the open, or the experiment has no name */
    public TrackingServer {
        if (base.getScheme().equalsIgnoreCase("http") && token.isPresent() && !THIS_MACHINE.contains(base.getHost())) {
            throw new UserError("The token would be sent unencrypted to " + base.getHost() + ".",
                    "Use an https address, or unset MLFLOW_TRACKING_TOKEN if the server needs none.");
        }
        if (token.filter(text -> !text.matches("[\\x21-\\x7e]+")).isPresent()) {
            throw new UserError("The token in MLFLOW_TRACKING_TOKEN has characters that none has.",
                    "Set it to the token alone, without spaces and line breaks.");
        }
        if (experiment.isBlank() || experiment.length() > LONGEST_NAME) {
            throw new UserError("An experiment's name has 1 to " + LONGEST_NAME + " characters.",
                    "Name one with --experiment.");
        }
    }

    /** @throws UserError if the address is none, or could hold a secret */
    public static TrackingServer at(String address, String experiment, Optional<String> token) {
        return new TrackingServer(address(address), experiment.strip(), token);
    }

    private static URI address(String text) {
        try {
            URI uri = URI.create(text.strip().replaceFirst("/+$", ""));
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))
                    && uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException notEvenAUri) {
            // Refused below: what was typed may hold a password and is not repeated.
        }
        throw new UserError("That is no address of an MLflow server.",
                "Give an http or https address without user, password and query, for example http://127.0.0.1:5000; a folder "
                        + "or a database becomes one by 'mlflow server --backend-store-uri …'.");
    }

    @Override
    public String toString() {
        return base + ", experiment " + experiment;
    }
}
