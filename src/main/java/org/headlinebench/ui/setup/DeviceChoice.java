package org.headlinebench.ui.setup;

import javafx.scene.control.ComboBox;
import javafx.scene.layout.VBox;

import org.headlinebench.device.DeviceId;
import org.headlinebench.ui.bench.SetupModel;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.ShownAs;

/** Where runs run: one of this machine's devices, as {@code --device} of the command line. */
final class DeviceChoice extends VBox {
    DeviceChoice(SetupModel setup) {
        getStyleClass().add("field");
        var box = new ComboBox<DeviceId>();
        box.setId("run-device");
        box.setMaxWidth(Double.MAX_VALUE);
        box.setAccessibleText(Messages.text("field.device"));
        box.setConverter(new ShownAs<>(id -> words(setup, id)));
        setup.devices().subscribe(devices -> {
            DeviceId before = setup.device().get();
            box.getItems().setAll(devices.stream().map(device -> device.id()).toList());
            box.setValue(box.getItems().contains(before) ? before : DeviceId.CPU);
        });
        box.valueProperty().subscribe(chosen -> {
            if (chosen != null) {
                setup.device().set(chosen);
            }
        });
        getChildren().add(Section.field("field.device", box));
    }

    private static String words(SetupModel setup, DeviceId id) {
        return setup.devices()
                .get()
                .stream()
                .filter(device -> device.id().equals(id))
                .findFirst()
                .map(device -> Messages.text("device.choice", id, device.name().strip(),
                        Figures.size(device.memoryBytes())))
                .orElse(id.toString());
    }
}
