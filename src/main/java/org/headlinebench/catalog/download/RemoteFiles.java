package org.headlinebench.catalog.download;

import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

import org.headlinebench.catalog.download.PullError.Reason;

/** Asks for a file and follows redirects itself, so that a token never reaches another server than its own. */
final class RemoteFiles {
    private static final int MOST_REDIRECTS = 8;
    private static final Pattern CONTENT_RANGE = Pattern
            .compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(?:(\\d{1,18})|\\*)");

    private final HttpClient client;
    private final Duration silence;

    RemoteFiles(Duration silence) {
        this.silence = silence;
        // HTTP/1.1: one large body at a time gains nothing from streams and loses to their flow control.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(Optional.ofNullable(ProxySelector.getDefault()).orElse(HttpClient.Builder.NO_PROXY))
                .connectTimeout(silence)
                .build();
    }

    /** Asks for the file from byte {@code from} on, provided it is still the version that {@code etag} marks. */
    RemoteFile open(DownloadRequest request, long from, Optional<String> etag, Pull pull) throws BrokenTransfer {
        URI place = request.uri();
        OptionalLong linkedBytes = OptionalLong.empty();
        Optional<ContentCheck> check = Optional.empty();
        for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
            HttpResponse<ChunkQueue> response = send(request(request, place, from, etag), place, pull);
            HttpHeaders headers = response.headers();
            if (BearerToken.sameOrigin(request.uri(), place)) {
                linkedBytes = number(headers, "x-linked-size").isPresent()
                        ? number(headers, "x-linked-size")
                        : linkedBytes;
                check = hubCheck(headers).isPresent() ? hubCheck(headers) : check;
            }
            Optional<String> location = headers.firstValue("location");
            boolean moved = switch (response.statusCode()) {
                case 301, 302, 303, 307, 308 -> location.isPresent();
                default -> false;
            };
            if (!moved) {
                return answer(response, place, linkedBytes, check);
            }
            response.body().close();
            place = next(place, location.get());
        }
        throw new PullError(Reason.SERVER, "The server " + request.uri().getHost() + " redirects without end.",
                "Try again later; if HF_ENDPOINT is set, check it.");
    }

    private static HttpRequest request(DownloadRequest request, URI place, long from, Optional<String> etag) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(place)
                .GET()
                .header("User-Agent", "headline-bench")
                .header("Accept-Encoding", "identity");
        if (from > 0) {
            builder.header("Range", "bytes=" + from + "-");
            etag.ifPresent(mark -> builder.header("If-Range", mark));
        }
        request.token().ifPresent(token -> token.authorize(builder, place));
        return builder.build();
    }

    private HttpResponse<ChunkQueue> send(HttpRequest request, URI place, Pull pull) throws BrokenTransfer {
        CompletableFuture<HttpResponse<ChunkQueue>> answer = client.sendAsync(request, _ -> new ChunkQueue());
        long deadline = System.nanoTime() + silence.toNanos();
        try {
            while (true) {
                pull.checkCancelled();
                try {
                    return answer.get(Pull.HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (System.nanoTime() > deadline) {
                        throw new BrokenTransfer(brokenConnection(place, "no answer for " + silence.toSeconds() + " s",
                                e));
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (ExecutionException e) {
                    throw new BrokenTransfer(failed(place, e.getCause()));
                }
            }
        } finally {
            if (!answer.isDone()) {
                answer.cancel(true);
                // The answer may have won the race against the cancel: then its body must be dropped too.
                answer.thenAccept(late -> late.body().close());
            }
        }
    }

    private static PullError failed(URI place, Throwable cause) {
        if (cause instanceof SSLException) {
            return new PullError(Reason.SERVER,
                    "The secure connection to " + place.getHost() + " failed: its certificate is not trusted, or"
                            + " something on the way speaks another protocol.",
                    "Check the machine's clock; behind a proxy that inspects traffic, add its certificate to Java's"
                            + " trust store.",
                    cause);
        }
        if (cause instanceof ConnectException || cause instanceof UnknownHostException
                || cause instanceof HttpConnectTimeoutException || cause instanceof UnresolvedAddressException) {
            return new PullError(Reason.OFFLINE, "There is no connection to " + place.getHost() + ".",
                    "Check the network (and HF_ENDPOINT, if it is set), or use a model that is already on this machine:"
                            + " a GGUF file or a Hugging Face folder can be given by its path.",
                    cause);
        }
        return brokenConnection(place, "the connection broke", cause);
    }

    static PullError brokenConnection(URI place, String how, Throwable cause) {
        return brokenConnection(String.valueOf(place.getHost()), how, cause);
    }

    static PullError brokenConnection(String host, String how, Throwable cause) {
        return new PullError(Reason.BROKEN_CONNECTION, "The download from " + host + " did not get through: " + how
                + ".", "Try again: what has arrived is kept and the download goes on from there.", cause);
    }

    private static URI next(URI place, String location) {
        try {
            URI next = place.resolve(location);
            String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
            boolean downgrade = "https".equalsIgnoreCase(place.getScheme()) && !scheme.equals("https");
            if ((scheme.equals("http") || scheme.equals("https")) && !downgrade && next.getHost() != null
                    && next.getUserInfo() == null) {
                return next;
            }
        } catch (IllegalArgumentException e) {
            // Not an address at all: refused like the ones that are unsafe.
        }
        throw new PullError(Reason.SERVER, "The server " + place.getHost() + " redirects to an address that is not"
                + " safe to follow.", "Try again later; if HF_ENDPOINT is set, check it.");
    }

    private static RemoteFile answer(
            HttpResponse<ChunkQueue> response, URI place, OptionalLong linkedBytes, Optional<ContentCheck> check) {
        HttpHeaders headers = response.headers();
        OptionalLong rangeStart = OptionalLong.empty();
        OptionalLong totalBytes = OptionalLong.empty();
        Matcher range = CONTENT_RANGE.matcher(headers.firstValue("content-range").orElse(""));
        if (range.matches()) {
            rangeStart = number(range.group(1));
            totalBytes = number(range.group(2));
        }
        String encoding = headers.firstValue("content-encoding").orElse("identity").strip();
        return new RemoteFile(response.statusCode(), String.valueOf(place.getHost()),
                number(headers, "content-length"), rangeStart, totalBytes, linkedBytes, headers.firstValue("etag"),
                check, headers.firstValue("x-error-code").orElse(""), headers.firstValue("retry-after").orElse(""),
                !encoding.equalsIgnoreCase("identity"), response.body());
    }

    /** Only the hub itself marks versions by content, and it says which commit it serves when it does. */
    private static Optional<ContentCheck> hubCheck(HttpHeaders headers) {
        if (headers.firstValue("x-repo-commit").isEmpty()) {
            return Optional.empty();
        }
        return headers.firstValue("x-linked-etag")
                .or(() -> headers.firstValue("etag"))
                .flatMap(ContentCheck::ofHubEtag);
    }

    private static OptionalLong number(HttpHeaders headers, String name) {
        return number(headers.firstValue(name).map(String::strip).filter(t -> t.matches("\\d{1,18}")).orElse(null));
    }

    private static OptionalLong number(String digits) {
        return digits == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(digits));
    }
}
