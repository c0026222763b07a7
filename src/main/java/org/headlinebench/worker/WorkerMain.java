package org.headlinebench.worker;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.benchmark.protocol.WorkerCommand;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.engine.torch.CopyTest;
import org.headlinebench.engine.torch.OutOfDeviceMemory;
import org.headlinebench.engine.torch.cuda.KernelCache;
import org.headlinebench.failure.UserError;

/**
 * The child process that runs a model. It speaks the protocol over its standard streams, does one thing and ends; when
 * its parent goes away, so does it.
 */
public final class WorkerMain {
    private static final int BUG_EXIT_CODE = 70;
    private static final int PARENT_GONE_EXIT_CODE = 71;

    private WorkerMain() {}

    /** @param arguments the application's version, and the folder in which results of calibrations are kept, if any */
    public static void main(String[] arguments) {
        PrintStream protocol = System.out;
        // Whatever prints must not mix with messages.
        System.setOut(System.err);
        var stream = new MessageStream(System.in, protocol, System.err::println);
        try {
            stream.send(new WorkerReport.Hello(MessageStream.VERSION, arguments[0], ProcessHandle.current().pid()));
            if (arguments.length > 1) {
                KernelCache.keepIn(Path.of(arguments[1]).resolveSibling("kernels"));
            }
            Optional<WorkerCommand> command = stream.receive(WorkerCommand.class);
            if (command.isPresent()) {
                obey(command.get(), stream,
                        arguments.length > 1 ? Optional.of(Path.of(arguments[1])) : Optional.empty());
            }
            Runtime.getRuntime().halt(0);
        } catch (Throwable t) {
            t.printStackTrace();
            Runtime.getRuntime().halt(BUG_EXIT_CODE);
        }
    }

    private static void obey(WorkerCommand command, MessageStream stream, Optional<Path> calibrations)
            throws IOException {
        var cancelled = new AtomicBoolean();
        Optional<WorkerServe> serve = command instanceof WorkerCommand.Serve(var order)
                ? Optional.of(new WorkerServe(order, stream, cancelled::get))
                : Optional.empty();
        listen(stream, cancelled, serve);
        try {
            switch (command) {
                case WorkerCommand.Serve _ -> serve.orElseThrow().execute();
                case WorkerCommand.Start(var order) -> new WorkerRun(order, stream, calibrations,
                        cancelled::get).execute();
                case WorkerCommand.Score(var order) -> new WorkerScore(order, stream, cancelled::get).execute();
                case WorkerCommand.Profile(var order) -> new WorkerProfile(order, stream, cancelled::get).execute();
                case WorkerCommand.MeasureBandwidth(var device) ->
                    stream.send(new WorkerReport.Bandwidth(CopyTest.bytesPerSecond(device)));
                case WorkerCommand.Cancel _,WorkerCommand.Write _,WorkerCommand.Abandon _ -> {
                }
            }
        } catch (UserError e) {
            fail(e, stream);
        } catch (RuntimeException | OutOfMemoryError e) {
            Optional<OutOfDeviceMemory> outOfMemory = OutOfDeviceMemory.from(e);
            if (outOfMemory.isEmpty()) {
                throw e;
            }
            fail(outOfMemory.get(), stream);
        }
    }

    private static void fail(UserError failure, MessageStream stream) throws IOException {
        failure.printStackTrace();
        stream.send(new WorkerReport.Failed(failure.getMessage(), failure.remedy()));
    }

    /** Whatever comes while something is being done: a wish to stop, or what a worker that serves is to write. */
    private static void listen(MessageStream stream, AtomicBoolean cancelled, Optional<WorkerServe> serve) {
        Thread.ofPlatform().daemon().name("commands").start(() -> {
            try {
                for (var command = stream.receive(WorkerCommand.class); command.isPresent(); command = stream
                        .receive(WorkerCommand.class)) {
                    switch (command.get()) {
                        case WorkerCommand.Write(var request) when serve.isPresent() -> serve.get().accept(request);
                        case WorkerCommand.Abandon(long id) when serve.isPresent() -> serve.get().abandon(id);
                        default -> cancelled.set(true);
                    }
                }
            } catch (IOException | RuntimeException e) {
                e.printStackTrace();
            }
            Runtime.getRuntime().halt(PARENT_GONE_EXIT_CODE);
        });
    }
}
