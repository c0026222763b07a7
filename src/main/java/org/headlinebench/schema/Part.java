package org.headlinebench.schema;

import java.util.List;

/** A part of the grammar that a schema becomes. Parts with a fixed place in it are compared by identity, others by value. */
sealed interface Part {
    /** Without bound. */
    int UNBOUNDED = -1;

    /** The fewest characters that match. */
    int least();

    /** Exactly this text from an index on; not empty there. */
    record Literal(String text, int at) implements Part {
        Literal(String text) {
            this(text, 0);
        }

        @Override
        public int least() {
            return text.length() - at;
        }
    }

    /** One digit, no lower than that. */
    record Digit(char low) implements Part {
        @Override
        public int least() {
            return 1;
        }
    }

    /** Any number of digits up to a most. */
    record Digits(int most) implements Part {
        @Override
        public int least() {
            return 0;
        }
    }

    /** The inside of a string with its closing quote; lengths in code points. */
    record Text(int least, int most) implements Part {
        Text(long min, long max) {
            this((int) min + 1, (int) max);
        }

        boolean mayEnd() {
            return least == 1;
        }

        Text oneLess() {
            return most == UNBOUNDED && mayEnd()
                    ? this
                    : new Text(Math.max(1, least - 1), most == UNBOUNDED ? UNBOUNDED : most - 1);
        }
    }

    /** What follows a backslash. */
    record Escape() implements Part {
        @Override
        public int least() {
            return 1;
        }
    }

    /** The rest of an array with its closing bracket. */
    record Items(Part item, int min, int most, boolean isFirst) implements Part {
        @Override
        public int least() {
            return (int) Math.min(Integer.MAX_VALUE / 2,
                    1 + (long) min * (item.least() + 1) - (isFirst && min > 0 ? 1 : 0));
        }

        Items oneLess() {
            return new Items(item, Math.max(0, min - 1), most == UNBOUNDED ? UNBOUNDED : most - 1, false);
        }
    }

    /** The rest of an object from a property on, with its closing brace. */
    record Members(Shape shape, int from, boolean isFirst) implements Part {
        @Override
        public int least() {
            int least = 1;
            boolean first = isFirst;
            for (Property property : shape.properties.subList(from, shape.properties.size())) {
                if (property.isRequired()) {
                    least += property.least() + (first ? 0 : 1);
                    first = false;
                }
            }
            return least;
        }
    }

    /** A property with its key as JSON writes it. */
    record Property(String key, Part value, boolean isRequired) {
        int least() {
            return key.length() + 1 + value.least();
        }
    }

    /** The properties of an object, in order. */
    final class Shape {
        private final List<Property> properties;

        Shape(List<Property> properties) {
            this.properties = List.copyOf(properties);
        }

        List<Property> properties() {
            return properties;
        }
    }

    /** One part after the other. */
    final class Sequence implements Part {
        private final List<Part> parts;

        Sequence(Part... parts) {
            this.parts = List.of(parts);
        }

        List<Part> parts() {
            return parts;
        }

        @Override
        public int least() {
            return parts.stream().mapToInt(Part::least).sum();
        }
    }

    /** One of several. */
    final class OneOf implements Part {
        private final List<Part> parts;

        OneOf(List<? extends Part> parts) {
            this.parts = List.copyOf(parts);
        }

        List<Part> parts() {
            return parts;
        }

        @Override
        public int least() {
            return parts.stream().mapToInt(Part::least).min().orElse(0);
        }
    }
}
