package org.headlinebench.ui.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.WaitingExperiments.Waiting;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.NoticeBar;

/** What waits for its turn, a line each; takes no room while nothing does. */
public final class QueuePane extends VBox {
    private final QueueModel queue;
    private final VBox lines = new VBox();
    private final NoticeBar problems;

    public QueuePane(QueueModel queue) {
        this.queue = queue;
        setId("queue");
        getStyleClass().add("queue");
        lines.getStyleClass().add("queue-lines");
        problems = new NoticeBar(new ReadOnlyObjectWrapper<>(Optional.empty()), queue.problem());
        queue.waiting().addListener((ListChangeListener<Experiment>) _ -> show());
        queue.leftOver().subscribe(_ -> show());
        queue.problem().subscribe(_ -> show());
        getChildren().addAll(problems, lines);
        show();
    }

    private void show() {
        List<Node> content = new ArrayList<>();
        if (!queue.leftOver().get().isEmpty()) {
            content.add(offer(queue.leftOver().get()));
        }
        List<Experiment> waiting = queue.waiting();
        if (!waiting.isEmpty()) {
            var title = new Label(Messages.text("queue.title", waiting.size()));
            title.getStyleClass().add("card-title");
            content.add(title);
        }
        for (int i = 0; i < waiting.size(); i++) {
            content.add(line(waiting.get(i), i, waiting.size()));
        }
        lines.getChildren().setAll(content);
        lines.setVisible(!content.isEmpty());
        lines.setManaged(!content.isEmpty());
        setVisible(!content.isEmpty() || queue.problem().get().isPresent());
        setManaged(isVisible());
    }

    private Node offer(List<Waiting> left) {
        var words = new Label(Messages.text(left.size() == 1 ? "queue.left.one" : "queue.left", left.size()));
        words.setWrapText(true);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        var goOn = new Button(Messages.text("queue.goOn"));
        goOn.setId("queue-go-on");
        goOn.getStyleClass().add("accent");
        goOn.setOnAction(_ -> queue.goOn());
        var forget = new Button(Messages.text("queue.forget"));
        forget.setId("queue-forget");
        forget.setOnAction(_ -> queue.forget());
        for (Button button : List.of(goOn, forget)) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        var line = new HBox(new FontIcon(Material2AL.HISTORY), words, goOn, forget);
        line.getStyleClass().add("line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private Node line(Experiment experiment, int index, int count) {
        var name = new Label((index + 1) + ".  " + title(experiment));
        name.setMinWidth(0);
        name.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(name, Priority.ALWAYS);
        name.setTooltip(new Tooltip(String.join("\n",
                experiment.setups().stream().map(setup -> setup.stack().text()).toList())));
        Button up = action("queue-up-" + index, Material2AL.ARROW_UPWARD, "queue.up", () -> queue.move(experiment, -1));
        Button down = action("queue-down-" + index, Material2AL.ARROW_DOWNWARD, "queue.down",
                () -> queue.move(experiment, 1));
        up.setDisable(index == 0);
        down.setDisable(index == count - 1);
        var line = new HBox(name, up, down,
                action("queue-remove-" + index, Material2AL.CLOSE, "queue.remove", () -> queue.remove(experiment)));
        line.getStyleClass().add("queue-line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private static String title(Experiment experiment) {
        var first = experiment.setups().getFirst();
        String stacks = experiment.setups().size() == 1
                ? first.name()
                : Messages.text("queue.stacks", first.name(), experiment.setups().size() - 1);
        return Messages.text("queue.line", first.model(), stacks, experiment.workload().identity().dataset(),
                experiment.workload().identity().selection());
    }

    private static Button action(String id, Ikon icon, String key, Runnable action) {
        var button = new Button("", new FontIcon(icon));
        button.setId(id);
        button.getStyleClass().addAll("button-icon", "flat", "tiny");
        button.setTooltip(new Tooltip(Messages.text(key)));
        button.setAccessibleText(Messages.text(key));
        button.setOnAction(_ -> action.run());
        return button;
    }
}
