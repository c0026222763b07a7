package org.headlinebench.report.content;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import org.headlinebench.failure.UserError;
import org.headlinebench.recommendation.Prices;
import org.headlinebench.recommendation.Scenario;
import org.headlinebench.recommendation.Weights;

/**
 * What a report takes besides runs.
 *
 * @param scenarios      what is recommended for
 * @param prices         the user's, may be none
 * @param weights        the user's, for a score
 * @param articlesPerDay for the business impact; absent: none is computed
 * @param creator        name and version of the program
 * @param at             when the report is made
 */
public record ReportSettings(List<Scenario> scenarios, Prices prices, Optional<Weights> weights,
        OptionalLong articlesPerDay, String creator, Instant at) {
    public ReportSettings {
        scenarios = List.copyOf(scenarios);
        if (articlesPerDay.orElse(1) < 1 || articlesPerDay.orElse(1) > 1_000_000_000_000L) {
            throw new UserError("Articles per day are " + articlesPerDay.getAsLong() + ".",
                    "Give a whole number from 1 to 1000000000000.");
        }
    }
}
