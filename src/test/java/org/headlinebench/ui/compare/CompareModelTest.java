package org.headlinebench.ui.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.Workloads;
import org.headlinebench.comparison.ComparisonWords;
import org.headlinebench.comparison.Metric;
import org.headlinebench.comparison.RunComparison;
import org.headlinebench.dataset.RowSelection;
import org.headlinebench.dataset.prompt.FitPolicy;
import org.headlinebench.dataset.prompt.HeadlineExtraction;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.prompt.StopRule;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;
import org.headlinebench.recommendation.AdviceWords;
import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeBenchmark;
import org.headlinebench.ui.experiment.ExperimentModel;

class CompareModelTest {
    private final ExperimentModel experiment = Direct.experiment(new FakeBenchmark(Duration.ZERO));
    private final CompareModel model = new CompareModel(experiment.samples(), Direct.background());

    @Test
    void theOtherRunsStandBesideTheBaselineInTheProgramsWords() {
        measure(Workloads.of(SampleNews.load(), RowSelection.range(1, 40), PromptTemplate.REFERENCE,
                HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.CUT_DESCRIPTION, 25, 1));
        model.compare(experiment.runs().getFirst(), experiment.runs());
        var result = model.result().get().orElseThrow();
        assertThat(result.runs()).containsExactly(experiment.runs().getLast());
        var compared = (RunComparison.Compared) result.comparisons().runs().getFirst();
        assertThat(compared.articles()).isEqualTo(40);
        assertThat(ComparisonWords.verdict(compared.of(Metric.END_TO_END).orElseThrow())).isEqualTo("faster");
        model.compare(experiment.runs().getLast(), experiment.runs());
        var turned = (RunComparison.Compared) model.result().get().orElseThrow().comparisons().runs().getFirst();
        assertThat(ComparisonWords.verdict(turned.of(Metric.END_TO_END).orElseThrow())).isEqualTo("slower");
        model.reset();
        assertThat(model.result().get()).isEmpty();
    }

    @Test
    void adviceIsGivenPerScenario() {
        measure(Workloads.of(SampleNews.load(), RowSelection.range(1, 12), PromptTemplate.REFERENCE,
                HeadlineExtraction.FIRST_LINE, StopRule.NEWLINE, FitPolicy.CUT_DESCRIPTION, 25, 1));
        model.compare(experiment.runs().getFirst(), experiment.runs());
        assertThat(advice("cost")).contains("costs need a price per device hour");
        assertThat(advice("edge")).startsWith("bfloat16, dynamic cache: model size");
    }

    private String advice(String scenario) {
        return model.result()
                .get()
                .orElseThrow()
                .advice()
                .stream()
                .filter(advice -> advice.scenario().id().equals(scenario))
                .map(AdviceWords::of)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void adHocRunsAreNotCompared() {
        measure(Workloads.adHoc("A text of somebody's own.", "", PromptTemplate.REFERENCE, StopRule.NEWLINE, 5));
        model.compare(experiment.runs().getFirst(), experiment.runs());
        assertThat(model.result().get().orElseThrow().comparisons().runs()).hasSize(1)
                .allSatisfy(run -> assertThat(run).isInstanceOfSatisfying(RunComparison.Refused.class,
                        refused -> assertThat(refused.reason()).contains("ad hoc")));
    }

    private void measure(Workload workload) {
        experiment.start(List.of("precision=float32", "precision=bfloat16")
                .stream()
                .map(stack -> new RunSetup("small", DeviceId.CPU, Stack.parse(stack, DeviceKind.CPU)))
                .toList(), () -> workload);
    }
}
