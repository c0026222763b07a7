package org.headlinebench.ui.chart;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.controlsfx.control.SegmentedButton;

import org.headlinebench.metrics.quality.RougeVariant;
import org.headlinebench.ui.chart.LatencyChart.Shape;
import org.headlinebench.ui.experiment.ExperimentModel;
import org.headlinebench.ui.experiment.RunFigures;
import org.headlinebench.ui.experiment.RunModel;
import org.headlinebench.ui.files.FileDialogs;
import org.headlinebench.ui.page.Scrolls;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.ShownAs;
import org.headlinebench.ui.theme.Theme;

/** The experiment's charts, live: a bar to choose them, and below it those that are chosen. */
public final class ChartsPane extends VBox {
    /** The charts on offer, in their order. */
    enum Kind {
        LATENCY, MEMORY, ROUGE, SPEED, ACCEPTANCE, MACHINE, TIME;

        String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** Those that tell what every experiment is about. */
        boolean isShownFirst() {
            return ordinal() <= ROUGE.ordinal();
        }
    }

    private static final double LEAST_HEIGHT = 168;

    private final RepaintClock clock = new RepaintClock();
    private final Map<Kind, ChartCard> cards = new EnumMap<>(Kind.class);
    private final ChartGrid grid = new ChartGrid();
    private final FlowPane bar = new FlowPane();

