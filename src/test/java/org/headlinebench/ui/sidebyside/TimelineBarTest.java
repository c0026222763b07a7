package org.headlinebench.ui.sidebyside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headlinebench.ui.sidebyside.TimelineBar.Kind.ACCEPTED;
import static org.headlinebench.ui.sidebyside.TimelineBar.Kind.FIRST;
import static org.headlinebench.ui.sidebyside.TimelineBar.Kind.OWN;
import static org.headlinebench.ui.sidebyside.TimelineBar.Kind.REJECTED;
import static org.headlinebench.ui.sidebyside.TimelineBar.Kind.SINGLE;
import static org.headlinebench.ui.sidebyside.TimelineBar.Kind.TOGETHER;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.FinishReason;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.metrics.Speculation.Pass;
import org.headlinebench.metrics.latency.SampleTimes;
import org.headlinebench.metrics.quality.Rouge;

class TimelineBarTest {
    private static final List<Double> MILLIS = List.of(10.0, 14.0, 14.0, 14.0, 17.0);

    @Test
    void proposedTokensAreToldFromTheModelsOwnAndFromThoseProposedInVain() {
        var passes = Optional.of(List.of(new Pass(3, 2, 3), new Pass(0, 0, 1)));
        List<TimelineBar> bars = TimelineBar.of(sample(Optional.of(new Speculation(3, 2, 5, 3, 1, 0, 7, passes))));
        assertThat(bars).extracting(TimelineBar::kind)
                .containsExactly(FIRST, ACCEPTED, ACCEPTED, OWN, REJECTED, SINGLE);
        assertThat(bars).extracting(TimelineBar::token).containsExactly(1, 2, 3, 4, 0, 5);
        assertThat(bars).extracting(TimelineBar::millis).containsExactly(10.0, 4.0, 0.0, 0.0, 0.0, 3.0);
    }

    @Test
    void ofAnEarlierVersionsSampleOnlyWhatArrivedTogetherIsKnown() {
        List<TimelineBar> bars = TimelineBar.of(sample(Optional.of(new Speculation(3, 2, 5, 3, 1, 0, 7))));
        assertThat(bars).extracting(TimelineBar::kind).containsExactly(FIRST, SINGLE, TOGETHER, TOGETHER, SINGLE);
    }

    private static Sample sample(Optional<Speculation> speculation) {
        return new Sample(1, 1, 1, "", "d", "h", "h", "h", FinishReason.LENGTH, 5, 0, List.of(1, 2, 3, 4, 5),
                new SampleTimes(1, 9, 16, 0, 18, MILLIS), Rouge.plain().score("h", "h"), speculation);
    }
}
