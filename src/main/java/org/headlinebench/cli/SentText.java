package org.headlinebench.cli;

import java.util.List;
import java.util.stream.Stream;

import org.headlinebench.tracking.Sent;

/** What became of a run that was sent to a tracking server, in words. */
final class SentText {
    private SentText() {}

    static List<String> lines(Sent sent) {
        String what = switch (sent.outcome()) {
            case CREATED -> "Sent: run " + sent.run() + ", " + amounts(sent);
            case UPDATED -> "Completed: run " + sent.run() + ", " + amounts(sent);
            case UNCHANGED -> "There already: run " + sent.run();
        };
        return Stream.concat(Stream.of(what, "  " + sent.page()),
                sent.filesLeftOut().map(why -> "  Without files: " + why + ".").stream()).toList();
    }

    private static String amounts(Sent sent) {
        return sent.metrics() + (sent.metrics() == 1 ? " value, " : " values, ") + sent.files()
                + (sent.files() == 1 ? " file" : " files");
    }
}
