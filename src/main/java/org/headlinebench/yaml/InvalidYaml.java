package org.headlinebench.yaml;

import java.util.List;
import java.util.stream.Collectors;

import org.headlinebench.failure.UserError;

/** A YAML file cannot be used; names every problem with its line. */
public final class InvalidYaml extends UserError {
    private static final int SHOWN = 20;

    private final transient List<YamlProblem> problems;

    public InvalidYaml(List<YamlProblem> problems) {
        super(worded(problems), "Correct the lines named above and start again.");
        this.problems = List.copyOf(problems);
    }

    /** Every problem found, in the order of the file. */
    public List<YamlProblem> problems() {
        return problems;
    }

    private static String worded(List<YamlProblem> problems) {
        String lines = problems.stream()
                .limit(SHOWN)
                .map(YamlProblem::toString)
                .collect(Collectors.joining(System.lineSeparator()));
        int more = problems.size() - SHOWN;
        return more > 0 ? lines + System.lineSeparator() + "… and " + more + " more" : lines;
    }
}
