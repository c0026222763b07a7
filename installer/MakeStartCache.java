import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets the distribution open its window once, headless, and keeps Java's ahead-of-time cache of that (JEP 483, 514) beside the
 * libraries: java installer/MakeStartCache.java DISTRIBUTION JAVA_OPTION... A build that cannot do so goes on without a cache,
 * which is only slower to start. Java itself passes over a cache that does not fit the libraries or the runtime.
 */
class MakeStartCache {
    private static final String NAME = "headline-bench.aot";

    public static void main(String[] arguments) throws Exception {
        Path distribution = Path.of(arguments[0]).toAbsolutePath();
        Path cache = distribution.resolve("lib").resolve(NAME);
        Path home = Files.createTempDirectory("headline-bench-rehearsal");
        try {
            var command = new ArrayList<>(List.of(distribution.resolve("runtime/bin/java").toString()));
            command.addAll(List.of(arguments).subList(1, arguments.length));
            command.addAll(List.of("-Dglass.platform=Headless", "-Dprism.order=sw", "-Djava.awt.headless=true",
                    "-XX:AOTCacheOutput=" + cache, "-Xlog:aot=off", "-cp", classPath(distribution.resolve("lib")),
                    "org.headlinebench.app.Rehearsal", home.resolve("logs").toString()));
            var builder = new ProcessBuilder(command).inheritIO();
            builder.environment().put("HEADLINE_BENCH_HOME", home.toString());
            builder.environment().put("DISPLAY", ":headless");
            Process rehearsal = builder.start();
            boolean ended = rehearsal.waitFor(5, TimeUnit.MINUTES);
            if (!ended || rehearsal.exitValue() != 0 || !Files.exists(cache)) {
                rehearsal.destroyForcibly().waitFor();
                Files.deleteIfExists(cache);
                System.err.println("WARNING: no start cache could be made; the distribution starts more slowly without it.");
            }
        } finally {
            delete(home);
        }
    }

    /** As the launcher and jpackage have it: the program, then its libraries by name. */
    private static String classPath(Path lib) throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted(Comparator.comparing((Path file) -> !file.getFileName().toString().startsWith("headline-bench-"))
                            .thenComparing(file -> file.getFileName().toString()))
                    .map(Path::toString)
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
