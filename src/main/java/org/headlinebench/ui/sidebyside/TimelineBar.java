package org.headlinebench.ui.sidebyside;

import java.util.ArrayList;
import java.util.List;

import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.metrics.Speculation;

/**
 * A bar of a sample's timeline.
 *
 * @param kind   where the token comes from
 * @param token  its number from 1; 0 for a proposal that is not in the output
 * @param millis time of the pass that yielded it; 0 for what came with another token
 */
record TimelineBar(Kind kind, int token, double millis) {
    /** Where a token comes from. */
    enum Kind {
        /** Of the pass over the prompt. */
        FIRST,
        /** Of a pass that had nothing to verify. */
        SINGLE,
        /** Proposed, verified and in the output. */
        ACCEPTED,
        /** The target's own behind proposals. */
        OWN,
        /** Proposed and not in the output. */
        REJECTED,
        /** Arrived with the one before; who proposed it was not kept. */
        TOGETHER
    }

    /** A sample's bars in order; what was rejected stands behind the tokens of its pass. */
    static List<TimelineBar> of(Sample sample) {
        List<Double> at = sample.times().tokenMillis();
        var bars = new ArrayList<TimelineBar>();
        bars.add(new TimelineBar(Kind.FIRST, 1, at.getFirst()));
        sample.speculation()
                .flatMap(Speculation::passes)
                .filter(_ -> sample.speculation().orElseThrow().outputTokens() == at.size())
                .ifPresentOrElse(
                        passes -> passes(at, passes, bars), () -> tokens(at, bars));
        return List.copyOf(bars);
    }

    private static void passes(List<Double> at, List<Speculation.Pass> passes, List<TimelineBar> bars) {
        int next = 1;
        for (Speculation.Pass pass : passes) {
            double took = at.get(next) - at.get(next - 1);
            for (int i = 0; i < pass.tokens(); i++) {
                Kind kind = i < pass.accepted() ? Kind.ACCEPTED : pass.drafted() > 0 ? Kind.OWN : Kind.SINGLE;
                bars.add(new TimelineBar(kind, ++next, i == 0 ? took : 0));
            }
            for (int i = pass.accepted(); i < pass.drafted(); i++) {
                bars.add(new TimelineBar(Kind.REJECTED, 0, 0));
            }
        }
    }

    /** Tokens of one pass have the very same time. */
    private static void tokens(List<Double> at, List<TimelineBar> bars) {
        for (int i = 1; i < at.size(); i++) {
            double took = at.get(i) - at.get(i - 1);
            bars.add(new TimelineBar(took == 0 ? Kind.TOGETHER : Kind.SINGLE, i + 1, took));
        }
    }
}
