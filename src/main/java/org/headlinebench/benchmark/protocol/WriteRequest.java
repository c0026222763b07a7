package org.headlinebench.benchmark.protocol;

import java.util.List;
import java.util.Optional;

/**
 * Something to be written by a worker that serves.
 *
 * @param id           told with all that comes of it; given once
 * @param prompt       a text to continue; absent for a chat
 * @param chat         messages to answer; empty for a text
 * @param maxNewTokens token limit; absent: as many as the context has room for
 * @param sampling     how tokens are drawn; absent: the most probable ones
 * @param stops        texts that end it
 * @param ignoreEnd    whether it goes on behind an end-of-sequence token
 * @param isStreamed   whether text is wanted as it is written
 * @param schema       a JSON schema that the text must satisfy
 */
public record WriteRequest(long id, Optional<String> prompt, List<Message> chat, Optional<Integer> maxNewTokens,
        Optional<Sampling> sampling, List<String> stops, boolean ignoreEnd, boolean isStreamed,
        Optional<String> schema) {
    /** A message of a chat. */
    public record Message(String role, String content) {}

    /** As {@link org.headlinebench.optimization.Decoding.Sample}. */
    public record Sampling(double temperature, int topK, double topP, long seed) {}

    public WriteRequest {
        chat = List.copyOf(chat);
        stops = List.copyOf(stops);
    }
}
