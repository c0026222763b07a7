package org.headlinebench.ui.page;

import javafx.geometry.Pos;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.ui.text.Messages;

/** A button per page at the window's left edge. */
public final class Sidebar extends VBox {
    public Sidebar(Navigation navigation) {
        getStyleClass().add("sidebar");
        setAlignment(Pos.TOP_CENTER);
        var group = new ToggleGroup();
        for (Page page : Page.values()) {
            ToggleButton button = button(page);
            button.setToggleGroup(group);
            button.setOnAction(_ -> {
                // A toggle group lets its selected button be cleared; a page stays.
                button.setSelected(true);
                navigation.show(page);
            });
            navigation.page().subscribe(shown -> {
                if (shown == page) {
                    button.setSelected(true);
                }
            });
            getChildren().add(button);
        }
    }

    private static ToggleButton button(Page page) {
        var button = new ToggleButton(page.title(), new FontIcon(icon(page)));
        button.setId("page-" + page.id());
        button.getStyleClass().add("page-button");
        button.setContentDisplay(ContentDisplay.TOP);
        button.setMaxWidth(Double.MAX_VALUE);
        button.setMnemonicParsing(false);
        button.setTooltip(new Tooltip(Messages.text("page.tip", page.title(), page.digit())));
        return button;
    }

    private static Ikon icon(Page page) {
        return switch (page) {
            case BENCH -> Material2MZ.SPEED;
            case RUNS -> Material2AL.HISTORY;
            case COMPARE -> Material2AL.COMPARE_ARROWS;
            case REPORT -> Material2AL.DESCRIPTION;
            case TRY -> Material2AL.EDIT;
            case EDITOR -> Material2AL.HOW_TO_VOTE;
            case MODELS -> Material2MZ.WIDGETS;
            case SYSTEM -> Material2AL.COMPUTER;
        };
    }
}
