package org.headlinebench.ui.shell;

import java.util.ArrayList;
import java.util.List;

import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.Modifier;

import org.headlinebench.ui.page.Page;
import org.headlinebench.ui.text.Messages;

/** The keys that work everywhere in the window: what the cheat sheet lists is what is installed. */
final class Shortcuts {
    /** A key, or several, with what it does; without an action where a page's own control hears it. */
    record Shortcut(List<KeyCombination> keys, String words, Runnable action) {
        Shortcut {
            keys = List.copyOf(keys);
        }
    }

    private static final Runnable BY_ITS_CONTROL = () -> {};

    private Shortcuts() {}

    /** All of them, in the order of the cheat sheet. */
    static List<Shortcut> of(Shell shell, WindowModel window) {
        var all = new ArrayList<Shortcut>();
        for (Page page : Page.values()) {
            all.add(new Shortcut(List.of(key(KeyCode.getKeyCode(String.valueOf(page.digit())),
                    KeyCombination.SHORTCUT_DOWN)), Messages.text("shortcut.page", page.title()),
                    () -> window.navigation().show(page)));
        }
        all.add(new Shortcut(List.of(key(KeyCode.R, KeyCombination.SHORTCUT_DOWN)), Messages.text("shortcut.run"),
                () -> {
                    if (window.setup().complete().get()) {
                        window.navigation().show(Page.BENCH);
                        window.queue().add(window.setup().setups(), window.setup().articles());
                    }
                }));
        all.add(new Shortcut(List.of(key(KeyCode.PERIOD, KeyCombination.SHORTCUT_DOWN)),
                Messages.text("shortcut.cancel"), window.experiment()::cancel));
        all.add(new Shortcut(List.of(key(KeyCode.F, KeyCombination.SHORTCUT_DOWN)), Messages.text("shortcut.search"),
                () -> search(shell)));
        all.add(new Shortcut(List.of(key(KeyCode.L, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN)),
                Messages.text("shortcut.theme"), window.theme()::toggle));
        all.add(new Shortcut(List.of(key(KeyCode.PLUS, KeyCombination.SHORTCUT_DOWN),
                key(KeyCode.EQUALS, KeyCombination.SHORTCUT_DOWN)), Messages.text("shortcut.larger"),
                window.theme()::largerFont));
        all.add(new Shortcut(List.of(key(KeyCode.MINUS, KeyCombination.SHORTCUT_DOWN)),
                Messages.text("shortcut.smaller"), window.theme()::smallerFont));
        all.add(new Shortcut(List.of(key(KeyCode.F1), key(KeyCode.SLASH, KeyCombination.SHORTCUT_DOWN)),
                Messages.text("shortcut.help"), () -> CheatSheet.show(shell, of(shell, window))));
        all.add(new Shortcut(List.of(key(KeyCode.D)), Messages.text("shortcut.difference"), BY_ITS_CONTROL));
        all.add(new Shortcut(List.of(key(KeyCode.ENTER)), Messages.text("shortcut.open"), BY_ITS_CONTROL));
        all.add(new Shortcut(List.of(key(KeyCode.DELETE)), Messages.text("shortcut.delete"), BY_ITS_CONTROL));
        all.add(new Shortcut(List.of(key(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN)),
                Messages.text("shortcut.write"), BY_ITS_CONTROL));
        return List.copyOf(all);
    }

    static void install(Scene scene, List<Shortcut> shortcuts) {
        for (Shortcut shortcut : shortcuts) {
            if (shortcut.action() != BY_ITS_CONTROL) {
                shortcut.keys().forEach(keys -> scene.getAccelerators().put(keys, shortcut.action()));
            }
        }
    }

    private static void search(Shell shell) {
        for (String id : List.of("#history-search", "#article-search")) {
            Node field = shell.getCenter().lookup(id);
            if (field != null) {
                field.requestFocus();
                return;
            }
        }
    }

    private static KeyCombination key(KeyCode code, Modifier... modifiers) {
        return new KeyCodeCombination(code, modifiers);
    }
}
