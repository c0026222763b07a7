package org.headlinebench.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.OwnProcesses;
import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.cli.ExitCode;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.launcher.CommandWords;
import org.headlinebench.optimization.Stack;

/** The program with an application folder of its own stands for another machine; a plain process reaches it. */
@Timeout(240)
@Order(18)
class RemoteRunTest extends CommandsOverRealServices {
    private static final String TINY = Path.of("src/test/resources/worker/tiny-model").toAbsolutePath().toString();

    @BeforeEach
    void addLauncher() {
        Path remote = WarmFolder.at(folder.resolve("remote"));
        String java = ProcessHandle.current().info().command().orElseThrow();
        String program = CommandWords.text(List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Main.class.getName()));
        List<String> add = new ArrayList<>(List.of("launchers", "add", "there", "--program", program, "--"));
        add.addAll(hosts().noted(List.of("env", AppFolder.VARIABLE + "=" + remote)));
        assertThat(run(add.toArray(String[]::new))).as(err()).isEqualTo(ExitCode.OK);
    }

    @Test
    void aModelIsCopiedAndWritesThereWhatItWritesHereAndWhateverEndsARunEndsItsWorkerThere() {
        String[] elsewhere = {"run", "--model", TINY, "--rows", "1-3", "--stack", "cache=dynamic", "--on", "there"};
        assertThat(run(elsewhere)).isEqualTo(ExitCode.RUN_FAILED);
        assertThat(err()).contains("not known on there", "headline-bench launchers copy there " + TINY);
        assertThat(run("launchers", "copy", "there", TINY)).as(err()).isEqualTo(ExitCode.OK);
        assertThat(err()).contains("Copying ", "is on there now");
        assertThat(run(elsewhere)).as(err()).isEqualTo(ExitCode.OK);
        Run over = services().store().list().getFirst();
        assertThat(run("run", "--model", TINY, "--rows", "1-3", "--stack", "cache=dynamic")).isEqualTo(ExitCode.OK);
        Run here = services().store().list().getFirst();
        assertThat(over.id()).isNotEqualTo(here.id());
        assertThat(ids(over)).hasSize(3).isEqualTo(ids(here));
        assertThat(over.setup().place()).isEqualTo("there cpu");
        assertThat(over.provenance()).containsEntry("launcher.name", "there")
                .containsKeys("launcher.host", "device.name", "app.version", Run.BANDWIDTH_BYTES_PER_SECOND,
                        "model.sha256.model.safetensors");
        assertThat(over.provenance().get("model.sha256.model.safetensors"))
                .isEqualTo(here.provenance().get("model.sha256.model.safetensors"));
        assertThat(run("launchers", "list")).isEqualTo(ExitCode.OK);
        assertThat(out()).contains(over.provenance().get("launcher.host"));
        aBrokenConnectionEndsTheRunAsFailedWithItsSamplesKeptAndTheWorkerGone();
        cancellingEndsTheWorkerOverThere();
    }

    private void aBrokenConnectionEndsTheRunAsFailedWithItsSamplesKeptAndTheWorkerGone() {
        Ending ending = endAfterTwoSamples(_ -> host().ifPresent(ProcessHandle::destroyForcibly));
        assertThat(ending.run().state()).isEqualTo(RunState.FAILED);
        assertThat(ending.run().failure().orElseThrow().message())
                .contains("The connection through the launcher there");
        assertThat(ending.run().failure().orElseThrow().remedy()).contains("launchers check there");
        assertThat(ids(ending.run()).size()).isGreaterThanOrEqualTo(2);
    }

    private void cancellingEndsTheWorkerOverThere() {
        Ending ending = endAfterTwoSamples(Cancellation::cancel);
        assertThat(ending.run().state()).isEqualTo(RunState.CANCELLED);
        assertThat(ids(ending.run()).size()).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"echo Welcome; echo no such host >&2; exit 255|no such host",
        "exit 127|is not found behind",
        "echo 'HB1 Welcome {\"protocol\":1,\"appVersion\":\"0.0\",\"host\":\"x\"}'|same version",
        "yes noise|KiB came through", "echo 'HB1 Welcome {'|another version"})
    void whatIsNoAnswerIsSaidInWords(String script, String words) {
        assertThat(run("launchers", "add", "odd", "--", "sh", "-c", script)).isEqualTo(ExitCode.OK);
        assertThat(run("launchers", "check", "odd")).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains(words).contains("-> ").doesNotContain("Exception");
    }

    @Test
    void aLauncherThatIsNotThereIsRefusedBeforeAnythingRuns() {
        assertThat(run("run", "--on", "their", "--model", TINY, "--rows", "1-3")).isEqualTo(ExitCode.REFUSED);
        assertThat(err()).contains("Did you mean \"there\"");
        assertThat(services().store().list()).isEmpty();
    }

    private record Ending(Run run) {}

    private Ending endAfterTwoSamples(Consumer<Cancellation> end) {
        var cancellation = new Cancellation();
        var workers = new java.util.concurrent.CopyOnWriteArrayList<ProcessHandle>();
        var samples = new AtomicInteger();
        Run run = services().benchmark().run(longExperiment(), new RunListener() {
            @Override
            public void measured(RunId id, Sample sample) {
                if (samples.incrementAndGet() == 2) {
                    host().ifPresent(broker -> broker.descendants().forEach(workers::add));
                    end.accept(cancellation);
                }
            }
        }, cancellation).getFirst();
        assertThat(workers).isNotEmpty();
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (workers.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(workers).noneMatch(ProcessHandle::isAlive);
        return new Ending(run);
    }

    private OwnProcesses hosts() {
        return new OwnProcesses(folder.resolve("hosts"));
    }

    /** The launcher's process, which is the program over there. */
    private Optional<ProcessHandle> host() {
        return hosts().alive().stream().findFirst();
    }

    private static Experiment longExperiment() {
        return new Experiment("long",
                List.of(new RunSetup(TINY, DeviceId.CPU, Stack.parse("cache=none", DeviceId.CPU.kind()))
                        .on(Optional.of("there"))),
                Workloads.of(SampleNews.load(), RowSelection.range(1, 100), PromptTemplate.REFERENCE,
                        HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.REFUSE, 200, 50));
    }

    private List<List<Integer>> ids(Run run) {
        return services().store().samples(run.id()).stream().map(Sample::tokenIds).toList();
    }
}
