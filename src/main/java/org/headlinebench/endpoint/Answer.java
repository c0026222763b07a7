package org.headlinebench.endpoint;

import java.util.List;
import java.util.OptionalInt;

/**
 * A whole streamed answer.
 *
 * @param pieces           the text as it came, each with its time; no empty ones
 * @param finish           the server's finish reason
 * @param stoppedAtText    whether the server says that a stop text ended it
 * @param promptTokens     the server's usage; absent where it tells none
 * @param completionTokens likewise
 * @param endMillis        when the piece with the finish reason arrived, from sending
 * @param wholeMillis      when the stream was over
 */
record Answer(List<Piece> pieces, String finish, boolean stoppedAtText, OptionalInt promptTokens,
        OptionalInt completionTokens, double endMillis, double wholeMillis) {
    /** @param millis from sending the request */
    record Piece(String text, double millis) {}

    Answer {
        pieces = List.copyOf(pieces);
    }
}
