package org.headlinebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.ModelFiles;
import org.headlinebench.benchmark.Profiling;
import org.headlinebench.benchmark.WorkerLauncher;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.device.Devices;
import org.headlinebench.endpoint.EndpointKeys;
import org.headlinebench.evaluation.Evaluations;
import org.headlinebench.history.SqliteRunStore;
import org.headlinebench.launcher.Launchers;
import org.headlinebench.report.Reporting;
import org.headlinebench.tracking.Tracking;

/**
 * What the commands stand on.
 *
 * @param version   the application's version
 * @param folder    the application folder
 * @param library   models
 * @param models    where they lie, what they are like
 * @param store     past runs; opened when first asked for
 * @param benchmark runs experiments
 * @param apiKey    what clients of the server must send, where the environment holds one
 * @param launcher  starts workers
 * @param devices   this machine's devices
 * @param evaluations quality beyond ROUGE
 * @param profiling where the time goes
 * @param reporting writes reports
 * @param tracking  sends runs to an MLflow server
 * @param endpoints servers by name, and their keys
 * @param judgeKey  what a judge's endpoint is sent, where the environment holds one
 * @param host      facts about this machine, by name
 * @param launchers where else workers can run
 */
public record CliServices(String version, Path folder, ModelLibrary library, ModelFiles models,
        Supplier<SqliteRunStore> store,
        Supplier<Benchmark> benchmark, Supplier<Evaluations> evaluations, Supplier<Profiling> profiling,
        Supplier<Reporting> reporting, Supplier<Tracking> tracking, EndpointKeys endpoints,
        Optional<String> judgeKey, Optional<String> apiKey, WorkerLauncher launcher, Devices devices,
        Map<String, String> host, List<String> secretsSet, Launchers launchers) {}
