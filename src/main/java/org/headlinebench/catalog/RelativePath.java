package org.headlinebench.catalog;

import java.nio.file.Path;
import java.util.regex.Pattern;

import org.headlinebench.failure.Shown;

/**
 * A file's place below a folder. It cannot lead out of that folder, on any platform, whatever a catalog or a server
 * says.
 *
 * @param value names of letters, digits and {@code . _ + -}, separated by {@code /}
 */
public record RelativePath(String value) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+-][A-Za-z0-9._+-]{0,127}");
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])([.].*)?");
    private static final int DEEPEST = 8;

    public RelativePath {
        String[] names = value.split("/", -1);
        boolean good = names.length <= DEEPEST;
        for (String name : names) {
            good = good && NAME.matcher(name).matches() && !name.endsWith(".") && !DEVICE.matcher(name).matches();
        }
        if (!good) {
            throw new IllegalArgumentException("'" + Shown.of(value) + "' is not a path below the model's folder"
                    + " (letters, digits, '.', '_', '+', '-', separated by '/')");
        }
    }

    /** The last name. */
    public String fileName() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    public Path below(Path folder) {
        Path place = folder;
        for (String name : value.split("/")) {
            place = place.resolve(name);
        }
        return place;
    }

    @Override
    public String toString() {
        return value;
    }
}
