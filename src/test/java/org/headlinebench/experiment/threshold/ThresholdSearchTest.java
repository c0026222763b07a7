package org.headlinebench.experiment.threshold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.Experiment;
import org.headlinebench.benchmark.MemoryRunStore;
import org.headlinebench.benchmark.ModelFiles;
import org.headlinebench.benchmark.RunListener;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.experiment.WorkloadChoice;
import org.headlinebench.failure.UserError;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.metrics.quality.Rouge;
import org.headlinebench.metrics.quality.RougeVariant;
import org.headlinebench.optimization.Prune;
import org.headlinebench.optimization.Quantize;
import org.headlinebench.optimization.Stack;

/** A search over a benchmark whose quality breaks at a known setting. */
class ThresholdSearchTest {
    private static final ModelFiles MODELS = new ModelFiles() {
        @Override
        public Path locate(String model, BiConsumer<Double, String> progress, Cancellation cancellation) {
            throw new AssertionError("nothing is fetched");
        }
    };

    private final MemoryRunStore store = new MemoryRunStore();
    private final List<String> ran = new ArrayList<>();

    @Test
    void anAmountIsBisectedToTheStrongestThatKeepsItsQuality() {
        ThresholdResult result = search("prune=l1-unstructured(amount=?)", 0.9);
        assertThat(Double.parseDouble(result.strongest().orElseThrow().value())).isBetween(0.57, 0.6);
        assertThat(result.points()).hasSizeLessThan(8)
                .allSatisfy(point -> assertThat(point.run().experiment())
                        .isEqualTo(result.experiment()));
        assertThat(result.points()
                .stream()
                .filter(point -> !point.isKept())
                .mapToDouble(point -> Double.parseDouble(point.value()))
                .min()
                .orElseThrow()).isGreaterThan(0.6);
        assertThat(result.baseline().setup().stack().prune()).isEqualTo(new Prune.None());
        assertThat(result.isComplete()).isTrue();
    }

    @Test
    void aSecondSearchUsesWhatHasBeenMeasuredEvenForAnotherFloor() {
        search("prune=l1-unstructured(amount=?)", 0.9);
        int before = ran.size();
        assertThat(search("prune=l1-unstructured(amount=?)", 0.9).points()).noneMatch(ThresholdPoint::isNew);
        assertThat(ran).hasSize(before);
        search("prune=l1-unstructured(amount=?)", 0.85);
        assertThat(ran).hasSizeLessThanOrEqualTo(before + 1);
    }

    @Test
    void bitWidthsAreWalkedUntilOneFallsBelow() {
        ThresholdResult result = search("quantize=?", 0.9);
        assertThat(result.points()).extracting(ThresholdPoint::value).containsExactly("int8", "int4(group=32)");
        assertThat(result.strongest().orElseThrow().value()).isEqualTo("int8");
    }

    @Test
    void whereNothingKeepsItsQualityThereIsNoAnswer() {
        assertThat(search("quantize=?", 1.5).strongest()).isEmpty();
    }

    @Test
    void aCancelledSearchSaysSoAndTheNextContinues() {
        var cancellation = new Cancellation();
        ThresholdResult begun = new ThresholdSearch(benchmark(), store, MODELS).search(
                request("prune=l1-unstructured(amount=?)", 0.9), workload(12), RunListener.NONE, cancellation,
                _ -> cancellation.cancel());
        assertThat(begun.isComplete()).isFalse();
        assertThat(begun.points()).hasSize(1);
        ran.clear();
        ThresholdResult continued = search("prune=l1-unstructured(amount=?)", 0.9);
        assertThat(continued.isComplete()).isTrue();
        assertThat(ran).hasSize(continued.points().size() - 1);
    }

    @Test
    void whatCannotBeSearchedIsRefused() {
        assertThatThrownBy(() -> new SearchedStack("quantize=int8")).isInstanceOf(UserError.class)
                .hasMessageContaining("does not say what is searched");
        assertThatThrownBy(() -> new SearchedStack("qantize=?")).hasMessageContaining("'qantize' is not an axis");
        assertThatThrownBy(() -> request("quantize=int4(group=?)", 0.9)).hasMessageContaining("no usual order");
        assertThatThrownBy(() -> request("quantize=?", 0)).hasMessageContaining("no share");
        assertThatThrownBy(() -> new ThresholdSearch(benchmark(), store, MODELS).search(request("quantize=?", 0.9),
                workload(3), RunListener.NONE, new Cancellation(), _ -> {}))
                .hasMessageContaining("3 articles are too few");
    }

    private ThresholdResult search(String stack, double floor) {
        return new ThresholdSearch(benchmark(), store, MODELS).search(request(stack, floor), workload(12),
                RunListener.NONE, new Cancellation(), _ -> {});
    }

    private static ThresholdRequest request(String stack, double floor) {
        return new ThresholdRequest("tiny", DeviceId.CPU, new SearchedStack(stack), RougeVariant.ROUGE_1, floor, 0,
                0.96,
                0.03, List.of());
    }

    private static Workload workload(int rows) {
        return new WorkloadChoice(Optional.empty(), Optional.empty(), RowSelection.range(1, rows),
                PromptTemplate.REFERENCE, StopRule.NONE, HeadlineExtraction.FIRST_LINE, FitPolicy.parse("refuse"), 8, 1)
                .of(SampleNews.load());
    }

    /** Writes the actual headline while pruning stays up to 0.6 or weights have 8 bits, nothing of it otherwise. */
    private Benchmark benchmark() {
        return (Experiment experiment, RunListener listener, Cancellation cancellation) -> {
            Stack stack = experiment.setups().getFirst().stack();
            ran.add(stack.text());
            Run run = Run.queued(RunId.create(Instant.EPOCH), experiment.id(), experiment.ordinals().getFirst(),
                    experiment.setups().getFirst(), experiment.workload().identity(), Instant.EPOCH);
            store.create(run);
            int position = 0;
            for (NewsRow row : experiment.workload().rows()) {
                String headline = isGood(stack) ? row.headline() : "xyzzy";
                position++;
                store.append(run.id(), new Sample(position, row.rowNumber(), 1, "", row.shortDescription(),
                        row.headline(), headline, headline, FinishReason.LENGTH, 9, 0, List.of(1),
                        new SampleTimes(0, 1, 1, 0, 1, List.of(1.0)), Rouge.plain().score(row.headline(), headline),
                        Optional.empty()));
            }
            Run over = run.started(Instant.EPOCH).finished(Instant.EPOCH, 1);
            store.update(over);
            return List.of(over);
        };
    }

    private static boolean isGood(Stack stack) {
        return !(stack.prune() instanceof Prune.Unstructured prune && prune.amount() > 0.6)
                && !(stack.quantize() instanceof Quantize.Int4);
    }
}
