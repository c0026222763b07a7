package org.headlinebench.ui.bench;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Stack;

/** Reads the stack out of the words in which the rules name the nearest that runs. */
public final class NearestStack {
    private static final Pattern NAMED = Pattern.compile("Nearest stacks? that runs?: (\\S+)");

    private NearestStack() {}

    /** The first that is named; absent where none is, or where what is named is no whole stack. */
    public static Optional<Stack> in(String remedy, DeviceKind device) {
        Matcher named = NAMED.matcher(remedy);
        if (!named.find()) {
            return Optional.empty();
        }
        String text = named.group(1).replaceAll("[.,;]+$", "");
        try {
            return Optional.of(Stack.parse(text, device));
        } catch (UserError notWhole) {
            return Optional.empty();
        }
    }
}
