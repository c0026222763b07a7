package org.headlinebench.ui.system;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.device.Device;
import org.headlinebench.ui.page.Scrolls;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.NoticeBar;

/** This machine's devices, and a self-test whose outcome can be copied into a report of a problem. */
public final class SystemPage extends VBox {
    /** @param measuring whether a run is measured, which a self-test would disturb */
    public SystemPage(SystemModel model, ObservableValue<List<Device>> devices, ObservableValue<Boolean> measuring) {
        getStyleClass().add("page");
        var title = new Label(Messages.text("system.devices"));
        title.getStyleClass().add("page-title");
        var list = new VBox(4);
        devices.subscribe(now -> list.getChildren().setAll(now.stream().map(SystemPage::line).toList()));
        var test = new Button("", new FontIcon(Material2MZ.PLAY_ARROW));
        test.setId("self-test");
        test.getStyleClass().add("accent");
        test.textProperty()
                .bind(model.testing().map(on -> Messages.text(on ? "system.testing" : "system.test")));
        test.disableProperty().bind(model.testing().flatMap(on -> measuring.map(busy -> on || busy)));
        test.setOnAction(_ -> model.test());
        var report = Scrolls.direct(new TextArea());
        report.setId("self-test-report");
        report.setEditable(false);
        report.setAccessibleText(Messages.text("system.selfTest"));
        report.getStyleClass().add("report");
        report.setPromptText(Messages.text("system.prompt"));
        report.textProperty().bind(model.report());
        VBox.setVgrow(report, Priority.ALWAYS);
        var copy = new Button(Messages.text("system.copy"), new FontIcon(Material2AL.CONTENT_COPY));
        copy.setId("self-test-copy");
        copy.disableProperty().bind(model.report().isEmpty());
        copy.setOnAction(_ -> Clipboard.getSystemClipboard()
                .setContent(Map.of(DataFormat.PLAIN_TEXT, model.report().get())));
        var line = new HBox(8, test, copy);
        line.setAlignment(Pos.CENTER_LEFT);
        var second = new Label(Messages.text("system.selfTest"));
        second.getStyleClass().add("page-title");
        getChildren().addAll(title, list, second, line,
                new NoticeBar(new ReadOnlyObjectWrapper<>(Optional.empty()), model.problem()), report);
    }

    private static HBox line(Device device) {
        var name = new Label(device.name().strip());
        name.getStyleClass().add("strong");
        var facts = new Label(Messages.text("system.device", device.id(), device.units(),
                Figures.size(device.memoryBytes()))
                + (device.copyBandwidthBytesPerSecond().isPresent()
                        ? " · " + Messages.text("system.bandwidth",
                                Figures.rate(device.copyBandwidthBytesPerSecond().getAsDouble() / 1e9))
                        : ""));
        facts.getStyleClass().add("note");
        var line = new HBox(12, new FontIcon(Material2MZ.MEMORY), new VBox(2, name, facts));
        line.setAlignment(Pos.CENTER_LEFT);
        line.getStyleClass().add("model-card");
        return line;
    }
}
