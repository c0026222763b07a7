package org.headlinebench.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import org.headlinebench.benchmark.WorkerLogFile;
import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.failure.Shown;
import org.headlinebench.failure.UserError;
import org.headlinebench.launcher.protocol.HostCommand;
import org.headlinebench.launcher.protocol.HostReport;

/** The streams to this program on another machine, from its first message until they break or are closed. */
final class RemoteConnection implements AutoCloseable {
    /** What a login may print before the program says its first word: far more than any greeting. */
    private static final int MOST_FOREIGN_CHARACTERS = 64 << 10;
    private static final long SILENCE_MILLIS = 60_000;
    private static final long CLOSE_MILLIS = 5_000;
    /** Of what has not said that it is this program. */
    private static final long UNKNOWN_CLOSE_MILLIS = 500;
    private static final int COMMAND_NOT_FOUND = 127;

    /**
     * Nothing asks for a password where nobody may sit: ssh (from 8.4) asks by the program that these name, which answers
     * nothing. Keys, agents and the user's own configuration work as ever.
     */
    private static final Map<String, String> NO_QUESTIONS = Map.of("SSH_ASKPASS", "false", "SSH_ASKPASS_REQUIRE",
            "force");

    private final Launcher launcher;
    private final Path log;
    private final Process process;
    private final MessageStream stream;
    private final Pulse pulse;
    private int foreignCharacters;
    private volatile boolean welcomed;
    private volatile boolean silent;

    private RemoteConnection(Launcher launcher, Path log) {
        this.launcher = launcher;
        this.log = log;
        try {
            Files.createDirectories(log.getParent());
            var builder = new ProcessBuilder(launcher.workerCommand());
            builder.environment().putAll(NO_QUESTIONS);
            builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
            process = builder.start();
        } catch (IOException e) {
            throw new UserError("The command of the launcher " + launcher.name() + " cannot be started: "
                    + e.getMessage() + ".",
                    "Change it: headline-bench launchers remove " + launcher.name()
                            + ", then add it again.",
                    e);
        }
        stream = new MessageStream(process.getInputStream(), process.getOutputStream(), this::foreign);
        pulse = new Pulse(stream, SILENCE_MILLIS, () -> {
            silent = true;
            process.destroyForcibly();
        });
    }

    /**
     * Starts the launcher's command.
     *
     * @param log where its standard error goes
     */
    static RemoteConnection start(Launcher launcher, Path log) {
        return new RemoteConnection(launcher, log);
    }

    /**
     * Waits for the first message, however long a scheduler takes.
     *
     * @throws UserError if none comes, or it is of another version
     */
    HostReport.Welcome welcome(String version) {
        HostReport.Welcome welcome = receive(HostReport.class).filter(HostReport.Welcome.class::isInstance)
                .map(HostReport.Welcome.class::cast)
                .orElseThrow(this::noAnswer);
        if (welcome.protocol() != MessageStream.VERSION || !welcome.appVersion().equals(version)) {
            throw new UserError(
                    "Headline Bench is version " + Shown.of(welcome.appVersion()) + " on " + Shown.of(welcome.host())
                            + " and " + version + " here; results of different versions do not compare.",
                    "Install the same version on both machines, or name the right program over there with "
                            + "'launchers add --program'.");
        }
        welcomed = true;
        pulse.start();
        return welcome;
    }

    /** Asks, and waits for the answer. */
    <R extends HostReport> R ask(HostCommand question, Class<R> answer, BiConsumer<Double, String> progress) {
        send(question);
        return answer(answer, progress);
    }

    void send(HostCommand command) {
        try {
            stream.send(command);
        } catch (IOException e) {
            throw broken();
        }
    }

