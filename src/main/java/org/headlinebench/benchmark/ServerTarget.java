package org.headlinebench.benchmark;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import org.headlinebench.failure.UserError;

/**
 * An OpenAI-compatible server and how it is loaded. It never holds a key.
 *
 * @param base              its address up to and without {@code /completions}, for instance {@code http://127.0.0.1:8000/v1}
 * @param concurrency       requests that are under way at once; with a rate, the most there may be
 * @param requestsPerSecond mean rate of Poisson arrivals; absent where the next request waits for an earlier one's end
 * @param seed              of the arrivals
 * @param timeoutMillis     for one attempt, from sending to the last byte
 * @param attempts          how often a request is sent at most where the server is busy or the connection fails
 * @param countChunks       whether pieces of the stream count as tokens where the server tells no usage
 */
public record ServerTarget(String base, int concurrency, OptionalDouble requestsPerSecond, long seed,
        long timeoutMillis, int attempts, boolean countChunks) {

    public static final int MOST_AT_ONCE = 1024;

    /** @throws UserError if the address is none or could hold a secret, or the load is none */
    public ServerTarget {
        if (!isAddress(base)) {
            throw new UserError("That is no address of an endpoint.",
                    "Give its base without user, password and query, for example http://127.0.0.1:8000/v1.");
        }
        base = tidy(base);
        if (concurrency < 1 || concurrency > MOST_AT_ONCE) {
            throw new UserError("A concurrency of " + concurrency + " is not possible.",
                    "Give --concurrency from 1 to " + MOST_AT_ONCE + ".");
        }
        if (requestsPerSecond.isPresent()
                && !(requestsPerSecond.getAsDouble() > 0 && requestsPerSecond.getAsDouble() <= 10_000)) {
            throw new UserError("A rate of " + requestsPerSecond.getAsDouble() + " requests per second is none.",
                    "Give --rate above 0, at most 10000.");
        }
        if (timeoutMillis < 1 || attempts < 1) {
            throw new UserError("A request is sent at least once and waited for.",
                    "Give --endpoint-timeout and --endpoint-attempts from 1.");
        }
    }

    /** The load in words, such as {@code 4 at once} or {@code 2.0 requests/s}. */
    public String load() {
        return requestsPerSecond.isPresent()
                ? String.format(Locale.ROOT, "%s requests/s", requestsPerSecond.getAsDouble())
                : concurrency + " at once";
    }

    String label() {
        return "server, " + load();
    }

    /** An address as it is stored: without spaces around it and slashes behind it. */
    public static String tidy(String base) {
        return base.strip().replaceFirst("/+$", "");
    }

    /** Whether a text is the address of a server, and can hold no secret. */
    public static boolean isAddress(String text) {
        try {
            URI uri = URI.create(text.strip());
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            return uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))
                    && uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        } catch (IllegalArgumentException notEvenAUri) {
            return false;
        }
    }
}
