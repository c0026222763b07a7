package org.headlinebench.recommendation;

import java.util.OptionalDouble;

import org.headlinebench.failure.UserError;

/**
 * What a device costs, as the user says; nothing here is measured.
 *
 * @param perDeviceHour price of one device for an hour, above 0; absent: no costs
 * @param currency      its unit, e.g. {@code EUR}
 * @param watts         power that one device draws while it generates, above 0; absent: no energy
 */
public record Prices(OptionalDouble perDeviceHour, String currency, OptionalDouble watts) {

    /** Neither costs nor energy. */
    public static final Prices NONE = new Prices(OptionalDouble.empty(), "EUR", OptionalDouble.empty());

    public Prices {
        requirePositive("price per device hour", perDeviceHour);
        requirePositive("power in watts", watts);
    }

    private static void requirePositive(String what, OptionalDouble value) {
        if (value.isPresent() && !(value.getAsDouble() > 0 && value.getAsDouble() < 1e9)) {
            throw new UserError("The " + what + " is " + value.getAsDouble() + ".", "Give a number above 0.");
        }
    }
}
