package org.headlinebench.ui.shell;

import java.util.List;
import java.util.stream.Collectors;

import javafx.scene.control.Alert;
import javafx.scene.control.Alert.AlertType;
import javafx.scene.control.ButtonType;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.GridPane;

import org.headlinebench.ui.shell.Shortcuts.Shortcut;
import org.headlinebench.ui.text.Messages;

/** The keyboard shortcuts in a window of their own. */
final class CheatSheet {
    private CheatSheet() {}

    static void show(Shell shell, List<Shortcut> shortcuts) {
        var grid = new GridPane(24, 7);
        grid.getStyleClass().add("cheat-sheet");
        for (int line = 0; line < shortcuts.size(); line++) {
            var keys = new Label(shortcuts.get(line)
                    .keys()
                    .stream()
                    .map(KeyCombination::getDisplayText)
                    .collect(Collectors.joining(Messages.text("shortcut.or"))));
            keys.getStyleClass().add("key");
            grid.add(keys, 0, line);
            grid.add(new Label(shortcuts.get(line).words()), 1, line);
        }
        var sheet = new Alert(AlertType.NONE, "", ButtonType.CLOSE);
        sheet.initOwner(shell.getScene().getWindow());
        sheet.setTitle(Messages.text("shortcut.title"));
        sheet.getDialogPane().setId("cheat-sheet");
        sheet.getDialogPane().setContent(grid);
        sheet.getDialogPane().getStylesheets().setAll(shell.getScene().getStylesheets());
        sheet.show();
    }
}
