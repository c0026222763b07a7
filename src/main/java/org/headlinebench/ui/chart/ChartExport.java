package org.headlinebench.ui.chart;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import javafx.embed.swing.SwingFXUtils;
import javafx.scene.control.Alert;
import javafx.scene.control.Alert.AlertType;
import javafx.scene.control.ButtonType;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.failure.UserError;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.files.FileDialogs;
import org.headlinebench.ui.files.FileDialogs.Kind;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;

/** The menu of a chart: copy, save, back from zooming. */
final class ChartExport {
    /** A chart that is hidden or narrow is written in a size that can be read. */
    private static final int LEAST_WIDTH = 640;
    private static final int LEAST_HEIGHT = 360;

    private final FileDialogs dialogs;
    private final Optional<PinsModel> pins;

    /** For charts that are not pinned: the report has its own of what they show. */
    ChartExport(FileDialogs dialogs) {
        this.pins = Optional.empty();
        this.dialogs = dialogs;
    }

    ChartExport(FileDialogs dialogs, PinsModel pins) {
        this.pins = Optional.of(pins);
        this.dialogs = dialogs;
    }

    /** A chart as it is shown at this moment. */
    record Source(String title, LiveChart chart, List<RunModel> runs, Theme theme, int width, int height) {
        Source {
            width = Math.max(width, LEAST_WIDTH);
            height = Math.max(height, LEAST_HEIGHT);
        }
    }

    MenuButton menu(String name, Supplier<Source> source, Zoom zoom) {
        var reset = item("chart.menu.reset", zoom::reset);
        var pin = item("chart.menu.pin", () -> pin(name, source.get()));
        pin.setVisible(pins.isPresent());
        var menu = new MenuButton("", new FontIcon(Material2MZ.MORE_VERT),
                item("chart.menu.copy", () -> copy(source.get())),
                save("png", source), save("svg", source), save("pdf", source), save("csv", source),
                new SeparatorMenuItem(), pin, new SeparatorMenuItem(), reset);
        menu.setOnShowing(_ -> {
            reset.setDisable(!zoom.isZoomed());
            pin.setDisable(PinsModel.stored(source.get().runs()).isEmpty());
        });
        menu.setId("menu-" + name);
        menu.getStyleClass().addAll("button-icon", "flat", "chart-menu");
        menu.setTooltip(new Tooltip(Messages.text("chart.menu")));
        menu.setAccessibleText(Messages.text("chart.menu"));
        menu.setMinWidth(MenuButton.USE_PREF_SIZE);
        return menu;
    }

    private MenuItem save(String ending, Supplier<Source> source) {
        return item("chart.menu." + ending, () -> {
            Source now = source.get();
            String suggested = now.title().toLowerCase(Locale.ROOT).replace(' ', '-') + "." + ending;
            dialogs.save(Messages.text("chart.menu." + ending), suggested,
                    Kind.of(ending.toUpperCase(Locale.ROOT), "*." + ending)).ifPresent(file -> {
                        switch (ending) {
                            case "png" -> ChartFiles.writePng(now.chart().chart(), now.width(), now.height(),
                                    now.theme(), file);
                            case "svg" -> ChartFiles.writeSvg(now.chart().chart(), now.width(), now.height(),
                                    now.theme(), file);
                            case "pdf" ->
                                ChartFiles.writePdf(now.title(), now.chart().chart(), now.width(), now.height(),
                                        now.theme(), file);
                            default -> ChartFiles.writeCsv(now.chart().chart(), now.chart().data(now.runs()), file);
                        }
                    });
        });
    }

    private void pin(String name, Source source) {
        synchronized (source.chart().chart()) {
            pinNow(name, source);
        }
    }

    private void pinNow(String name, Source source) {
        source.chart().update(source.runs(), Theme.LIGHT);
        try {
            pins.ifPresent(kept -> kept.pin(source.title(), name, source.runs(), source.chart().options(),
                    ChartPin.of(source.chart())));
        } finally {
            source.chart().update(source.runs(), source.theme());
        }
    }

    private static void copy(Source source) {
        var content = new ClipboardContent();
        content.putImage(SwingFXUtils.toFXImage(ChartFiles.image(source.chart().chart(), source.width(),
                source.height(), source.theme()), null));
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static MenuItem item(String key, Runnable action) {
        var item = new MenuItem(Messages.text(key));
        item.setId(key.replace('.', '-'));
        item.setOnAction(_ -> {
            try {
                action.run();
            } catch (UserError failure) {
                var alert = new Alert(AlertType.ERROR, failure.remedy(), ButtonType.CLOSE);
                alert.setHeaderText(failure.getMessage());
                alert.show();
            }
        });
        return item;
    }
}
