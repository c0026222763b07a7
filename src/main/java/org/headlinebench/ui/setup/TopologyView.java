package org.headlinebench.ui.setup;

import java.util.List;

import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

import org.headlinebench.device.Device;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.Topology;
import org.headlinebench.ui.bench.TopologyPicture;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;

/** The chosen topologies as small pictures: this machine's devices as boxes, the model's shards in them. */
final class TopologyView extends VBox {
    private final ObservableList<Stack> stacks;
    private final ObservableValue<List<Device>> devices;
    private final ObservableValue<DeviceId> chosen;

    TopologyView(ObservableList<Stack> stacks, ObservableValue<List<Device>> devices,
            ObservableValue<DeviceId> chosen) {
        this.stacks = stacks;
        this.devices = devices;
        this.chosen = chosen;
        setId("topology-picture");
        getStyleClass().add("topology");
        stacks.addListener((ListChangeListener<Stack>) _ -> show());
        devices.subscribe(_ -> show());
        chosen.subscribe(_ -> show());
    }

    private void show() {
        getChildren().clear();
        stacks.stream()
                .map(Stack::topology)
                .distinct()
                .map(topology -> TopologyPicture.of(topology, chosen.getValue(), devices.getValue()))
                .forEach(picture -> getChildren().add(picture(picture)));
        if (devices.getValue().stream().noneMatch(device -> device.id().kind() == DeviceKind.CUDA)) {
            getChildren().add(words("topology.noGpu"));
        }
    }

    private static Node picture(TopologyPicture picture) {
        var title = new Label(title(picture.topology()));
        title.getStyleClass().add("field-name");
        var line = new HBox(title);
        line.getStyleClass().add("line");
        if (picture.simulated()) {
            var tag = new Label(Messages.text("topology.simulated"));
            tag.getStyleClass().addAll("tag", "tag-simulated");
            tag.setTooltip(new Tooltip(Messages.text("topology.simulated.tip")));
            tag.setMinWidth(USE_PREF_SIZE);
            line.getChildren().add(tag);
        }
        var places = new FlowPane();
        places.getStyleClass().add("chips");
        picture.places().forEach(place -> places.getChildren().add(place(place, picture.topology())));
        var box = new VBox(line, places);
        box.getStyleClass().add("field");
        if (!picture.canRun()) {
            var why = words("topology.missing");
            why.getStyleClass().setAll("label", "field-problem");
            box.getChildren().add(why);
        }
        return box;
    }

    private static String title(Topology topology) {
        return topology.devices() == 1 ? Messages.text("topology.single") : topology.shortText();
    }

    /** Stages from left to right, the shards of each from the top down. */
    private static Node place(TopologyPicture.Place place, Topology topology) {
        var grid = new GridPane(3, 3);
        for (TopologyPicture.Part part : place.shards()) {
            var shard = new Label(topology.devices() == 1
                    ? Messages.text("topology.whole")
                    : part.stage() + "." + part.shard());
            shard.getStyleClass().add("shard");
            shard.setTooltip(new Tooltip(topology.devices() == 1
                    ? Messages.text("topology.whole.tip")
                    : Messages.text("topology.part.tip", part.stage(), topology.stages(), part.shard(),
                            topology.shards())));
            shard.setMinWidth(USE_PREF_SIZE);
            grid.add(shard, part.stage(), part.shard());
        }
        var name = new Label(place.device()
                .map(device -> Messages.text("topology.device", place.id(), Figures.size(device.memoryBytes())))
                .orElseGet(() -> Messages.text("topology.device.missing", place.id())));
        name.getStyleClass().add("note");
        place.device().ifPresent(device -> name.setTooltip(new Tooltip(device.name())));
        var box = new VBox(name, grid);
        box.getStyleClass().addAll("device", place.device().isPresent() ? "present" : "missing");
        return box;
    }

    private static Label words(String key) {
        var words = new Label(Messages.text(key));
        words.getStyleClass().add("note");
        words.setWrapText(true);
        return words;
    }
}
