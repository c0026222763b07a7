package org.headlinebench.engine.torch.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class TraceTest {
    /** Two calls; in the first attention holds an operator with one inside, norms lie in attention, one is unmarked. */
    private static final String TRACE = """
            [{"ph":"X","name":"greedy","ts":0,"dur":100},{"ph":"X","name":"greedy","ts":2,"dur":97},
             {"ph":"X","name":"headline:attention","ts":10,"dur":50},
             {"ph":"X","name":"aten::linear","ts":12,"dur":20},{"ph":"X","name":"aten::addmm","ts":13,"dur":10},
             {"ph":"X","name":"headline:norms","ts":40,"dur":10},{"ph":"X","name":"aten::mul","ts":41,"dur":4},
             {"ph":"X","name":"aten::argmax","ts":90,"dur":5},
             {"ph":"X","name":"aten::to","ts":110,"dur":3},
             {"ph":"X","name":"greedy","ts":200,"dur":50},{"ph":"X","name":"mkldnn::_linear_pointwise","ts":210,"dur":7},
             {"ph":"s","name":"flow","ts":1}]""";

    @Test
    void anOperatorCountsForTheInnermostMarkAroundItAndOnlyOnce() {
        Trace trace = Trace.read(JsonMapper.shared().readTree(TRACE));
        assertThat(trace.calls()).isEqualTo(2);
        assertThat(trace.operators()).isEqualTo(4);
        assertThat(trace.programMillis()).isCloseTo(0.15, within(1e-9));
        assertThat(trace.transferMillis()).isCloseTo(0.003, within(1e-9));
        assertThat(trace.partMillis()).containsOnlyKeys("attention", "norms", "other");
        assertThat(trace.partMillis().get("attention")).isCloseTo(0.02, within(1e-9));
        assertThat(trace.partMillis().get("norms")).isCloseTo(0.004, within(1e-9));
        assertThat(trace.partMillis().get("other")).isCloseTo(0.012, within(1e-9));
    }
}
