package org.headlinebench.worker;

import java.util.List;

/** A text as it grows, given on as soon as it is certain. */
final class StreamedText {
    private static final char INCOMPLETE = '\uFFFD';

    private final List<String> stops;
    private int sent;

    /** @param stops texts that end it and are no part of it */
    StreamedText(List<String> stops) {
        this.stops = stops;
    }

    /** What is new: neither half a character nor what may become a stop. May be empty. */
    String fresh(String text) {
        int end = text.length();
        while (end > sent && text.charAt(end - 1) == INCOMPLETE) {
            end--;
        }
        for (String stop : stops) {
            for (int length = Math.min(stop.length() - 1, end); length > 0; length--) {
                if (text.startsWith(stop.substring(0, length), end - length)) {
                    end -= length;
                    break;
                }
            }
        }
        return upTo(text, end);
    }

    /** What is left when the text is complete. */
    String rest(String text) {
        return upTo(text, text.length());
    }

    private String upTo(String text, int end) {
        if (end <= sent) {
            return "";
        }
        String fresh = text.substring(sent, end);
        sent = end;
        return fresh;
    }
}
