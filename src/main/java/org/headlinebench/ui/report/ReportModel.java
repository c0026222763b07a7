package org.headlinebench.ui.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.failure.UserError;
import org.headlinebench.history.AtomicFile;
import org.headlinebench.recommendation.AdviceWords;
import org.headlinebench.recommendation.Adviser;
import org.headlinebench.recommendation.Scenario;
import org.headlinebench.recommendation.ScenarioFile;
import org.headlinebench.report.ReportFile;
import org.headlinebench.report.ReportFile.Format;
import org.headlinebench.report.Reporting;
import org.headlinebench.report.content.ReportSettings;
import org.headlinebench.report.pdf.Paper;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.task.Jobs;
import org.headlinebench.ui.text.Messages;
import org.headlinebench.ui.text.Problem;

/** From runs to a decision: what is recommended per scenario, and the report on all of it. Window's thread only. */
public final class ReportModel {
    /**
     * What is recommended for a scenario.
     *
     * @param demands its limits and its goal
     * @param advice  the best run with its reason and the runner-up, or the nearest miss
     */
    public record Recommended(String scenario, String demands, String advice) {}

    private final Reporting reporting;
    private final Jobs jobs;
    private final Background background;
    private final Clock clock;
    private final String creator;
    private final ReportForm form = new ReportForm();
    private final ReadOnlyObjectWrapper<List<Recommended>> recommended = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<String>> notice = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

    /** @param version of the program, which reports name */
    public ReportModel(Reporting reporting, Jobs jobs, Background background, Clock clock, String version) {
        this.jobs = jobs;
        this.reporting = reporting;
        this.background = background;
        this.clock = clock;
        this.creator = "Headline Bench " + version;
    }

    public ReportForm form() {
        return form;
    }

    /** Scenario by scenario; empty before {@link #recommend}. */
    public ReadOnlyObjectProperty<List<Recommended>> recommended() {
        return recommended.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<String>> notice() {
        return notice.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Optional<Problem>> problem() {
        return problem.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty busy() {
        return busy.getReadOnlyProperty();
    }

    /** Says which run suits each scenario of the form. */
    public void recommend(List<Run> runs) {
        attempt(() -> {
            List<Scenario> scenarios = form.parsedScenarios();
            var prices = form.prices();
            return () -> Adviser.advise(scenarios, reporting.evidence(runs, prices).candidates())
                    .stream()
                    .map(advice -> new Recommended(advice.scenario().name(), AdviceWords.demands(advice.scenario()),
                            AdviceWords.of(advice)))
                    .toList();
        }, recommended::set);
    }

    /** Writes the report; the file's ending decides its format. */
    public void write(List<Run> runs, Path file) {
        attempt(() -> {
            Format format = ReportFile.formatOf(file);
            Paper paper = form.paper().get();
            var settings = new ReportSettings(form.parsedScenarios(), form.prices(), form.parsedWeights(),
                    form.articles(), creator, clock.instant());
            return () -> {
                byte[] report = ReportFile.bytes(reporting.on(runs, settings), format, paper);
                AtomicFile.write(file, out -> out.write(report));
                return Messages.text("report.written", runs.size(), file.toAbsolutePath());
            };
        }, Messages.text("report.job", file.getFileName()), words -> notice.set(Optional.of(words)));
    }

    /** Puts the scenarios that come with the program back. */
    public void resetScenarios() {
        form.scenarios().set(ScenarioFile.bundledText());
    }

    /** Takes over a file's scenarios if they are sound. */
    public void openScenarios(Path file) {
        attempt(() -> () -> {
            ScenarioFile.read(file);
            return ScenarioFile.text(file);
        }, form.scenarios()::set);
    }

    /** Keeps the scenarios in a file if they are sound. */
    public void saveScenarios(Path file) {
        attempt(() -> {
            form.parsedScenarios();
            String text = form.scenarios().get();
            return () -> {
                AtomicFile.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
                return Messages.text("report.scenarios.saved", file.toAbsolutePath());
            };
        }, words -> notice.set(Optional.of(words)));
    }

    private <T> void attempt(Supplier<Supplier<T>> begin, Consumer<T> done) {
        attempt(begin, "", done);
    }

    /** Mistakes in the form are told at once, the rest is done in the background; as a job if it has a title. */
    private <T> void attempt(Supplier<Supplier<T>> begin, String title, Consumer<T> done) {
        notice.set(Optional.empty());
        problem.set(Optional.empty());
        Supplier<T> work;
        try {
            work = begin.get();
        } catch (UserError mistake) {
            problem.set(Optional.of(Problem.of(mistake)));
            return;
        }
        busy.set(true);
        Consumer<T> ended = result -> {
            busy.set(false);
            done.accept(result);
        };
        Consumer<Problem> failed = found -> {
            busy.set(false);
            problem.set(Optional.of(found));
        };
        if (title.isEmpty()) {
            background.run(work, ended, failed);
        } else {
            jobs.run(title, job -> {
                T result = work.get();
                job.check();
                return result;
            }, ended, failed, () -> {
                busy.set(false);
                notice.set(Optional.of(Messages.text("report.stopped")));
            });
        }
    }
}
