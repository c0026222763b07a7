package org.headlinebench.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.ProfileStore;
import org.headlinebench.device.Devices;
import org.headlinebench.history.RunHistory;
import org.headlinebench.report.Reporting;
import org.headlinebench.tracking.Tracking;
import org.headlinebench.ui.bench.FarDevice;
import org.headlinebench.ui.bench.ModelChoices;
import org.headlinebench.ui.history.RunEvidence;
import org.headlinebench.ui.models.ModelStore;

/**
 * What the window stands on.
 *
 * @param benchmark runs experiments and stores them; fetches a model that is not installed
 * @param models    the models that can be chosen
 * @param devices   this machine's devices
 * @param history   past runs
 * @param modelStore fetches and deletes models
 * @param reporting  recommends and writes reports
 * @param version    the program's
 * @param selfTest   checks the installation, as {@code headline-bench doctor} does, and says what it found
 * @param workerLogs folder in which workers log, a file per run
 * @param windowState file that remembers how the window looked
 * @param profiles   where the time of configurations goes, as the command line measured it
 * @param evidence    what was measured about runs besides their samples
 * @param farDevices  devices behind launchers
 * @param tracking    sends runs to an MLflow server
 */
public record WindowServices(Benchmark benchmark, ModelChoices models, Devices devices, RunHistory history,
        ModelStore modelStore, Reporting reporting, String version, Supplier<String> selfTest, Path workerLogs,
        Path windowState, ProfileStore profiles, RunEvidence evidence,
        Supplier<List<FarDevice>> farDevices, Supplier<Tracking> tracking) {
    public WindowServices {
        Objects.requireNonNull(benchmark, "benchmark");
        Objects.requireNonNull(models, "models");
        Objects.requireNonNull(devices, "devices");
        Objects.requireNonNull(history, "history");
        Objects.requireNonNull(modelStore, "modelStore");
        Objects.requireNonNull(reporting, "reporting");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(selfTest, "selfTest");
        Objects.requireNonNull(workerLogs, "workerLogs");
        Objects.requireNonNull(windowState, "windowState");
        Objects.requireNonNull(profiles, "profiles");
        Objects.requireNonNull(evidence, "evidence");
        Objects.requireNonNull(farDevices, "farDevices");
        Objects.requireNonNull(tracking, "tracking");
    }
}
