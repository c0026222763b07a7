package org.headlinebench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.headlinebench.cli.CommandLineFace;
import org.headlinebench.cli.ExitCode;
import org.headlinebench.cli.Terminal;

/**
 * A secret in every variable that may hold one, a machine that repeats whatever it is sent, and what the program leaves
 * behind: no secret in any file of its folder, its exports and its reports, nor in what it printed. Nothing listens
 * meanwhile.
 */
@Timeout(120)
class SecretsTest {
    private static final String TINY = Path.of("src/test/resources/worker/tiny-model").toAbsolutePath().toString();
    private static final List<String> VARIABLES = List.of("HF_TOKEN", "HEADLINE_BENCH_API_KEY",
            "HEADLINE_BENCH_ENDPOINT_KEY", "HEADLINE_BENCH_JUDGE_KEY", "MLFLOW_TRACKING_TOKEN");

    @TempDir
    Path folder;

    private final StringBuilder printed = new StringBuilder();
    private final Set<String> sent = ConcurrentHashMap.newKeySet();

    @Test
    void noSecretIsInAnyFileOrOutputAndNothingListens() throws Exception {
        WarmFolder.at(folder.resolve("app"));
        HttpServer machine = thatRepeatsWhatItIsSent();
        Map<String, String> environment = environment("http://127.0.0.1:" + machine.getAddress().getPort());
        try {
            runAsAProcess(environment);
            Services services = new Services(AppFolder.of(environment, "Linux", folder), Version.read(), environment,
                    folder, Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"));
            try {
                commands(services, environment.get("HF_ENDPOINT"));
            } finally {
                services.store().close();
            }
        } finally {
            machine.stop(0);
        }
        assertThat(sent).as("what the other machine was told, and repeated")
                .anyMatch(header -> header.contains(secret("HEADLINE_BENCH_ENDPOINT_KEY")))
                .anyMatch(header -> header.contains(secret("MLFLOW_TRACKING_TOKEN")));
        List<Path> files = files();
        assertThat(files).extracting(file -> file.getFileName().toString())
                .contains("runs.sqlite", "runs.json", "report.html", "report.pdf", "all.hbruns")
                .anyMatch(name -> name.endsWith(".log"));
        for (String variable : VARIABLES) {
            assertThat(printed.toString()).doesNotContain(secret(variable));
            for (Path file : files) {
                assertThat(holds(file, secret(variable))).as("%s in %s", variable, file).isFalse();
            }
        }
        Path planted = Files.writeString(folder.resolve("planted"), "x" + secret("HF_TOKEN"));
        assertThat(holds(planted, secret("HF_TOKEN"))).as("the search finds what is there").isTrue();
    }

    /** As a user starts it: workers inherit the environment, and the program keeps its log. */
    private void runAsAProcess(Map<String, String> environment) throws IOException, InterruptedException {
        var command = List.of(ProcessHandle.current().info().command().orElseThrow(), "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Main.class.getName(), "run", "--model", TINY, "--rows", "1-6",
                "--max-new-tokens", "4", "--stack", "cache=dynamic", "--stack", "cache=static(20)", "--json",
                at("runs.json"));
        Path output = folder.resolve("output");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process program = builder.start();
        var ports = new ArrayList<Integer>();
        while (program.isAlive()) {
            ports.addAll(Sockets.listenedToBy(program.toHandle()));
            Thread.sleep(50);
        }
        assertThat(program.waitFor()).as(Files.readString(output)).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(ports).as("ports that are listened to").isEmpty();
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Sockets.listenedToBy(ProcessHandle.current())).as("one that is").contains(socket.getLocalPort());
        }
    }

    private void commands(Services services, String machine) {
        assertThat(run(services, "run", "--rows", "1-2", "--endpoint", machine + "/v1", "--endpoint-model", "m"))
                .isEqualTo(ExitCode.RUN_FAILED);
        assertThat(run(services, "models", "pull", "llama-3.2-1b")).isEqualTo(ExitCode.REFUSED);
        String id = services.store().list().getLast().id().value();
        assertThat(run(services, "runs", "send", id)).isEqualTo(ExitCode.REFUSED);
        assertThat(run(services, "doctor")).isEqualTo(ExitCode.OK);
        for (String name : List.of("report.pdf", "report.html", "report.md")) {
            assertThat(run(services, "report", "--runs", id, "--out", at(name))).isEqualTo(ExitCode.OK);
        }
        assertThat(run(services, "runs", "export", id, "--to", at("all.hbruns"))).isEqualTo(ExitCode.OK);
    }

    private int run(Services services, String... arguments) {
        var text = new ByteArrayOutputStream();
        var out = new PrintStream(text, true, StandardCharsets.UTF_8);
        int code = CommandLineFace.run(arguments, services::commands, "test",
                new Terminal(out, out, new BufferedReader(Reader.nullReader()), false, 120));
        printed.append("\n$ ").append(String.join(" ", arguments)).append('\n').append(text);
        return code;
    }

    /** It refuses everything, with the headers of the request. */
    private HttpServer thatRepeatsWhatItIsSent() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String headers = exchange.getRequestHeaders().toString();
            sent.add(headers);
            exchange.getRequestBody().readAllBytes();
            byte[] answer = ("{\"error_code\": \"DENIED\", \"message\": \"You sent " + headers.replace('"', ' ')
                    + "\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private Map<String, String> environment(String machine) {
        var environment = new HashMap<String, String>();
        VARIABLES.forEach(variable -> environment.put(variable, secret(variable)));
        environment.put(AppFolder.VARIABLE, at("app"));
        environment.put("HF_ENDPOINT", machine);
        environment.put("MLFLOW_TRACKING_URI", machine);
        return environment;
    }

    private static String secret(String variable) {
        return "planted-" + Integer.toHexString(variable.hashCode()) + "-secret";
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    /** All but native libraries, which are the same for everybody. */
    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> !file.toString().contains("/natives/")).toList();
        }
    }

    /** In the bytes, or in the text of a report whose streams are packed. */
    private static boolean holds(Path file, String secret) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".pdf")) {
            try (var pdf = Loader.loadPDF(bytes)) {
                return new PDFTextStripper().getText(pdf).replaceAll("\\s", "").contains(secret);
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(secret);
    }
}
