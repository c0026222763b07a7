package org.headlinebench.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP ports at which processes listen, as Linux tells in {@code /proc}. */
final class Sockets {
    private static final String LISTENING = "0A";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private Sockets() {}

    /** Of the process and all that it started. */
    static Set<Integer> listenedToBy(ProcessHandle process) {
        Set<String> open = Stream.concat(Stream.of(process), process.descendants())
                .flatMap(each -> sockets(each.pid()).stream())
                .collect(Collectors.toSet());
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(table -> lines(table).stream())
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words[STATE].equals(LISTENING) && open.contains(words[INODE]))
                .map(words -> Integer.parseInt(words[LOCAL_ADDRESS].substring(words[LOCAL_ADDRESS].indexOf(':') + 1),
                        16))
                .collect(Collectors.toSet());
    }

    /** Their numbers in the system's tables; none of a process that has ended. */
    private static List<String> sockets(long process) {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(process), "fd"))) {
            return files.map(Sockets::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .toList();
        } catch (IOException | UncheckedIOException ended) {
            return List.of();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static List<String> lines(Path table) {
        try {
            List<String> lines = Files.readAllLines(table);
            return lines.subList(1, lines.size());
        } catch (NoSuchFileException without) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
