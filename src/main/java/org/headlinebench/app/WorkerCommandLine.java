package org.headlinebench.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.headlinebench.benchmark.WorkerLauncher;
import org.headlinebench.worker.WorkerMain;

/** The command that starts a worker on this machine: this program's own Java and class path. */
final class WorkerCommandLine {
    /**
     * As fast as the default on a quiet machine, while on a busy one the default spins away whole time slices that the
     * other thread needs: single samples were seen to take thirty times as long.
     */
    private static final String SPINS = "10000";

    private WorkerCommandLine() {}

    static WorkerLauncher of(AppFolder folder, Path javaHome, String classPath, String version, int threads,
            Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(javaHome.resolve("bin/java").toString(),
                // A worker's own heap is small beside a model; memory belongs to libtorch.
                "-Xms24m", "-Xmn12m", "-Xmx512m", "-XX:MaxHeapFreeRatio=20", "-XX:MinHeapFreeRatio=10",
                "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.logs().resolve("jvm-crash-%p.log"), "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Djava.awt.headless=true",
                // DJL neither fetches anything nor calls home.
                "-Dai.djl.offline=true", "-DOPT_OUT_TRACKING=true", "-DDJL_CACHE_DIR=" + folder.natives(),
                "-cp", classPath, WorkerMain.class.getName(), version, folder.calibrations().toString()));
        var variables = new TreeMap<String, String>();
        if (environment.getOrDefault("OMP_NUM_THREADS", "").isBlank()) {
            variables.put("OMP_NUM_THREADS", String.valueOf(threads));
        }
        if (Stream.of("GOMP_SPINCOUNT", "OMP_WAIT_POLICY")
                .allMatch(name -> environment.getOrDefault(name, "").isBlank())) {
            variables.put("GOMP_SPINCOUNT", SPINS);
        }
        return new WorkerLauncher(command, variables, folder.logs());
    }
}
