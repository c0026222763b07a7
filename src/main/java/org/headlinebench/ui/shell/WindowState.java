package org.headlinebench.ui.shell;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

import org.headlinebench.ui.page.Page;
import org.headlinebench.ui.theme.Theme;

/**
 * How the window looked when it was closed.
 *
 * @param x         of its left edge, in screen pixels; absent where the system placed it
 * @param theme     what the user chose; absent where the window follows the system
 * @param fontScale how large text is, 1 for the usual
 * @param trackingAddress of the MLflow server that runs were sent to; empty for none
 */
public record WindowState(Optional<Double> x, Optional<Double> y, double width, double height, boolean maximized,
        Optional<Theme> theme, Page page, double fontScale, String trackingAddress) {

    private static final System.Logger LOG = System.getLogger(WindowState.class.getName());
    private static final double LEAST_WIDTH = 1000;
    private static final double LEAST_HEIGHT = 700;
    /** Before the window was ever closed. */
    public static final WindowState FIRST = new WindowState(Optional.empty(), Optional.empty(), 1280, 800, false,
            Optional.empty(), Page.BENCH, 1, "");

    public WindowState {
        width = Double.isFinite(width) ? Math.max(LEAST_WIDTH, width) : LEAST_WIDTH;
        height = Double.isFinite(height) ? Math.max(LEAST_HEIGHT, height) : LEAST_HEIGHT;
    }

    /** What a file remembers; {@link #FIRST} where there is none or it cannot be read, since nothing depends on it. */
    public static WindowState load(Path file) {
        var properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
            return new WindowState(number(properties, "x"), number(properties, "y"),
                    number(properties, "width").orElse(FIRST.width()),
                    number(properties, "height").orElse(FIRST.height()),
                    Boolean.parseBoolean(properties.getProperty("maximized")),
                    Optional.ofNullable(properties.getProperty("theme")).map(Theme::valueOf),
                    Optional.ofNullable(properties.getProperty("page")).map(Page::valueOf).orElse(Page.BENCH),
                    number(properties, "fontScale").orElse(1.0), properties.getProperty("trackingAddress", ""));
        } catch (NoSuchFileException firstTime) {
            return FIRST;
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.log(Level.WARNING, "the window's state in " + file + " is not read: " + unreadable);
            return FIRST;
        }
    }

    /** Remembers the state for the next start; a failure is only logged. */
    public void save(Path file) {
        var properties = new Properties();
        x.ifPresent(value -> properties.setProperty("x", String.valueOf(value)));
        y.ifPresent(value -> properties.setProperty("y", String.valueOf(value)));
        properties.setProperty("width", String.valueOf(width));
        properties.setProperty("height", String.valueOf(height));
        properties.setProperty("maximized", String.valueOf(maximized));
        theme.ifPresent(chosen -> properties.setProperty("theme", chosen.name()));
        properties.setProperty("page", page.name());
        properties.setProperty("fontScale", String.valueOf(fontScale));
        properties.setProperty("trackingAddress", trackingAddress);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (Writer out = Files.newBufferedWriter(part)) {
                properties.store(out, null);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the window's state cannot be kept in " + file + ": " + e);
        }
    }

    private static Optional<Double> number(Properties properties, String name) {
        return Optional.ofNullable(properties.getProperty(name)).map(Double::valueOf).filter(Double::isFinite);
    }
}
