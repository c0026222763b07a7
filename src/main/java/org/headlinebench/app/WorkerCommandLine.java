package org.headlinebench.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.headlinebench.benchmark.WorkerLauncher;
import org.headlinebench.worker.WorkerMain;

/** The command that starts a worker on this machine: this program's own Java and class path. */
final class WorkerCommandLine {
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
                "-cp", classPath, WorkerMain.class.getName(), version));
        var variables = new TreeMap<String, String>();
        if (environment.getOrDefault("OMP_NUM_THREADS", "").isBlank()) {
            variables.put("OMP_NUM_THREADS", String.valueOf(threads));
        }
        return new WorkerLauncher(command, variables, folder.logs());
    }
}
