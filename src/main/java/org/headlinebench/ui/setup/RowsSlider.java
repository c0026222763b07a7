package org.headlinebench.ui.setup;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

import org.controlsfx.control.RangeSlider;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.ui.bench.WorkloadForm;
import org.headlinebench.ui.text.Messages;

/** The first and the last row by the hand; the field beside it takes every other selection. */
final class RowsSlider extends RangeSlider {
    private static final Pattern RANGE = Pattern.compile("\\s*(\\d{1,9})\\s*-\\s*(\\d{1,9})\\s*");
    private final WorkloadForm form;
    private boolean following;

    RowsSlider(WorkloadForm form) {
        this.form = form;
        setId("rows-slider");
        setAccessibleText(Messages.text("field.rows.slider"));
        setMin(1);
        setMax(2);
        setBlockIncrement(1);
        skinProperty().subscribe(_ -> {
            for (String thumb : new String[]{"low-thumb", "high-thumb"}) {
                for (Node node : lookupAll("." + thumb)) {
                    node.setAccessibleText(Messages.text("field.rows." + thumb));
                }
            }
        });
        ObservableValue<Optional<Dataset>> dataset = form.datasets().dataset();
        dataset.subscribe(found -> {
            setMax(Math.max(2, found.map(each -> each.report().totalRows()).orElse(2)));
            follow();
        });
        form.rows().subscribe(_ -> follow());
        lowValueProperty().subscribe(_ -> write());
        highValueProperty().subscribe(_ -> write());
    }

    /** Stands where the field says, if it says a range. */
    private void follow() {
        Matcher range = RANGE.matcher(form.rows().get());
        setDisable(!range.matches());
        if (range.matches()) {
            following = true;
            // The lower one first down, then the upper one: neither may pass the other.
            setLowValue(1);
            setHighValue(Math.min(getMax(), Double.parseDouble(range.group(2))));
            setLowValue(Math.min(getHighValue(), Double.parseDouble(range.group(1))));
            following = false;
        }
    }

    private void write() {
        if (!following) {
            String rows = Math.round(getLowValue()) + "-" + Math.round(getHighValue());
            if (!rows.equals(form.rows().get())) {
                form.rows().set(rows);
            }
        }
    }
}
