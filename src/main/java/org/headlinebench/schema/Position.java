package org.headlinebench.schema;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** How far a document is written, as all the ways in which it can go on. Equal positions can go on alike. */
public final class Position {
    private final Set<Way> ways;

    private Position(Set<Way> ways) {
        this.ways = ways;
    }

    static Position before(Part document) {
        var ways = new LinkedHashSet<Way>();
        Way.END.behind(document).expandInto(ways);
        return new Position(ways);
    }

    /**
     * The position after one more character.
     *
     * @param character a Unicode code point
     * @return absent if no document of the schema goes on with it
     */
    public Optional<Position> after(int character) {
        var next = new LinkedHashSet<Way>();
        boolean stays = ways.size() == 1;
        for (Way way : ways) {
            Optional<Way> left = way.after(character);
            stays &= left.isPresent() && left.get() == way;
            left.ifPresent(rest -> rest.expandInto(next));
        }
        if (next.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(stays ? this : new Position(next));
    }

    /** Whether the document is complete and nothing may follow. */
    public boolean isComplete() {
        return ways.size() == 1 && ways.contains(Way.END);
    }

    /** The fewest characters that complete the document; all of them can be ASCII. */
    public int leastCharacters() {
        return ways.stream().mapToInt(Way::least).min().orElse(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Position position && ways.equals(position.ways);
    }

    @Override
    public int hashCode() {
        return ways.hashCode();
    }
}
