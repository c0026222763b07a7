package org.headlinebench.benchmark.json;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import net.jqwik.api.domains.DomainContextBase;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.LoadReport;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunFailure;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.RunState;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.calibration.CalibrationTexts;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.metrics.EnergyUse;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.MemoryUse;
import org.headlinebench.metrics.ParallelUse;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.metrics.quality.RougeScore;
import org.headlinebench.metrics.quality.RougeScores;
import org.headlinebench.optimization.Attention;
import org.headlinebench.optimization.Batching;
import org.headlinebench.optimization.Cache;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Execution;
import org.headlinebench.optimization.Placement;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Prefix;
import org.headlinebench.optimization.Prune;
import org.headlinebench.optimization.Quantize;
import org.headlinebench.optimization.Rope;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.Topology;

/** Records with any content that their constructors allow; texts hold any UTF-16 unit. */
public final class BenchmarkRecords extends DomainContextBase {
    @Provide
    Arbitrary<Run> runs() {
        return Combinators.combine(identities(), setups(), Arbitraries.of(RunState.class), instants(),
                optional(instants()), loads().optional(), memory().optional(),
                Arbitraries.maps(Arbitraries.strings().ascii().ofMaxLength(20), text()).ofMaxSize(3))
                .as((identity, setup, state, createdAt, startedAt, load, memory, provenance) -> new Run(
                        new RunId("20261122-194512-3fa9"), "experiment", 2, setup, identity, state, createdAt,
                        startedAt, startedAt, load.stream().mapToDouble(report -> report.loadMillis() + 1).findFirst(),
                        load,
                        memory,
                        state == RunState.FAILED
                                ? Optional.of(new RunFailure("a", "b", OptionalInt.of(137), identity.dataset()))
                                : Optional.empty(),
                        provenance,
                        load.map(report -> new ParallelUse(1, 2, true,
                                List.of(new ParallelUse.Shard(0, 0, "cpu", "layer 0", 7, report.loadMillis()),
                                        new ParallelUse.Shard(1, 0, "cpu", "layer 1", 9, 0)),
                                3, 0.5, report.loadMillis(), 2, 1, 4)),
                        load.map(report -> new EnergyUse(report.loadMillis(), "a counter"))));
    }

    @Provide
    Arbitrary<Sample> samples() {
        return Combinators.combine(counts(), counts(), text(), text(), text(), Arbitraries.of(FinishReason.class),
                times().flatMap(times -> speculations(times.outputTokens()).map(spec -> new Timed(times, spec))),
                rouge())
                .as((position, row, description, actual, generated, reason, timed, rouge) -> new Sample(position, row,
                        1 + row % 3, "POLITICS", description, actual, generated, generated, reason, position, row - 1,
                        timed.times().tokenMillis().stream().map(time -> (int) (time * 1000)).toList(),
                        timed.times(), rouge, timed.speculation()));
    }

    @Provide
    Arbitrary<Workload> workloads() {
        Arbitrary<PromptTemplate> templates = Combinators
                .combine(Arbitraries.of(PromptTemplate.Form.class), text().map(text -> text.replace("{", "")))
                .as((form, text) -> new PromptTemplate(form, text + " {text}"));
        Arbitrary<StopRule> stops = Arbitraries.oneOf(Arbitraries.of(StopRule.presets()),
                text().ofMinLength(1).list().ofMaxSize(3).map(StopRule::at));
        return Combinators.combine(identities(), rows().list().ofMinSize(1).ofMaxSize(5), templates,
                Arbitraries.of(HeadlineExtraction.class), stops, Arbitraries.of(FitPolicy.class), counts(), counts())
                .as((identity, rows, template, extraction, stop, fit, tokens, passes) -> new Workload(identity, rows,
                        template, extraction, stop, fit, tokens, passes,
                        tokens % 2 == 0
                                ? Optional.empty()
                                : Optional.of(new CalibrationTexts(stop.id(), List.of(stop.id(), fit.id()), passes))));
    }

    @Provide
    Arbitrary<MemoryReading> readings() {
        return Combinators.combine(millis(), bytes()).as(MemoryReading::new);
    }

    private static Arbitrary<NewsRow> rows() {
        Arbitrary<Optional<LocalDate>> dates = Arbitraries.longs()
                .between(-1_000_000, 1_000_000)
                .map(LocalDate::ofEpochDay)
                .optional();
        return Combinators.combine(counts(), text(), text(), text(), text(), dates)
                .as((number, headline, description, category, authors, date) -> new NewsRow(number, "H" + headline,
                        "D" + description, category, authors, date, category));
    }

