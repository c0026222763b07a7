package org.headlinebench.optimization;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

import org.headlinebench.failure.Nearest;
import org.headlinebench.failure.UserError;

/**
 * One choice on one axis as it is written: a word and its parameters, for example {@code static(512)} or
 * {@code sample(temperature=0.7, topP=0.9)}. A parameter without a name takes the next name in order.
 *
 * @param word      the choice's name
 * @param arguments its parameters in the order written
 */
public record Choice(String word, List<Argument> arguments) {
    /** A parameter; the name is empty when it was given by position. */
    public record Argument(String name, String value) {}

    public Choice {
        arguments = List.copyOf(arguments);
    }

    static Choice of(String word) {
        return new Choice(word, List.of());
    }

    Choice with(String name, Object value) {
        var extended = new ArrayList<>(arguments);
        extended.add(new Argument(name, plain(value)));
        return new Choice(word, extended);
    }

    /** Checks that only these parameters are given, each at most once, and names those given by position. */
    Choice accept(String... names) {
        List<String> valid = List.of(names);
        List<Argument> named = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Argument argument = arguments.get(i);
            if (argument.name().isEmpty() && i >= names.length) {
                throw new UserError("'" + word + "' takes " + count(names.length) + ", but '" + argument.value()
                        + "' is one more.", "Write " + usage(valid) + ".");
            }
            String name = argument.name().isEmpty() ? names[i] : argument.name();
            if (!valid.contains(name)) {
                throw new UserError("'" + word + "' has no parameter '" + name + "'.",
                        valid.isEmpty() ? "Write it without parameters." : Nearest.hint(name, valid));
            }
            if (named.stream().anyMatch(earlier -> earlier.name().equals(name))) {
                throw new UserError("Parameter '" + name + "' of '" + word + "' is given twice.", "Give it once.");
            }
            named.add(new Argument(name, argument.value()));
        }
        return new Choice(word, named);
    }

    /** A parameter as it was written; absent if it was not. */
    Optional<String> text(String name) {
        return arguments.stream().filter(argument -> argument.name().equals(name)).map(Argument::value).findFirst();
    }

    OptionalInt integer(String name, int least, int most) {
        OptionalLong value = longInteger(name, least, most);
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    OptionalLong longInteger(String name, long least, long most) {
        for (Argument argument : arguments) {
            if (argument.name().equals(name)) {
                try {
                    long value = Long.parseLong(argument.value());
                    if (value >= least && value <= most) {
                        return OptionalLong.of(value);
                    }
                } catch (NumberFormatException notANumber) {
                    // worded below, like a number out of range
                }
                throw new UserError("'" + argument.value() + "' is no valid " + name + " of '" + word + "'.",
                        "Give a whole number from " + least + " to " + most + ".");
            }
        }
        return OptionalLong.empty();
    }

    /** A whole number out of a few. */
    OptionalInt oneOf(String name, int... valid) {
        for (Argument argument : arguments) {
            if (argument.name().equals(name)) {
                for (int value : valid) {
                    if (argument.value().equals(String.valueOf(value))) {
                        return OptionalInt.of(value);
                    }
                }
                throw new UserError("'" + argument.value() + "' is no valid " + name + " of '" + word + "'.",
                        "Give one of " + Arrays.stream(valid).mapToObj(String::valueOf).collect(joining(", ")) + ".");
            }
        }
        return OptionalInt.empty();
    }

    /** {@code true} or {@code false}. */
    Optional<Boolean> flag(String name) {
        return word(name, List.of("true", "false")).map(Boolean::valueOf);
    }

    /** A word out of a few. */
    Optional<String> word(String name, List<String> valid) {
        for (Argument argument : arguments) {
            if (argument.name().equals(name)) {
                if (valid.contains(argument.value())) {
                    return Optional.of(argument.value());
                }
                throw new UserError("'" + argument.value() + "' is no valid " + name + " of '" + word + "'.",
                        Nearest.hint(argument.value(), valid));
            }
        }
        return Optional.empty();
    }

    OptionalDouble number(String name, double least, double most) {
        for (Argument argument : arguments) {
            if (argument.name().equals(name)) {
                try {
                    double value = Double.parseDouble(argument.value());
                    if (value >= least && value <= most) {
                        return OptionalDouble.of(value);
                    }
                } catch (NumberFormatException notANumber) {
                    // worded below, like a number out of range
                }
                throw new UserError("'" + argument.value() + "' is no valid " + name + " of '" + word + "'.",
                        "Give a number from " + plain(least) + " to " + plain(most) + ".");
            }
        }
        return OptionalDouble.empty();
    }

    /** The canonical text, which parses back to the same choice. */
    public String text() {
        if (word.equals(Topology.BOTH) && arguments.size() > 1) {
            return Topology.written(arguments);
        }
        if (arguments.isEmpty()) {
            return word;
        }
        var written = new ArrayList<String>();
        for (Argument argument : arguments) {
            written.add(argument.name().isEmpty() ? argument.value() : argument.name() + "=" + argument.value());
        }
        return word + "(" + String.join(",", written) + ")";
    }

    private String usage(List<String> names) {
        return names.isEmpty() ? word : word + "(" + String.join(", ", names) + ")";
    }

    private static String count(int parameters) {
        return parameters == 0 ? "no parameters" : parameters == 1 ? "one parameter" : parameters + " parameters";
    }

    private static String plain(Object value) {
        if (value instanceof Double number) {
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? String.format(Locale.ROOT, "%d", number.longValue())
                    : Double.toString(number);
        }
        return String.valueOf(value);
    }
}
