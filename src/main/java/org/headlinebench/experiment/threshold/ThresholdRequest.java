package org.headlinebench.experiment.threshold;

import java.util.List;
import java.util.Objects;

import org.headlinebench.device.DeviceId;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.quality.RougeVariant;

/**
 * What is searched for.
 *
 * @param model     a catalog id or a path
 * @param device    where it runs
 * @param stack     what is searched
 * @param metric    the quality that must be kept, its F1
 * @param floor     the least share of the baseline's quality, above 0
 * @param from      the weakest amount
 * @param to        the strongest amount
 * @param tolerance how close the bounds are when a bisection ends
 * @param values    the settings to walk, the weakest first; empty for an amount
 */
public record ThresholdRequest(String model, DeviceId device, SearchedStack stack, RougeVariant metric, double floor,
        double from, double to, double tolerance, List<String> values) {
    /** @throws UserError if a bound makes no sense */
    public ThresholdRequest {
        Objects.requireNonNull(device, "device");
        Objects.requireNonNull(stack, "stack");
        Objects.requireNonNull(metric, "metric");
        if (!(floor > 0 && floor <= 2)) {
            throw new UserError("The floor " + floor + " is no share of the baseline's quality.",
                    "Give a share above 0, for example --floor 0.95.");
        }
        values = List.copyOf(values.isEmpty() ? stack.usualValues() : values);
        if (stack.isAmount() && !(from >= 0 && from < to && to <= 1 && tolerance > 0)) {
            throw new UserError("From " + from + " to " + to + " in steps of " + tolerance + " is no range of amounts.",
                    "Give 0 <= --from < --to <= 1 and --tolerance above 0.");
        }
        if (!stack.isAmount() && values.isEmpty()) {
            throw new UserError("There is no usual order of values for '" + stack.text() + "'.",
                    "Name them, the weakest first: --values 128,64,32.");
        }
    }
}
