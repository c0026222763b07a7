package org.headlinebench.catalog.library;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.headlinebench.catalog.ModelFile;
import org.headlinebench.catalog.ModelSource.HubRepository;
import org.headlinebench.catalog.download.DiskSpace;
import org.headlinebench.catalog.download.DownloadRequest;
import org.headlinebench.catalog.download.Downloader;
import org.headlinebench.catalog.download.Pull;
import org.headlinebench.catalog.download.PullError;
import org.headlinebench.catalog.download.PullError.Reason;

/** Fetches the files of a Hugging Face repository, unless the hub's own cache has them. */
final class HubFetcher implements SourceFetcher<HubRepository> {
    private final HubSettings settings;
    private final HubCache cache;
    private final Downloader downloader;
    private final DiskSpace space;

    HubFetcher(HubSettings settings, Downloader downloader, DiskSpace space) {
        this.settings = settings;
        this.cache = new HubCache(settings.cache());
        this.downloader = downloader;
        this.space = space;
    }

    @Override
    public Optional<Path> locate(HubRepository source, Path folder) {
        return HubCache.complete(folder, source) ? Optional.of(folder) : cache.snapshot(source);
    }

    @Override
    public void fetch(HubRepository source, Path folder, Pull pull) {
        if (settings.offline()) {
            throw new PullError(Reason.OFFLINE,
                    source.repository() + " is not on this machine, and HF_HUB_OFFLINE forbids to fetch it.",
                    "Unset HF_HUB_OFFLINE, or use a model that is already here.");
        }
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw PullError.disk(folder, e);
        }
        long doneBytes = sizeOfPresent(source, folder);
        space.require(folder, source.totalBytes() - doneBytes);
        for (ModelFile file : source.files()) {
            if (!HubCache.present(folder, file)) {
                downloader.fetch(request(source, file, folder), pull.from(doneBytes, source.totalBytes()));
                doneBytes += VerifiedFile.size(file.path().below(folder));
            }
        }
    }

    private DownloadRequest request(HubRepository source, ModelFile file, Path folder) {
        long most = source.totalBytes() + source.totalBytes() / 4 + DiskSpace.RESERVE_BYTES;
        return new DownloadRequest(file.path() + " of " + source.repository(), address(source, file),
                settings.token(), file.checksum(), most, file.path().below(folder),
                (status, code) -> refused(source, file, status, code));
    }

    /** Repository and path hold no characters that need escaping; a revision may hold a slash that must not count. */
    private URI address(HubRepository source, ModelFile file) {
        String revision = URLEncoder.encode(source.revision(), StandardCharsets.UTF_8);
        return URI.create(settings.endpoint() + "/" + source.repository() + "/resolve/" + revision + "/"
                + file.path().value().replace("+", "%2B"));
    }

    private PullError refused(HubRepository source, ModelFile file, int status, String code) {
        String page = settings.endpoint() + "/" + source.repository();
        return switch (status) {
            case 401, 403 ->
                settings.token().isEmpty() ? needsToken(source, page) : tokenIsNotEnough(source, page, status);
            case 404, 410 -> new PullError(Reason.NOT_FOUND, switch (code) {
                case "RevisionNotFound" -> source.repository() + " has no revision " + source.revision() + ".";
                case "RepoNotFound" -> "There is no repository " + source.repository() + " at "
                        + settings.endpoint().getHost() + ".";
                default -> "There is no file " + file.path() + " in " + source.repository() + " at revision "
                        + source.revision() + ".";
            }, "Look at " + page + " and correct the entry in models.yaml"
                    + (settings.endpoint().getHost().equals("huggingface.co") ? "." : ", or HF_ENDPOINT."));
            default -> new PullError(Reason.SERVER, "The server " + settings.endpoint().getHost() + " refused "
                    + file.path() + " of " + source.repository() + " with status " + status + ".",
                    "If HF_ENDPOINT is set, check it; otherwise try again later.");
        };
    }

    private static PullError needsToken(HubRepository source, String page) {
        return new PullError(Reason.GATED,
                source.repository() + " is given only to users who accepted its licence, and no token is set.",
                "Sign in at " + page + " and accept the licence there, create a token with read access, and set"
                        + " HF_TOKEN to it (or run: hf auth login). Then try again.");
    }

    private static PullError tokenIsNotEnough(HubRepository source, String page, int status) {
        return status == 401
                ? new PullError(Reason.GATED, "The hub does not accept the token for " + source.repository()
                        + ": it is wrong or expired.",
                        "Create a new token with read access and set HF_TOKEN to it (or run: hf auth login).")
                : new PullError(Reason.GATED, "The token's owner has no access to " + source.repository() + ".",
                        "Accept the licence at " + page + " (some publishers take a while to agree); a fine-grained"
                                + " token also needs the permission to read public gated repositories.");
    }

    private static long sizeOfPresent(HubRepository source, Path folder) {
        return source.files()
                .stream()
                .filter(file -> HubCache.present(folder, file))
                .mapToLong(file -> VerifiedFile.size(file.path().below(folder)))
                .sum();
    }
}
