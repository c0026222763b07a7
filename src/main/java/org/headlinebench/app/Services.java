package org.headlinebench.app;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.ExclusiveBenchmark;
import org.headlinebench.benchmark.ModelFiles;
import org.headlinebench.benchmark.Profiling;
import org.headlinebench.benchmark.SequentialBenchmark;
import org.headlinebench.benchmark.ServerRuns;
import org.headlinebench.benchmark.WorkerDevices;
import org.headlinebench.benchmark.WorkerLauncher;
import org.headlinebench.benchmark.WorkerProfiling;
import org.headlinebench.benchmark.WorkerScoring;
import org.headlinebench.catalog.library.HubSettings;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.catalog.yaml.CatalogLoader;
import org.headlinebench.cli.CliServices;
import org.headlinebench.cli.CommandLineFace;
import org.headlinebench.cli.Terminal;
import org.headlinebench.device.Devices;
import org.headlinebench.endpoint.EndpointFile;
import org.headlinebench.endpoint.EndpointKeys;
import org.headlinebench.endpoint.EndpointRuns;
import org.headlinebench.evaluation.Evaluations;
import org.headlinebench.history.EvaluationFiles;
import org.headlinebench.history.ProfileFiles;
import org.headlinebench.history.RunHistory;
import org.headlinebench.history.SqliteRunStore;
import org.headlinebench.launcher.Launchers;
import org.headlinebench.launcher.host.ModelShelf;
import org.headlinebench.launcher.host.WorkerHost;
import org.headlinebench.monitor.HostFacts;
import org.headlinebench.monitor.nvidia.CudaDriver;
import org.headlinebench.report.Reporting;
import org.headlinebench.tracking.Tracking;
import org.headlinebench.ui.WindowServices;
import org.headlinebench.ui.bench.FarDevice;
import org.headlinebench.ui.history.RunEvidence;

/** Everything that the two faces stand on, wired by hand. What costs time is made when it is first asked for. */
final class Services {
    private static final int SELF_TEST_COLUMNS = 100;
    private static final List<String> PYTHONS = List.of("python3", "python");
    /** Environment variables that change how fast or with which libraries a run goes; none holds a secret. */
    private static final List<String> PROVENANCE_VARIABLES = List.of("OMP_NUM_THREADS", "OMP_WAIT_POLICY",
            "GOMP_SPINCOUNT", "MKL_NUM_THREADS", "MKL_DEBUG_CPU_TYPE", "ONEDNN_MAX_CPU_ISA", "PYTORCH_LIBRARY_PATH",
            "PYTORCH_VERSION", "CUDA_VISIBLE_DEVICES", "MALLOC_ARENA_MAX", "LD_PRELOAD");

    private static final String ENDPOINT_KEY = "HEADLINE_BENCH_ENDPOINT_KEY";
    private static final String JUDGE_KEY = "HEADLINE_BENCH_JUDGE_KEY";
    /** MLflow's own names. */
    private static final String MLFLOW_URI = "MLFLOW_TRACKING_URI";
    private static final String MLFLOW_TOKEN = "MLFLOW_TRACKING_TOKEN";
    private static final String API_KEY = "HEADLINE_BENCH_API_KEY";
    /** How long a deletion can be undone; longer than a window is open, mostly. */
    private static final Duration UNDO = Duration.ofDays(2);

    private final AppFolder folder;
    private final Version version;
    private final Map<String, String> environment;
    private final ModelLibrary library;
    private final HostFacts host;
    private final WorkerLauncher launcher;
    private SqliteRunStore store;
    private Benchmark benchmark;

    Services(AppFolder folder, Version version, Map<String, String> environment, Path userHome, Path javaHome,
            String classPath) {
        this.folder = folder;
        this.version = version;
        this.environment = environment;
        library = new ModelLibrary(CatalogLoader.withUserFile(folder.userCatalog()), folder.models(),
                HubSettings.of(environment, userHome), PYTHONS);
        host = HostFacts.read();
        launcher = WorkerCommandLine.of(folder, javaHome, classPath, version.toString(), host.physicalCores(),
                environment);
    }

    AppFolder folder() {
        return folder;
    }

    Version version() {
        return version;
    }

    ModelLibrary library() {
        return library;
    }

    HostFacts host() {
        return host;
    }

    synchronized SqliteRunStore store() {
        if (store == null) {
            var opened = SqliteRunStore.open(folder.runStore());
            opened.recover(Clock.systemUTC().instant());
            opened.purge(Clock.systemUTC().instant().minus(UNDO));
            store = opened;
        }
        return store;
    }

