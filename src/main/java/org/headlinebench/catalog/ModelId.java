package org.headlinebench.catalog;

import java.util.Locale;
import java.util.regex.Pattern;

import org.headlinebench.failure.Shown;

/**
 * The short name of a model in the catalog, as typed on the command line: {@code smollm2-135m-instruct}.
 *
 * @param value lower-case letters, digits, dots, underscores and hyphens, at most 64; it is also a folder's name
 */
public record ModelId(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public ModelId {
        if (!FORM.matcher(value).matches() || value.contains("..") || value.endsWith(".")) {
            throw new IllegalArgumentException("a model id is made of lower-case letters, digits, '.', '_' and '-'"
                    + " (at most 64, starting with a letter or digit), not '" + Shown.of(value) + "'");
        }
    }

    /** Whether what the user typed means this model; case does not matter. */
    public boolean matches(String typed) {
        return value.equals(typed.strip().toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return value;
    }
}