    /** @param pins where a card's menu pins its chart */
    public ChartsPane(ExperimentModel experiment, ObservableValue<Theme> theme, FileDialogs dialogs, PinsModel pins,
            ProfilesModel profiles, ChartPainter painter) {
        var export = new ChartExport(dialogs, pins);
        var make = new Cards(experiment, theme, painter, export);
        make.latency();
        make.card(Kind.MEMORY, new MemoryChart(), peakKey());
        make.rouge();
        make.card(Kind.SPEED, new SpeedChart(), key("chart.speed.key"));
        make.card(Kind.ACCEPTANCE, new AcceptanceChart());
        make.machine();
        make.time(profiles);
        bar.getStyleClass().add("charts-bar");
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(USE_PREF_SIZE);
        for (Kind kind : Kind.values()) {
            bar.getChildren().add(chip(kind, profiles));
        }
        bar.getChildren().add(new PinsButton(pins));
        getStyleClass().add("chart-area");
        var scroll = Scrolls.plain(new ScrollPane(grid));
        scroll.getStyleClass().add("charts-scroll");
        scroll.setFitToHeight(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.setMinHeight(LEAST_HEIGHT);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        getChildren().addAll(bar, scroll);
        showChosen();
        theme.subscribe(_ -> refresh());
        profiles.profiles().subscribe(_ -> cards.get(Kind.TIME).refresh());
        experiment.references().subscribe(_ -> cards.get(Kind.ROUGE).refresh());
        experiment.runs().addListener((ListChangeListener<RunModel>) _ -> watch(experiment));
        experiment.runs().addListener((ListChangeListener<RunModel>) _ -> profiles.refresh());
        profiles.refresh();
        watch(experiment);
    }

    /** Whether every chart that can be seen shows its newest numbers. */
    public boolean isPainted() {
        return cards.values().stream().allMatch(ChartCard::isPainted);
    }

    /** The choice of charts as it breaks into lines, and one line of charts. */
    @Override
    protected double computeMinHeight(double width) {
        double available = width < 0 ? getWidth() : width;
        return Math.ceil(bar.prefHeight(available > 0 ? available : -1)) + getSpacing() + LEAST_HEIGHT;
    }

    private ToggleButton chip(Kind kind, ProfilesModel profiles) {
        var chip = new ToggleButton(Messages.text("chart." + kind.id()));
        chip.setId("show-" + kind.id());
        chip.getStyleClass().addAll("chip", "small");
        chip.setTooltip(new Tooltip(Messages.text("chart.tip." + kind.id())));
        chip.setMinWidth(USE_PREF_SIZE);
        chip.setSelected(kind.isShownFirst());
        chip.setOnAction(_ -> {
            if (kind == Kind.TIME) {
                profiles.refresh();
            }
            showChosen();
        });
        return chip;
    }

    private void showChosen() {
        grid.show(cards.entrySet()
                .stream()
                .filter(card -> ((ToggleButton) bar.lookup("#show-" + card.getKey().id())).isSelected())
                .map(Map.Entry::getValue)
                .toList());
        refresh();
    }

    private void watch(ExperimentModel experiment) {
        refresh();
        for (RunModel run : experiment.runs()) {
            run.count().subscribe(_ -> refresh(Kind.LATENCY, Kind.ROUGE, Kind.SPEED, Kind.ACCEPTANCE));
            run.figures().subscribe(_ -> refresh(Kind.ROUGE, Kind.SPEED));
            run.newestMemory().subscribe(_ -> refresh(Kind.MEMORY));
            run.newestMachine().subscribe(_ -> refresh(Kind.MACHINE));
            run.charted().subscribe(_ -> refresh());
            run.estimatedBytes().subscribe(_ -> refresh(Kind.MEMORY));
        }
    }

    private void refresh(Kind... kinds) {
        for (Kind kind : kinds) {
            cards.get(kind).refresh();
        }
    }

    private void refresh() {
        cards.values().forEach(ChartCard::refresh);
    }

    private static Label peakKey() {
        return key("chart.memory.peak");
    }

    private static Label key(String words) {
        var key = new Label(Messages.text(words));
        key.getStyleClass().add("note");
        key.setMinWidth(Region.USE_PREF_SIZE);
        return key;
    }

    /** Makes the cards with what can be chosen on them. */
    private final class Cards {
        private final ExperimentModel experiment;
        private final ObservableValue<Theme> theme;
        private final ChartPainter painter;
        private final ChartExport export;

        Cards(ExperimentModel experiment, ObservableValue<Theme> theme, ChartPainter painter, ChartExport export) {
            this.painter = painter;
            this.experiment = experiment;
            this.theme = theme;
            this.export = export;
        }

        ChartCard card(Kind kind, LiveChart chart, Region... controls) {
            var card = new ChartCard(kind.id(), chart, experiment, theme::getValue, clock, painter, export, controls);
            cards.put(kind, card);
            return card;
        }

        void latency() {
            var chart = new LatencyChart();
            var shapes = new SegmentedButton();
            ComboBox<LatencyMetric> metrics = box("latency-metric", "chart.latency.metric",
                    List.of(LatencyMetric.values()), chart.metric());
            ChartCard card = card(Kind.LATENCY, chart, metrics, shapes);
            choosing(metrics, chart::show, card);
            for (Shape shape : Shape.values()) {
                var button = new ToggleButton(Messages.text("chart.latency." + shape));
                button.setId("latency-" + shape);
                button.setFocusTraversable(true);
                button.setMinWidth(Region.USE_PREF_SIZE);
                button.setSelected(shape == chart.shape());
                button.setOnAction(_ -> {
                    button.setSelected(true);
                    chart.show(shape);
                    card.refresh();
                });
                shapes.getButtons().add(button);
            }
        }

        void rouge() {
            var chart = new RougeChart(() -> experiment.references().get());
            ComboBox<RougeVariant> variants = box("rouge-variant", "chart.rouge.variant", RunFigures.VARIANTS,
                    chart.variant());
            variants.setConverter(new ShownAs<>(RougeVariant::label));
            choosing(variants, chart::show, card(Kind.ROUGE, chart, variants));
        }

        void machine() {
            var chart = new MachineChart();
            ComboBox<MachineQuantity> quantities = box("machine-quantity", "chart.machine.quantity",
                    List.of(MachineQuantity.values()), chart.shown());
            choosing(quantities, chart::show, card(Kind.MACHINE, chart, quantities));
        }

        void time(ProfilesModel profiles) {
            var chart = new TimeChart(() -> profiles.profiles().get());
            ComboBox<TimeChart.Step> steps = box("time-step", "chart.time.step", List.of(TimeChart.Step.values()),
                    chart.shown());
            choosing(steps, chart::show, card(Kind.TIME, chart, steps));
        }

        private static <T> ComboBox<T> box(String id, String words, List<T> choices, T chosen) {
            var box = new ComboBox<T>();
            box.setId(id);
            box.setAccessibleText(Messages.text(words));
            box.getItems().setAll(choices);
            box.setValue(chosen);
            return box;
        }

        private static <T> void choosing(ComboBox<T> box, Consumer<T> show, ChartCard card) {
            box.setOnAction(_ -> {
                show.accept(box.getValue());
                card.refresh();
            });
        }
    }
}
