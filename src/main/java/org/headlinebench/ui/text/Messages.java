package org.headlinebench.ui.text;

import java.text.MessageFormat;
import java.util.Arrays;
import java.util.Locale;
import java.util.ResourceBundle;

/** Every sentence that the window shows, by key: {@code resources/ui/messages.properties}. */
public final class Messages {
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("ui.messages", Locale.ROOT);

    private Messages() {}

    /**
     * The text of a key, with {@code {0}}, {@code {1}} … replaced by the arguments as they print; numbers are formatted
     * by {@link Figures} before.
     *
     * @throws java.util.MissingResourceException for an unknown key, which is a bug
     */
    public static String text(String key, Object... arguments) {
        Object[] printed = Arrays.stream(arguments).map(String::valueOf).toArray();
        return new MessageFormat(BUNDLE.getString(key), Locale.ROOT).format(printed);
    }

    /** Whether there is a text of that key. */
    public static boolean has(String key) {
        return BUNDLE.containsKey(key);
    }
}