    synchronized Benchmark benchmark() {
        if (benchmark == null) {
            benchmark = new ExclusiveBenchmark(
                    new SequentialBenchmark(launcher, models(), store(), devices(), provenance(),
                            Optional.of(servers()), name -> launchers().place(name), Clock.systemUTC()),
                    folder.root());
        }
        return benchmark;
    }

    Launchers launchers() {
        return new Launchers(folder.launchers(), folder.knownMachines(), library, models(), version.toString(),
                folder.logs());
    }

    /** This machine for a run of another one's; {@code exit} ends the process at once. */
    WorkerHost host(IntConsumer exit) {
        return new WorkerHost(version.toString(), HostFacts.hostName(), new ModelShelf(library, folder.copiedModels()),
                devices(), provenance(), launcher, folder.root(), exit);
    }

    private ServerRuns servers() {
        var facts = new TreeMap<>(provenance());
        facts.putAll(host.provenance());
        return new EndpointRuns(store(), endpoints(), facts, Clock.systemUTC());
    }

    private EndpointKeys endpoints() {
        return new EndpointKeys(new EndpointFile(folder.endpoints()), this::secret, ENDPOINT_KEY);
    }

    /** Never shown, logged or stored. */
    private Optional<String> secret(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(key -> !key.isBlank()).map(String::strip);
    }

    Evaluations evaluations() {
        return new Evaluations(new WorkerScoring(launcher, models(), provenance()),
                new EvaluationFiles(folder.evaluations()), Clock.systemUTC());
    }

    Reporting reporting() {
        return new Reporting(store(), store().votes(), store().pins(), new EvaluationFiles(folder.evaluations()));
    }

    Tracking tracking() {
        return new Tracking(store(), reporting(), version.toString(), secret(MLFLOW_URI), secret(MLFLOW_TOKEN),
                Clock.systemUTC());
    }

    Profiling profiling() {
        return new WorkerProfiling(launcher, models(), new ProfileFiles(folder.profiles()), provenance(),
                Clock.systemUTC());
    }

    /** The key for a judge's endpoint; never shown, logged or stored. */
    Optional<String> judgeKey() {
        return secret(JUDGE_KEY);
    }

    ModelFiles models() {
        return new CatalogModelFiles(library);
    }

    Devices devices() {
        return new WorkerDevices(launcher, host, CudaDriver::gpus, folder.bandwidths());
    }

    /** What the window stands on. */
    WindowServices window() {
        var windowModels = new WindowModels(library);
        return new WindowServices(benchmark(), windowModels, devices(),
                RunHistory.of(store(), version.toString(), Clock.systemUTC()), windowModels, reporting(),
                version.toString(),
                this::selfTest,
                folder.logs(), folder.windowState(), new ProfileFiles(folder.profiles()),
                new RunEvidence(new EvaluationFiles(folder.evaluations())::list,
                        new ProfileFiles(folder.profiles())::list),
                this::farDevices, this::tracking);
    }

    /** Of machines that were reached before, all; of others the CPU. */
    private List<FarDevice> farDevices() {
        Launchers launchers = launchers();
        return launchers.all()
                .stream()
                .flatMap(launcher -> launchers.known(launcher)
                        .map(machine -> machine.devices()
                                .stream()
                                .map(device -> new FarDevice(launcher.name(), Optional.of(device))))
                        .orElseGet(() -> Stream.of(new FarDevice(launcher.name(), Optional.empty()))))
                .toList();
    }

    /** What the commands stand on. */
    CliServices commands() {
        return new CliServices(version.toString(), folder.root(), library, models(), this::store, this::benchmark,
                this::evaluations, this::profiling, this::reporting, this::tracking, endpoints(), judgeKey(),
                secret(API_KEY),
                launcher, devices(),
                host.provenance(),
                secretsSet(), launchers());
    }

    /** What {@code doctor} prints: the two faces diagnose alike. */
    private String selfTest() {
        var printed = new ByteArrayOutputStream();
        var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        CommandLineFace.run(new String[]{"doctor"}, this::commands, version.toString(),
                new Terminal(out, out, new BufferedReader(Reader.nullReader()), false, SELF_TEST_COLUMNS));
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Names of variables that hold a secret and are set; never their values. */
    List<String> secretsSet() {
        return Stream.of("HF_TOKEN", JUDGE_KEY, API_KEY, ENDPOINT_KEY, MLFLOW_TOKEN)
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .toList();
    }

    private Map<String, String> provenance() {
        var facts = new TreeMap<String, String>();
        facts.put("app.version", version.number());
        facts.put("app.commit", version.commit());
        for (String variable : PROVENANCE_VARIABLES) {
            String value = launcher.environment().getOrDefault(variable, environment.get(variable));
            if (value != null) {
                facts.put("environment." + variable, value);
            }
        }
        return facts;
    }
}
