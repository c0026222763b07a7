package org.headlinebench.ui.chart;

import javafx.collections.ListChangeListener;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.Tooltip;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.benchmark.result.PinnedChart;
import org.headlinebench.ui.text.Messages;

/** How many charts are pinned; opened, a line for each, which takes it out. Takes no room while none is. */
final class PinsButton extends MenuButton {
    PinsButton(PinsModel pins) {
        super("", new FontIcon(Material2MZ.PUSH_PIN));
        setId("pins");
        getStyleClass().addAll("flat", "small");
        setTooltip(new Tooltip(Messages.text("pins.tip")));
        setMinWidth(USE_PREF_SIZE);
        pins.charts().addListener((ListChangeListener<PinnedChart>) _ -> show(pins));
        show(pins);
    }

    private void show(PinsModel pins) {
        setText(Messages.text("pins.title", pins.charts().size()));
        getItems().setAll(pins.charts().stream().map(chart -> line(pins, chart)).toList());
        setVisible(!pins.charts().isEmpty());
        setManaged(isVisible());
    }

    private static MenuItem line(PinsModel pins, PinnedChart chart) {
        var line = new MenuItem(Messages.text("pins.unpin", PinsModel.words(chart)));
        line.setMnemonicParsing(false);
        line.setOnAction(_ -> pins.unpin(chart));
        return line;
    }
}
