package org.headlinebench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

import picocli.CommandLine.Option;

import org.headlinebench.recommendation.Prices;
import org.headlinebench.recommendation.Scenario;
import org.headlinebench.recommendation.ScenarioFile;
import org.headlinebench.recommendation.Weights;

/** What a decision takes besides runs: scenarios, prices, weights. */
final class DecisionOptions {
    @Option(names = "--scenarios", paramLabel = "FILE", description = "Scenarios in YAML in place of the bundled ones (docs/report.md).")
    Optional<Path> scenarios;

    @Option(names = "--price-per-hour", paramLabel = "PRICE", description = "Price of a device for an hour: gives cost per 1,000 headlines.")
    Optional<Double> price;

    @Option(names = "--currency", paramLabel = "UNIT", defaultValue = "EUR", description = "Its currency (default: ${DEFAULT-VALUE}).")
    String currency;

    @Option(names = "--watts", paramLabel = "W", description = "Power that the device draws: gives joules per headline.")
    Optional<Double> watts;

    @Option(names = "--weights", paramLabel = "WEIGHTS", description = "Your weights for an overall score, e.g. latency=2,memory=1,quality=3. Without them there is none.")
    Optional<String> weights;

    Prices prices() {
        return new Prices(optional(price), currency, optional(watts));
    }

    List<Scenario> scenarios() {
        return scenarios.map(ScenarioFile::read).orElseGet(ScenarioFile::bundled);
    }

    Optional<Weights> weights() {
        return weights.map(Weights::parse);
    }

    private static OptionalDouble optional(Optional<Double> value) {
        return value.stream().mapToDouble(Double::doubleValue).findFirst();
    }
}
