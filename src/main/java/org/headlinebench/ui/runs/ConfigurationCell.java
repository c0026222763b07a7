package org.headlinebench.ui.runs;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.theme.SeriesSwatch;
import org.headlinebench.ui.theme.Theme;

/** A run's line, name and progress: phase, n of m, remaining time. */
final class ConfigurationCell extends TableCell<RunModel, RunModel> {
    private static final double BAR_WIDTH = 64;
    private final ObservableValue<Theme> theme;
    private final RunActions actions;

    ConfigurationCell(ObservableValue<Theme> theme, RunActions actions) {
        this.actions = actions;
        this.theme = theme;
    }

    @Override
    protected void updateItem(RunModel run, boolean empty) {
        super.updateItem(run, empty);
        if (empty || run == null) {
            setGraphic(null);
        } else if (getGraphic() == null || getGraphic().getUserData() != run) {
            var content = new VBox(name(run), progress(run));
            content.setUserData(run);
            content.getStyleClass().add("configuration");
            content.setAlignment(Pos.CENTER_LEFT);
            setGraphic(content);
        }
    }

    private HBox name(RunModel run) {
        var label = new Label(run.label());
        label.getStyleClass().add("strong");
        label.setMinWidth(0);
        label.setTooltip(new Tooltip(run.setup().stack().text()));
        label.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(label, Priority.ALWAYS);
        var line = new HBox(legend(run), label, disturbed(run));
        if (run.isSimulated()) {
            var tag = new Label(Messages.text("topology.simulated"));
            tag.getStyleClass().addAll("tag", "tag-simulated");
            tag.setMinWidth(Region.USE_PREF_SIZE);
            tag.setTooltip(new Tooltip(Messages.text("topology.simulated.tip")));
            line.getChildren().add(tag);
        }
        line.getStyleClass().add("line");
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    /** The run's line; a click takes it out of the charts and puts it back. */
    private ToggleButton legend(RunModel run) {
        var legend = new ToggleButton("", new SeriesSwatch(run.style(), theme));
        legend.setId("legend-" + run.ordinal());
        legend.getStyleClass().add("legend");
        legend.setTooltip(new Tooltip(Messages.text("runs.legend")));
        legend.setAccessibleText(Messages.text("runs.legend"));
        legend.selectedProperty().bindBidirectional(run.charted());
        return legend;
    }

    /** A sign on a run whose clocks were held back, or whose device others used; its tip says which. */
    private static Label disturbed(RunModel run) {
        var sign = new Label("", new FontIcon(Material2MZ.WARNING));
        sign.setId("disturbed-" + run.ordinal());
        sign.getStyleClass().add("disturbed");
        sign.setMinWidth(Region.USE_PREF_SIZE);
        var tip = new Tooltip();
        tip.textProperty().bind(run.disturbed().map(words -> String.join("\n", words)));
        sign.setTooltip(tip);
        sign.accessibleTextProperty().bind(tip.textProperty());
        sign.visibleProperty().bind(run.disturbed().map(words -> !words.isEmpty()));
        sign.managedProperty().bind(sign.visibleProperty());
        return sign;
    }

    private HBox progress(RunModel run) {
        var bar = new ProgressBar();
        bar.setPrefWidth(BAR_WIDTH);
        bar.setMinWidth(BAR_WIDTH);
        // A bar that moves by itself has JavaFX paint sixty times a second beside what is measured; the words say what goes on.
        bar.progressProperty().bind(run.progress().map(done -> Math.max(0, done.doubleValue())));
        bar.visibleProperty().bind(run.state().map(state -> !state.isOver()));
        bar.managedProperty().bind(bar.visibleProperty());
        var words = new Label();
        words.getStyleClass().add("note");
        words.textProperty()
                .bind(Bindings.createStringBinding(() -> words(run), run.state(), run.phase(),
                        run.remaining(), run.count(), run.figures()));
        words.setMinWidth(0);
        words.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(words, Priority.ALWAYS);
        // Beside the name they would leave too little of it.
        var line = new HBox(bar, words);
        line.getChildren().addAll(actions.of(run));
        line.getStyleClass().add("line");
        line.setAlignment(Pos.CENTER_LEFT);
        run.state().subscribe(state -> {
            words.getStyleClass().remove("failed");
            if (state == RunState.FAILED) {
                words.getStyleClass().add("failed");
            }
        });
        return line;
    }

    private static String words(RunModel run) {
        String count = Messages.text("run.count", Figures.count(run.count().get()), Figures.count(run.total()));
        String baseline = run.isBaseline() ? Messages.text("run.baseline") + " · " : "";
        return baseline + switch (run.state().get()) {
            case QUEUED, PREPARING, WARMING_UP -> run.phase().get();
            case MEASURING -> run.remaining().get().isEmpty() ? count : count + " · " + run.remaining().get();
            case FINISHED, FAILED, CANCELLED -> run.phase().get() + " · " + count + accepted(run);
        };
    }

    /** The share of proposed tokens that were accepted; empty where nothing proposes. */
    private static String accepted(RunModel run) {
        return run.figures()
                .get()
                .summary()
                .flatMap(summary -> summary.speculation())
                .map(counts -> " · " + (counts.acceptanceRate().isPresent()
                        ? Messages.text("run.accepted", Figures.percent(counts.acceptanceRate().getAsDouble()))
                        : Messages.text("run.nothingProposed")))
                .orElse("");
    }
}
