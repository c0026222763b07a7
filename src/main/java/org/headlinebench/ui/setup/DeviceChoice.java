package org.headlinebench.ui.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javafx.scene.control.ComboBox;
import javafx.scene.layout.VBox;

import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.ui.bench.SetupModel;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.ShownAs;

/** Where runs run: one of this machine's devices, as {@code --device} of the command line, or one behind a launcher. */
final class DeviceChoice extends VBox {
    /** @param device absent for a machine that was never reached */
    private record Place(Optional<String> launcher, DeviceId id, Optional<Device> device) {
        boolean isAt(Optional<String> where, DeviceId which) {
            return launcher.equals(where) && id.equals(which);
        }
    }

    private final SetupModel setup;
    private final ComboBox<Place> box = new ComboBox<>();

    DeviceChoice(SetupModel setup) {
        this.setup = setup;
        getStyleClass().add("field");
        box.setId("run-device");
        box.setMaxWidth(Double.MAX_VALUE);
        box.setAccessibleText(Messages.text("field.device"));
        box.setConverter(new ShownAs<>(DeviceChoice::words));
        setup.devices().subscribe(_ -> fill());
        setup.farDevices().subscribe(_ -> fill());
        box.valueProperty().subscribe(chosen -> {
            if (chosen != null) {
                setup.launcher().set(chosen.launcher());
                setup.device().set(chosen.id());
            }
        });
        getChildren().add(Section.field("field.device", box));
    }

    private void fill() {
        Optional<String> launcher = setup.launcher().get();
        DeviceId device = setup.device().get();
        List<Place> places = new ArrayList<>();
        setup.devices().get().forEach(one -> places.add(new Place(Optional.empty(), one.id(), Optional.of(one))));
        setup.farDevices()
                .get()
                .forEach(one -> places.add(new Place(Optional.of(one.launcher()), one.id(), one.device())));
        box.getItems().setAll(places);
        box.setValue(places.stream()
                .filter(place -> place.isAt(launcher, device))
                .findFirst()
                .or(() -> places.stream().filter(place -> place.isAt(Optional.empty(), DeviceId.CPU)).findFirst())
                .orElse(null));
    }

    private static String words(Place place) {
        String id = place.launcher().map(name -> name + " ").orElse("") + place.id();
        return place.device()
                .map(device -> Messages.text("device.choice", id, device.name().strip(),
                        Figures.size(device.memoryBytes())))
                .orElseGet(() -> Messages.text("device.choice.unreached", id));
    }
}
