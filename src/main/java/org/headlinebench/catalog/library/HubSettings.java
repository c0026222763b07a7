package org.headlinebench.catalog.library;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.headlinebench.catalog.download.BearerToken;
import org.headlinebench.failure.UserError;

/**
 * How this machine is set up for the Hugging Face hub, as the hub's own tools read it.
 *
 * @param endpoint the hub, or a mirror of it
 * @param cache where the hub's own tools keep downloads
 * @param token the user's, for this endpoint only
 * @param offline whether the user forbids requests to the hub
 */
public record HubSettings(URI endpoint, Path cache, Optional<BearerToken> token, boolean offline) {

    private static final Logger LOG = System.getLogger(HubSettings.class.getName());
    private static final Set<String> YES = Set.of("1", "on", "yes", "true");
    private static final int LONGEST_TOKEN_FILE = 4096;

    public HubSettings {
        String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
        if (!(scheme.equals("https") || scheme.equals("http")) || endpoint.getHost() == null
                || endpoint.getRawUserInfo() != null || endpoint.getRawQuery() != null
                || endpoint.getRawFragment() != null) {
            // The value itself may hold a password and is not repeated.
            throw badEndpoint();
        }
    }

    /**
     * Reads {@code HF_ENDPOINT}, {@code HF_HOME}, {@code HF_HUB_CACHE}, {@code XDG_CACHE_HOME}, {@code HF_TOKEN} and
     * {@code HF_HUB_OFFLINE}. Without {@code HF_TOKEN} the token is the one that {@code hf auth login} left in
     * {@code $HF_HOME/token}.
     *
     * @throws UserError if HF_ENDPOINT is not an http(s) address
     */
    public static HubSettings of(Map<String, String> environment, Path userHome) {
        URI endpoint = endpoint(value(environment, "HF_ENDPOINT").orElse("https://huggingface.co"));
        Path caches = value(environment, "XDG_CACHE_HOME").map(Path::of).orElse(userHome.resolve(".cache"));
        Path home = value(environment, "HF_HOME").map(text -> expanded(text, userHome))
                .orElse(caches.resolve("huggingface"));
        Path cache = value(environment, "HF_HUB_CACHE").map(text -> expanded(text, userHome))
                .orElse(home.resolve("hub"));
        Optional<BearerToken> token = value(environment, "HF_TOKEN").or(() -> saved(home.resolve("token")))
                .flatMap(text -> BearerToken.of(text, endpoint));
        boolean offline = value(environment, "HF_HUB_OFFLINE").map(text -> YES.contains(text.toLowerCase(Locale.ROOT)))
                .orElse(false);
        return new HubSettings(endpoint, cache, token, offline);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Path expanded(String text, Path userHome) {
        return text.equals("~") || text.startsWith("~/")
                ? userHome.resolve(text.substring(Math.min(2, text.length())))
                : Path.of(text);
    }

    private static Optional<String> saved(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return Optional.of(new String(stream.readNBytes(LONGEST_TOKEN_FILE), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The hub''s credential file {0} cannot be read.", file);
            return Optional.empty();
        }
    }

    private static URI endpoint(String text) {
        try {
            return new URI(text.replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            // The cause would repeat the value.
            throw badEndpoint();
        }
    }

    private static UserError badEndpoint() {
        return new UserError("HF_ENDPOINT is not the address of a hub.",
                "Write it like https://huggingface.co, without a user name and without '?', or unset it.");
    }
}
