package org.headlinebench.cli;

import java.util.ArrayList;
import java.util.List;

import org.headlinebench.benchmark.result.StepTimes;
import org.headlinebench.benchmark.result.TimeProfile;

/** Where the time of a configuration goes, as a table. */
final class ProfileText {
    private ProfileText() {}

    static List<String> lines(TimeProfile profile) {
        StepTimes prefill = profile.prefill();
        StepTimes decode = profile.decode();
        List<String> lines = new ArrayList<>();
        lines.add(profile.setup().model() + ", " + profile.setup().name());
        var table = new TextTable("part", "prefill ms", "share", "decode ms", "share");
        decode.partMillis()
                .forEach((part, millis) -> table.row(part, Figures.millis(prefill.partMillis().get(part)),
                        share(prefill.partMillis().get(part), prefill), Figures.millis(millis), share(millis, decode)));
        table.row("sum", Figures.millis(prefill.millisPerStep()), "100 %", Figures.millis(decode.millisPerStep()),
                "100 %");
        lines.addAll(table.lines());
        lines.add("");
        lines.add("Prefill: one pass over " + profile.promptTokens() + " tokens, "
                + Figures.format("%.0f", prefill.operatorsPerStep()) + " operators. Decode: mean of " + decode.steps()
                + " steps of one token, " + Figures.format("%.0f", decode.operatorsPerStep()) + " operators each.");
        lines.add(
                "Attention holds its projections; dispatch is the time in which no operator runs; transfers bring tokens"
                        + " in and results out.");
        lines.add("Under the profiler a decode step took " + Figures.millis(decode.millisPerStep()) + " ms, just before"
                + " without it " + Figures.millis(decode.plainMillisPerStep()) + " ms: the profiler's cost and the"
                + " machine's noise, by which the table may be off.");
        lines.add("All numbers are " + profile.tag()
                + " in a pass of their own, no part of any run's statistics. Profile "
                + profile.id() + " is kept.");
        return lines;
    }

    private static String share(double millis, StepTimes step) {
        return Figures.percent(millis / step.millisPerStep());
    }
}
