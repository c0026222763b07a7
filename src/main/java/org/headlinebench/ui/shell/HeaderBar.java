package org.headlinebench.ui.shell;

import java.util.List;

import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.ui.task.Jobs;
import org.headlinebench.ui.task.JobsMenu;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.Theme;
import org.headlinebench.ui.theme.ThemeModel;

/** The product's name, the device that will run, and the theme's toggle. */
final class HeaderBar extends HBox {
    private final Label claim;

    HeaderBar(ObservableValue<List<Device>> devices, Jobs jobs, ThemeModel theme) {
        getStyleClass().add("header");
        setAlignment(Pos.CENTER_LEFT);
        var name = new Label(Messages.text("window.title"), new FontIcon(Material2MZ.SPEED));
        name.getStyleClass().add("product");
        var claim = new Label(Messages.text("window.claim"));
        claim.getStyleClass().add("note");
        var gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        var device = new Label("", new FontIcon(Material2MZ.MEMORY));
        device.setId("device");
        device.getStyleClass().add("note");
        device.textProperty().bind(devices.map(HeaderBar::words));
        device.visibleProperty().bind(device.textProperty().isNotEmpty());
        name.setMinWidth(USE_PREF_SIZE);
        getChildren().addAll(name, claim, gap, new JobsMenu(jobs), device, toggle(theme));
        this.claim = claim;
    }

    /** What the product claims gives way where the device's words need the room. */
    @Override
    protected void layoutChildren() {
        double needed = claim.prefWidth(-1) + getSpacing();
        for (Node child : getChildren()) {
            needed += child == claim || !child.isManaged() ? 0 : child.prefWidth(-1) + getSpacing();
        }
        boolean fits = needed + getInsets().getLeft() + getInsets().getRight() <= getWidth();
        if (claim.isManaged() != fits) {
            claim.setManaged(fits);
            claim.setVisible(fits);
        }
        super.layoutChildren();
    }

    private static Button toggle(ThemeModel theme) {
        var button = new Button();
        button.setId("theme");
        button.getStyleClass().addAll("button-icon", "flat");
        var tip = new Tooltip();
        button.setTooltip(tip);
        theme.theme().subscribe(now -> {
            button.setGraphic(new FontIcon(now == Theme.DARK ? Material2MZ.WB_SUNNY : Material2MZ.NIGHTS_STAY));
            tip.setText(Messages.text("theme.to." + now.other()));
            button.setAccessibleText(tip.getText());
        });
        button.setOnAction(_ -> theme.toggle());
        return button;
    }

    private static String words(List<Device> devices) {
        return devices.stream()
                .filter(device -> device.id().equals(DeviceId.CPU))
                .findFirst()
                .map(cpu -> Messages.text("device.cpu", cpu.name().strip(), cpu.units(),
                        Figures.size(cpu.memoryBytes())))
                .orElse("");
    }
}
