package org.headlinebench.ui.setup;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.headlinebench.ui.bench.StackVerdict.MemoryEstimate;
import org.headlinebench.ui.text.Figures;
import org.headlinebench.ui.text.Messages;

/** What a stack is estimated to take of its device's memory, before anything is loaded: weights, KV cache, the rest. */
final class MemoryBar extends VBox {
    private static final double HEIGHT = 6;
    private static final double LEAST = 2;

    /** @param deviceBytes 0 where the device's memory is not known: then the parts are those of the estimate alone */
    MemoryBar(MemoryEstimate estimate, long deviceBytes) {
        getStyleClass().add("memory-bar");
        long whole = Math.max(deviceBytes, estimate.totalBytes());
        var track = new Track(whole, estimate);
        track.getStyleClass().add("memory-track");
        var words = new Label(deviceBytes > 0
                ? Messages.text("memory.of", Figures.size(estimate.totalBytes()), Figures.size(deviceBytes))
                : Messages.text("stacks.estimated", Figures.size(estimate.totalBytes())));
        words.getStyleClass().add("note");
        words.setWrapText(true);
        String parts = Messages.text("memory.parts", Figures.size(estimate.weightsBytes()),
                Figures.size(estimate.cacheBytes()), Figures.size(estimate.overheadBytes()));
        words.setTooltip(new Tooltip(parts));
        Tooltip.install(track, new Tooltip(parts));
        setAccessibleText(words.getText() + ", " + parts);
        getChildren().addAll(words, track);
        if (deviceBytes > 0 && estimate.totalBytes() > deviceBytes) {
            track.getStyleClass().add("too-much");
        }
    }

    /** Three parts of a line, each as long as its bytes. */
    private static final class Track extends Pane {
        private final long whole;
        private final long[] bytes;

        Track(long whole, MemoryEstimate estimate) {
            this.whole = Math.max(1, whole);
            this.bytes = new long[]{estimate.weightsBytes(), estimate.cacheBytes(), estimate.overheadBytes()};
            for (String part : new String[]{"memory-weights", "memory-cache", "memory-overhead"}) {
                var region = new Region();
                region.getStyleClass().add(part);
                getChildren().add(region);
            }
            setMinHeight(HEIGHT);
            setMaxHeight(HEIGHT);
            setPrefHeight(HEIGHT);
        }

        @Override
        protected void layoutChildren() {
            double x = 0;
            for (int i = 0; i < bytes.length; i++) {
                double width = bytes[i] == 0 ? 0 : Math.max(LEAST, getWidth() * bytes[i] / whole);
                getChildren().get(i).resizeRelocate(x, 0, width, HEIGHT);
                x += width;
            }
        }
    }

    /** What the colours stand for. */
    static HBox key() {
        var key = new HBox(10);
        for (String part : new String[]{"weights", "cache", "overhead"}) {
            var colour = new Region();
            colour.getStyleClass().add("memory-" + part);
            colour.setMinSize(10, HEIGHT);
            colour.setMaxSize(10, HEIGHT);
            var name = new Label(Messages.text("memory." + part), colour);
            name.getStyleClass().add("note");
            name.setMinWidth(Region.USE_PREF_SIZE);
            key.getChildren().add(name);
        }
        return key;
    }
}
