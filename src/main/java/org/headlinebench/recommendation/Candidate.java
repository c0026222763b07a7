package org.headlinebench.recommendation;

import java.util.Optional;
import java.util.OptionalDouble;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunSummary;
import org.headlinebench.comparison.RunComparison.Compared;
import org.headlinebench.metrics.Provenance;
import org.headlinebench.metrics.statistics.MeanEstimate;

/**
 * A measured run that may be recommended.
 *
 * @param run        the run
 * @param summary    its figures
 * @param comparison beside the baseline; absent for the baseline itself
 * @param endToEnd   mean E2E latency in milliseconds with its interval
 * @param prices     what its device costs
 */
public record Candidate(Run run, RunSummary summary, Optional<Compared> comparison, MeanEstimate endToEnd,
        Prices prices) {

    private static final double MILLIS_PER_HOUR = 3_600_000;

    /** How it is named in sentences. */
    public String name() {
        return run.setup().name();
    }

    /** Currency per 1,000 headlines: wall time per headline at the price of the device. */
    public Optional<Scaled> costPerThousand() {
        return scaled(prices.perDeviceHour(), devices() * 1000 / MILLIS_PER_HOUR);
    }

    /** Joules per headline: wall time per headline at the power that a counter measured, else at the user's. */
    public Optional<Scaled> joulesPerHeadline() {
        OptionalDouble measured = measuredWatts();
        // A counter has all devices in it, the user's watts are those of one.
        return measured.isPresent()
                ? scaled(measured, 1 / 1000.0)
                : scaled(prices.watts(), devices() / 1000.0);
    }

    /** Mean power of the measured part by the machine's counter; absent without one. */
    public OptionalDouble measuredWatts() {
        return run.wallMillis().isPresent() && run.wallMillis().getAsDouble() > 0
                ? run.energy()
                        .stream()
                        .mapToDouble(energy -> energy.joules() / (run.wallMillis().getAsDouble() / 1000))
                        .findFirst()
                : OptionalDouble.empty();
    }

    /** Devices that compute: those of its topology; one where shards take turns on it, and of a server, which tells none. */
    public int devices() {
        return run.setup().server().isPresent() || run.setup().isSimulated()
                ? 1
                : run.setup().stack().topology().devices();
    }

    /** Where its joules come from: a counter of the machine, or the watts that the user gave. */
    public Provenance energyTag() {
        return measuredWatts().isPresent() ? Provenance.MEASURED : Provenance.ESTIMATED;
    }

    /** Where several samples run at a time, the wall time of one is less than its latency. */
    private Optional<Scaled> scaled(OptionalDouble price, double unit) {
        return price.stream().mapToObj(each -> {
            double wallPerSample = summary.latency()
                    .map(latency -> latency.wallMillis() / latency.samples())
                    .orElse(endToEnd.mean());
            double share = wallPerSample / endToEnd.mean();
            return Scaled.of(endToEnd, share * each * unit);
        }).findFirst();
    }
}
