package org.headlinebench.evaluation;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiConsumer;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Scoring;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.benchmark.result.ScoreRequest;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.evaluation.judge.Judge;
import org.headlinebench.evaluation.race.Passage;
import org.headlinebench.evaluation.race.RaceSet;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.Provenance;

/** Evaluates a model's quality beyond its headlines, and keeps the result. Blocks; fit for a window's own thread. */
public final class Evaluations {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
            .withZone(ZoneOffset.UTC);

    private final Scoring scoring;
    private final EvaluationStore store;
    private final Clock clock;

    public Evaluations(Scoring scoring, EvaluationStore store, Clock clock) {
        this.scoring = scoring;
        this.store = store;
        this.clock = clock;
    }

    /** Past ones. */
    public EvaluationStore store() {
        return store;
    }

    /**
     * Multiple-choice accuracy.
     *
     * @param set       passages; {@code choice} says in words how they were chosen
     * @param eachAlone whether every question is asked, without the others of its passage; otherwise the last one of each
     *                  passage after the others, as lm-evaluation-harness asks
     * @param progress  is told the fraction done (negative where unknown) and what is being done
     */
    public Evaluation multipleChoice(RunSetup setup, RaceSet set, String choice, boolean eachAlone,
            BiConsumer<Double, String> progress, Cancellation cancellation) {
        List<Passage> passages = eachAlone
                ? set.passages().stream().flatMap(passage -> passage.questionByQuestion().stream()).toList()
                : set.passages();
        Scoring.Scored scored = scoring.score(setup, MultipleChoice.requests(passages), progress, cancellation);
        return kept(setup, Optional.empty(),
                "race " + set.name() + ", " + choice + ", " + (eachAlone ? "each question alone" : "last question"),
                set.sha256(), scored.provenance(), Optional.of(MultipleChoice.result(passages, scored.scores())),
                Optional.empty(), Optional.empty());
    }

    /**
     * Perplexity of rows' headlines after the prompt of a run.
     *
     * @param data   name of the rows' dataset and how they were chosen
     * @param sha256 its checksum
     */
    public Evaluation headlinePerplexity(RunSetup setup, String data, String sha256, List<NewsRow> rows,
            PromptTemplate template, BiConsumer<Double, String> progress, Cancellation cancellation) {
        if (template.form() == PromptTemplate.Form.CHAT) {
            throw new UserError("A chat prompt is not scored: what stands around the answer is each model's own.",
                    "Use a prompt that the model continues, for example --prompt reference.");
        }
        List<ScoreRequest> requests = rows.stream().map(row -> Perplexity.headline(row, template)).toList();
        return perplexity(setup, "headline after prompt " + template.spec(), data, sha256, rows, requests, progress,
                cancellation);
    }

    /** Perplexity of rows' descriptions, each a text of its own. */
    public Evaluation textPerplexity(RunSetup setup, String data, String sha256, List<NewsRow> rows,
            BiConsumer<Double, String> progress, Cancellation cancellation) {
        return perplexity(setup, "text", data, sha256, rows, rows.stream().map(Perplexity::text).toList(), progress,
                cancellation);
    }

    /** A judge's score of a finished run's outputs in its first pass. */
    public Evaluation judge(Run run, List<Sample> samples, Judge judge, BiConsumer<Double, String> progress,
            Cancellation cancellation) {
        List<Sample> once = samples.stream().filter(sample -> sample.pass() == 1).toList();
        if (once.isEmpty()) {
            throw new UserError("Run " + run.id() + " has no outputs to judge.",
                    "'headline-bench runs list' shows finished runs.");
        }
        JudgeResult judged = judge.judge(once, progress, cancellation::isCancelled);
        return kept(run.setup(), Optional.of(run.id()),
                "outputs of run " + run.id() + " on " + run.workload().dataset() + " " + run.workload().selection(),
                run.workload().datasetSha256(), run.provenance(), Optional.empty(), Optional.empty(),
                Optional.of(judged));
    }

    private Evaluation perplexity(RunSetup setup, String of, String data, String sha256, List<NewsRow> rows,
            List<ScoreRequest> requests, BiConsumer<Double, String> progress, Cancellation cancellation) {
        Scoring.Scored scored = scoring.score(setup, requests, progress, cancellation);
        return kept(setup, Optional.empty(), data, sha256, scored.provenance(), Optional.empty(),
                Optional.of(Perplexity.result(of, rows, requests, scored.scores())), Optional.empty());
    }

    private Evaluation kept(RunSetup setup, Optional<RunId> run, String data, String sha256,
            Map<String, String> provenance, Optional<AccuracyResult> accuracy, Optional<PerplexityResult> perplexity,
            Optional<JudgeResult> judged) {
        var now = clock.instant();
        String id = "q" + STAMP.format(now) + "-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong(), 4);
        var evaluation = new Evaluation(id, now, Provenance.MEASURED.label(), setup, run, data, sha256, provenance,
                accuracy, perplexity, judged);
        store.save(evaluation);
        return evaluation;
    }
}
