package org.headlinebench.schema;

import java.util.Optional;
import java.util.Set;

/** What is still to be written in one of the ways in which a document can go on: a part, and what follows it. */
final class Way {
    /** Nothing is left to write. */
    static final Way END = new Way(Optional.empty(), null);
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final int FIRST_PRINTABLE = 0x20;

    private final Optional<Part> part;
    private final Way rest;
    private final int least;
    private final int hash;

    private Way(Optional<Part> part, Way rest) {
        this.part = part;
        this.rest = rest;
        least = part.map(first -> first.least() + rest.least).orElse(0);
        hash = part.map(first -> 31 * first.hashCode() + rest.hash).orElse(1);
    }

    /** The same after a part. */
    Way behind(Part first) {
        return new Way(Optional.of(first), this);
    }

    /** The fewest characters that complete it. */
    int least() {
        return least;
    }

    /** Adds the ways whose next part is a character, or the end. */
    void expandInto(Set<Way> ways) {
        switch (part.orElse(null)) {
            case null -> ways.add(this);
            case Part.Literal _,Part.Digit _,Part.Text _,Part.Escape _ -> ways.add(this);
            case Part.Digits(int most) -> {
                rest.expandInto(ways);
                if (most > 0) {
                    ways.add(rest.behind(new Part.Digits(most - 1)).behind(new Part.Digit('0')));
                }
            }
            case Part.Sequence sequence -> {
                Way way = rest;
                for (Part each : sequence.parts().reversed()) {
                    way = way.behind(each);
                }
                way.expandInto(ways);
            }
            case Part.OneOf choice -> choice.parts().forEach(each -> rest.behind(each).expandInto(ways));
            case Part.Items items -> expandInto(ways, items);
            case Part.Members members -> expandInto(ways, members);
        }
    }

    private void expandInto(Set<Way> ways, Part.Items items) {
        if (items.min() == 0) {
            ways.add(rest.behind(new Part.Literal("]")));
        }
        if (items.most() != 0) {
            Way more = rest.behind(items.oneLess()).behind(items.item());
            (items.isFirst() ? more : more.behind(new Part.Literal(","))).expandInto(ways);
        }
    }

    private void expandInto(Set<Way> ways, Part.Members members) {
        var properties = members.shape().properties();
        for (int i = members.from(); i < properties.size(); i++) {
            Part.Property property = properties.get(i);
            ways.add(rest.behind(new Part.Members(members.shape(), i + 1, false))
                    .behind(property.value())
                    .behind(new Part.Literal((members.isFirst() ? "" : ",") + property.key() + ":")));
            if (property.isRequired()) {
                return;
            }
        }
        ways.add(rest.behind(new Part.Literal("}")));
    }

    /** What is left after a character; absent if it does not fit. Only for an expanded way. */
    Optional<Way> after(int character) {
        return switch (part.orElse(null)) {
            case Part.Literal(String text, int at) when text.charAt(at) == character -> Optional
                    .of(at + 1 == text.length() ? rest : rest.behind(new Part.Literal(text, at + 1)));
            case Part.Digit(char low) when character >= low && character <= '9' -> Optional.of(rest);
            case Part.Escape _ when ESCAPED.indexOf(character) >= 0 -> Optional.of(rest);
            case Part.Text text when character == '"' -> text.mayEnd() ? Optional.of(rest) : Optional.empty();
            case Part.Text text when text.most() == 0 || character < FIRST_PRINTABLE
                    || Character.getType(character) == Character.SURROGATE ->
                Optional.empty();
            case Part.Text text -> {
                Part.Text less = text.oneLess();
                Way next = less == text ? this : rest.behind(less);
                yield Optional.of(character == '\\' ? next.behind(new Part.Escape()) : next);
            }
            case null, default -> Optional.empty();
        };
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Way way && hash == way.hash && part.equals(way.part)
                && (rest == null ? way.rest == null : rest.equals(way.rest));
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
