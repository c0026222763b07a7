package org.headlinebench.ui.text;

import java.util.function.Function;

import javafx.util.StringConverter;

/** How the values of a list that is chosen from are written. Nothing is typed there, so there is no way back. */
public final class ShownAs<T> extends StringConverter<T> {
    private final Function<T, String> words;

    /** @param words of a value; no value is written as nothing */
    public ShownAs(Function<T, String> words) {
        this.words = words;
    }

    @Override
    public String toString(T value) {
        return value == null ? "" : words.apply(value);
    }

    @Override
    public T fromString(String text) {
        throw new IllegalStateException("nothing can be typed here: " + text);
    }
}
