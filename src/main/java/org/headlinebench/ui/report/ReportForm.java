package org.headlinebench.ui.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

import org.headlinebench.failure.UserError;
import org.headlinebench.recommendation.Prices;
import org.headlinebench.recommendation.Scenario;
import org.headlinebench.recommendation.ScenarioFile;
import org.headlinebench.recommendation.Weights;
import org.headlinebench.report.pdf.Paper;
import org.headlinebench.ui.text.Messages;

/** What a decision takes besides runs, as it is typed; an empty field is left out of the report. */
public final class ReportForm {
    private final StringProperty articlesPerDay = new SimpleStringProperty("");
    private final StringProperty pricePerHour = new SimpleStringProperty("");
    private final StringProperty currency = new SimpleStringProperty("EUR");
    private final StringProperty watts = new SimpleStringProperty("");
    private final StringProperty weights = new SimpleStringProperty("");
    private final StringProperty scenarios = new SimpleStringProperty(ScenarioFile.bundledText());
    private final ObjectProperty<Paper> paper = new SimpleObjectProperty<>(Paper.A4);

    public StringProperty articlesPerDay() {
        return articlesPerDay;
    }

    public StringProperty pricePerHour() {
        return pricePerHour;
    }

    public StringProperty currency() {
        return currency;
    }

    public StringProperty watts() {
        return watts;
    }

    /** Such as {@code latency=2,memory=1,quality=3}. */
    public StringProperty weights() {
        return weights;
    }

    /** The scenarios' YAML. */
    public StringProperty scenarios() {
        return scenarios;
    }

    public ObjectProperty<Paper> paper() {
        return paper;
    }

    /** @throws UserError if a number is none */
    Prices prices() {
        return new Prices(number("report.price", pricePerHour),
                currency.get().isBlank() ? "EUR" : currency.get().strip(),
                number("report.watts", watts));
    }

    /** @throws UserError with what is wrong about the YAML */
    List<Scenario> parsedScenarios() {
        return ScenarioFile.parse(scenarios.get(), Messages.text("report.scenarios.source"));
    }

    /** @throws UserError if they are no weights */
    Optional<Weights> parsedWeights() {
        return weights.get().isBlank() ? Optional.empty() : Optional.of(Weights.parse(weights.get()));
    }

    /** @throws UserError if it is no whole number */
    OptionalLong articles() {
        if (articlesPerDay.get().isBlank()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(articlesPerDay.get().strip().replace(",", "")));
        } catch (NumberFormatException e) {
            throw new UserError(Messages.text("report.noNumber", Messages.text("report.articles"),
                    articlesPerDay.get()), Messages.text("report.noNumber.whole"), e);
        }
    }

    private static OptionalDouble number(String name, StringProperty field) {
        if (field.get().isBlank()) {
            return OptionalDouble.empty();
        }
        try {
            return OptionalDouble.of(Double.parseDouble(field.get().strip()));
        } catch (NumberFormatException e) {
            throw new UserError(Messages.text("report.noNumber", Messages.text(name), field.get()),
                    Messages.text("report.noNumber.remedy"), e);
        }
    }
}
