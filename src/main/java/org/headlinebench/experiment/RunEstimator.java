package org.headlinebench.experiment;

import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.Drafts;
import org.headlinebench.benchmark.ModelFiles;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.metrics.statistics.Percentiles;
import org.headlinebench.optimization.Cache;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.weights.ModelConfiguration;

/**
 * Estimates runs before they start. Memory is the footprint that follows from the configuration. Time is a simple model:
 * a decoded token reads all weights at half of the copy bandwidth, a token of a prompt costs its arithmetic; what finished
 * runs of the same model took on this machine, as a share of what the model says about them, corrects it.
 */
final class RunEstimator {
    private static final long PROCESS_BYTES = 250L << 20;
    private static final double BANDWIDTH_SHARE = 0.5;
    private static final double ASSUMED_BYTES_PER_SECOND = 1e10;
    /** Multiplications and additions that a CPU does for each byte it could copy. */
    private static final double OPERATIONS_PER_BYTE = 8;
    private static final double START_SECONDS = 4;
    private static final double LOAD_BYTES_PER_SECOND = 2e8;
    private static final int WARM_UP_SAMPLES = 3;
    private static final int PROMPT_TOKENS = 60;
    private static final int MOST_HISTORY = 20;

    private final ModelFiles models;
    private final List<Device> devices;
    private final List<Run> history;

    /** @param history runs of any experiment, the newest first */
    RunEstimator(ModelFiles models, List<Device> devices, List<Run> history) {
        this.models = models;
        this.devices = devices;
        this.history = history;
    }

    /** Empty where the model's sizes are not known before it is fetched. */
    Optional<RunEstimate> estimate(RunSetup setup, WorkloadIdentity workload) {
        Optional<ModelConfiguration> sizes = models.sizes(setup.model());
        if (sizes.isEmpty()) {
            return Optional.empty();
        }
        Footprint footprint = footprint(setup, sizes.get(), workload);
        double measured = measuredSeconds(setup, footprint, sizes.get(), workload);
        double[] scales = history.stream()
                .filter(run -> run.state() == RunState.FINISHED && run.wallMillis().isPresent())
                .filter(run -> run.setup().model().equals(setup.model())
                        && run.setup().place().equals(setup.place())
                        && isRecomputing(run.setup()) == isRecomputing(setup))
                .limit(MOST_HISTORY)
                .mapToDouble(run -> run.wallMillis().getAsDouble() / 1000 / measuredSeconds(run.setup(),
                        footprint(run.setup(), sizes.get(), run.workload()), sizes.get(), run.workload()))
                .toArray();
        double scale = scales.length == 0 ? 1 : Percentiles.of(scales, 50);
        double perSample = measured * scale / samples(workload);
        double seconds = START_SECONDS + footprint.weightsBytes() / LOAD_BYTES_PER_SECOND
                + perSample * (WARM_UP_SAMPLES + samples(workload));
        return Optional.of(new RunEstimate(footprint.totalBytes() + PROCESS_BYTES, seconds, scales.length > 0));
    }

    private Footprint footprint(RunSetup setup, ModelConfiguration sizes, WorkloadIdentity workload) {
        return Footprint.of(sizes, Drafts.of(setup.stack()).flatMap(models::sizes), setup.stack(),
                setup.device().kind(), PROMPT_TOKENS + workload.maxNewTokens());
    }

    private double measuredSeconds(RunSetup setup, Footprint footprint, ModelConfiguration sizes,
            WorkloadIdentity workload) {
        double bandwidth = devices.stream()
                .filter(device -> setup.launcher().isEmpty() && device.id().equals(setup.device()))
                .flatMapToDouble(device -> device.copyBandwidthBytesPerSecond().stream())
                .findFirst()
                .orElse(ASSUMED_BYTES_PER_SECOND);
        long embedding = setup.device().kind() == DeviceKind.CPU && sizes.tiedEmbedding()
                ? 0
                : (long) sizes.vocabularySize() * sizes.hiddenSize() * setup.stack().precision().bytes();
        double readPerToken = (footprint.totalBytes() - embedding) / (bandwidth * BANDWIDTH_SHARE);
        double promptToken = 2.0 * footprint.parameters() / (bandwidth * OPERATIONS_PER_BYTE);
        int tokens = workload.maxNewTokens();
        double decode = isRecomputing(setup)
                ? tokens * Math.max(readPerToken, promptToken * (PROMPT_TOKENS + tokens / 2.0))
                : tokens * readPerToken + promptToken * PROMPT_TOKENS;
        return samples(workload) * decode;
    }

    private static boolean isRecomputing(RunSetup setup) {
        return setup.stack().cache() instanceof Cache.None;
    }

    private static int samples(WorkloadIdentity workload) {
        return workload.rows() * workload.passes();
    }
}
