package org.headlinebench.catalog.download;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A secret that is shown to one server only: the origin (scheme, host and port) it was made for. It has no accessor and
 * no telling {@code toString}, so it cannot end in a log, a message or a store.
 */
public final class BearerToken {
    private static final Logger LOG = System.getLogger(BearerToken.class.getName());
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final String secret;
    private final URI origin;

    private BearerToken(String secret, URI origin) {
        this.secret = secret;
        this.origin = origin;
    }

    /** A token for a server; nothing if the text cannot be a token (the text itself is never mentioned). */
    public static Optional<BearerToken> of(String text, URI origin) {
        String secret = text.strip();
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        if (!secret.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            LOG.log(Level.WARNING, "The Hugging Face token has characters that no token has; it is not used.");
            return Optional.empty();
        }
        return Optional.of(new BearerToken(secret, origin));
    }

    /** Adds the token to a request if, and only if, the request goes to the token's own server. */
    void authorize(HttpRequest.Builder request, URI target) {
        if (!sameOrigin(origin, target)) {
            return;
        }
        if (!"https".equalsIgnoreCase(target.getScheme()) && !THIS_MACHINE.contains(host(target))) {
            LOG.log(Level.WARNING, "The Hugging Face token is not sent to {0}: the connection is not encrypted.",
                    host(target));
            return;
        }
        request.header("Authorization", "Bearer " + secret);
    }

    static boolean sameOrigin(URI a, URI b) {
        return String.valueOf(a.getScheme()).equalsIgnoreCase(b.getScheme()) && host(a).equals(host(b))
                && port(a) == port(b);
    }

    private static String host(URI uri) {
        return String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
    }

    private static int port(URI uri) {
        return uri.getPort() != -1 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    @Override
    public String toString() {
        return "token (hidden)";
    }
}