    private static Arbitrary<RunSetup> setups() {
        Arbitrary<Cache> caches = Arbitraries.oneOf(Arbitraries.of(new Cache.None(), new Cache.Dynamic()),
                Arbitraries.integers()
                        .between(1, 1 << 20)
                        .optional()
                        .map(
                                max -> new Cache.Static(max.map(OptionalInt::of).orElse(OptionalInt.empty()))));
        Arbitrary<Decoding> decodings = Arbitraries.oneOf(Arbitraries.of(new Decoding.Greedy()),
                Combinators.combine(Arbitraries.doubles().between(0.01, 100).ofScale(9),
                        Arbitraries.integers().between(0, 1000),
                        Arbitraries.doubles().between(0.001, 1).ofScale(9), Arbitraries.longs().greaterOrEqual(0))
                        .as(Decoding.Sample::new),
                Combinators.combine(text().map(word -> "d" + word.hashCode()).optional(),
                        Arbitraries.of(Precision.class).optional(), Arbitraries.integers().between(1, 64),
                        Arbitraries.of(true, false))
                        .as((draft, precision, tokens, adaptive) -> new Decoding.Speculative(draft, precision, tokens,
                                adaptive, new Decoding.Greedy())),
                Combinators.combine(Arbitraries.integers().between(1, 16), Arbitraries.integers().between(1, 64))
                        .as((ngram, tokens) -> new Decoding.PromptLookup(ngram, tokens, new Decoding.Greedy())));
        Arbitrary<DeviceId> devices = Arbitraries.integers()
                .between(-1, 999)
                .map(
                        index -> index < 0 ? DeviceId.CPU : new DeviceId(DeviceKind.CUDA, index));
        return Combinators.combine(text(), devices, Arbitraries.of(Precision.class), caches, decodings)
                .as((model, device, precision, cache, decoding) -> new RunSetup("m" + model, device,
                        new Stack(precision, new Prune.None(), new Quantize.None(), cache, Attention.SDPA,
                                Rope.AS_MODEL, decoding, Execution.EAGER, new Batching.Single(), Prefix.OFF,
                                new Placement.Device(), new Topology.Single())));
    }

    private static Arbitrary<WorkloadIdentity> identities() {
        return Combinators.combine(text(), text(), counts(), counts())
                .as((dataset, prompt, rows, tokens) -> new WorkloadIdentity(dataset, "abc", "1-50", rows, rows - 1,
                        prompt, "first-line/1", "stop[]/1", "refuse", tokens, 1, "def"));
    }

    private record Timed(SampleTimes times, Optional<Speculation> speculation) {}

    private static Arbitrary<Optional<Speculation>> speculations(int outputTokens) {
        return Combinators.combine(Arbitraries.integers().between(1, outputTokens), counts(), millis(), millis())
                .as((passes, wasted, draft, verify) -> new Speculation((long) outputTokens + wasted,
                        outputTokens - passes, outputTokens, passes, passes - 1, draft, verify))
                .optional();
    }

    private static Arbitrary<LoadReport> loads() {
        return Combinators.combine(millis(), millis(), counts(), Arbitraries.of(true, false), bytes(), bytes(),
                counts(), text().list().ofMaxSize(3)).as(LoadReport::new);
    }

    private static Arbitrary<MemoryUse> memory() {
        Arbitrary<OptionalLong> maybe = bytes().optional()
                .map(bytes -> bytes.map(OptionalLong::of).orElse(OptionalLong.empty()));
        Arbitrary<Optional<MemoryUse.Draft>> drafts = Combinators.combine(bytes(), bytes())
                .as(MemoryUse.Draft::new)
                .optional();
        return Combinators.combine(bytes(), bytes(), bytes(), maybe, maybe, maybe, maybe, drafts).as(MemoryUse::new);
    }

    private static Arbitrary<SampleTimes> times() {
        Arbitrary<List<Double>> tokens = Arbitraries.doubles()
                .between(0, 1e6)
                .ofScale(9)
                .list()
                .ofMinSize(1)
                .ofMaxSize(30)
                .map(list -> list.stream().sorted().toList());
        return Combinators.combine(tokens, Arbitraries.doubles().between(0, 1).ofScale(9)).as((list, share) -> {
            double end = list.getLast();
            return new SampleTimes(end * share, end * share * share, end * share, end * (1 - share), end, list);
        });
    }

    private static Arbitrary<RougeScores> rouge() {
        Arbitrary<RougeScore> scores = Arbitraries.doubles()
                .between(0, 1)
                .ofScale(17)
                .map(value -> new RougeScore(value, value / 3, value / 7));
        return Combinators.combine(scores, scores, scores, scores).as(RougeScores::new);
    }

    private static <T> Arbitrary<Optional<T>> optional(Arbitrary<T> values) {
        return values.optional();
    }

    private static Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(0, 4_000_000_000_000_000_000L)
                .map(nanos -> Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000));
    }

    private static StringArbitrary text() {
        return Arbitraries.strings().all().ofMaxLength(20);
    }

    private static Arbitrary<Integer> counts() {
        return Arbitraries.integers().between(1, Integer.MAX_VALUE);
    }

    private static Arbitrary<Long> bytes() {
        return Arbitraries.longs().greaterOrEqual(0);
    }

    private static Arbitrary<Double> millis() {
        return Arbitraries.doubles().between(0, 1e12).ofScale(12);
    }
}