    /** Waits for an answer; what takes a while is told meanwhile. */
    <R extends HostReport> R answer(Class<R> answer, BiConsumer<Double, String> progress) {
        while (true) {
            HostReport report = receive(HostReport.class).orElseThrow(this::broken);
            switch (report) {
                case HostReport.Refused(String message, String remedy) ->
                    throw new UserError("On " + launcher.name() + ": " + message, remedy);
                case HostReport.Progress(double fraction, String message) when !answer.isInstance(report) ->
                    progress.accept(fraction, message + " on " + launcher.name());
                default -> {
                    if (answer.isInstance(report)) {
                        return answer.cast(report);
                    }
                    throw new UserError(launcher.name() + " answers what was not asked.",
                            "Look into " + log + "; please report it.");
                }
            }
        }
    }

    /** The next message of a kind; absent when there will be none. */
    <M> Optional<M> receive(Class<M> kind) {
        try {
            Optional<M> message = stream.receive(kind);
            pulse.heard();
            return message;
        } catch (IOException brokenStream) {
            return Optional.empty();
        }
    }

    void sendToWorker(Object command) throws IOException {
        stream.send(command);
    }

    Launcher launcher() {
        return launcher;
    }

    Path log() {
        return log;
    }

    /** Why no more comes. */
    UserError broken() {
        String why = silent
                ? "nothing came through it for " + SILENCE_MILLIS / 1000 + " seconds"
                : "its command ended" + exitCode().map(code -> " with exit code " + code).orElse("") + lastWords();
        return new UserError("The connection through the launcher " + launcher.name() + " broke: " + why + ".",
                "Check it: headline-bench launchers check " + launcher.name() + ". Then start the run again.");
    }

    private UserError noAnswer() {
        Optional<Integer> code = exitCode();
        if (code.isPresent() && code.get() == COMMAND_NOT_FOUND) {
            return new UserError(
                    "'" + CommandWords.text(launcher.program()) + "' is not found behind the launcher "
                            + launcher.name() + lastWords() + ".",
                    "Install Headline Bench over there, or say where it is: headline-bench launchers add "
                            + launcher.name() + " --program /path/to/headline-bench -- "
                            + CommandWords.text(launcher.command()) + ".");
        }
        return new UserError(
                "The launcher " + launcher.name() + " brought no answer: its command ended"
                        + code.map(number -> " with exit code " + number).orElse("") + lastWords() + ".",
                "Try it in a terminal: " + launcher.text("--version") + " must print the version without asking "
                        + "anything (for ssh: a key or an agent, and a known host).");
    }

    /** The last line on standard error, which mostly says it. */
    private String lastWords() {
        List<String> said = Arrays.stream(WorkerLogFile.tail(log).split("\\R"))
                .filter(line -> !line.isBlank())
                .toList();
        return said.isEmpty() ? "" : " (" + Shown.of(said.getLast().strip()) + ")";
    }

    private Optional<Integer> exitCode() {
        try {
            return process.waitFor(CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                    ? Optional.of(process.exitValue())
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void foreign(String line) {
        if (line.equals(HostCommand.ALIVE)) {
            pulse.heard();
            return;
        }
        WorkerLogFile.append(log, line);
        foreignCharacters += line.length() + 1;
        if (!welcomed && foreignCharacters > MOST_FOREIGN_CHARACTERS) {
            throw new UserError(
                    "More than " + (MOST_FOREIGN_CHARACTERS >> 10) + " KiB came through the launcher "
                            + launcher.name() + ", and none of it was from Headline Bench.",
                    "Silence what a login prints over there, and check the command; " + log + " has what came.");
        }
    }

    /** Ends everything behind it: the stream's end ends the worker, and only a command that does not go is killed. */
    @Override
    public void close() {
        pulse.stop();
        // Not on this thread: a stream that nobody reads may not close.
        Thread.ofVirtual().start(() -> {
            try {
                process.getOutputStream().close();
            } catch (IOException alreadyBroken) {
                // It is closed.
            }
        });
        try {
            if (!process.waitFor(welcomed ? CLOSE_MILLIS : UNKNOWN_CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
                end();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
        }
    }

    /** Closes it without waiting. */
    void abandon() {
        Thread.ofVirtual().start(this::close);
    }

    private void end() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
