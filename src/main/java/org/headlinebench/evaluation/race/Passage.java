package org.headlinebench.evaluation.race;

import java.util.List;

/**
 * A text and the questions about it.
 *
 * @param id       the file's own name for it
 * @param article  the text
 * @param problems at least one, in the file's order
 */
public record Passage(String id, String article, List<Problem> problems) {
    public Passage {
        problems = List.copyOf(problems);
        if (article.isBlank()) {
            throw new IllegalArgumentException("passage " + id + " has no text");
        }
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("passage " + id + " has no question");
        }
    }

    /** A passage per question, each with that question alone. */
    public List<Passage> questionByQuestion() {
        return problems.stream().map(problem -> new Passage(id, article, List.of(problem))).toList();
    }

    /** The question that is asked. */
    public Problem asked() {
        return problems.getLast();
    }

    /**
     * The prompt of lm-evaluation-harness's task {@code race} (version 3): the article, the other questions with their
     * answers, and the last question.
     */
    public String prompt() {
        var text = new StringBuilder("Article: ").append(article).append("\n\n");
        for (Problem problem : problems.subList(0, problems.size() - 1)) {
            String question = problem.question();
            if (question.endsWith("  _  .")) {
                text.append(question, 0, question.length() - 5).append(problem.right()).append('\n');
            } else {
                text.append("Question: ").append(question).append("\nAnswer: ").append(problem.right()).append('\n');
            }
        }
        return text.append(asked().question()).toString();
    }
}
