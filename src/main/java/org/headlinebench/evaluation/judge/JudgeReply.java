package org.headlinebench.evaluation.judge;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a score out of a judge's words: a number alone, or one that is called the score. */
final class JudgeReply {
    private static final String NUMBER = "([01](?:\\.\\d{1,10})?|\\.\\d{1,10})";
    private static final Pattern ALONE = Pattern.compile("\\W*" + NUMBER + "(?:\\s*/\\s*1(?:\\.0)?)?[\\s.*`\"')\\]]*");
    private static final Pattern NAMED = Pattern
            .compile("(?i)\\bscore\\b[\"'*\\s]*(?:is|=|:)[\"'*\\s]*" + NUMBER + "(?![\\d.]*\\d)");

    private JudgeReply() {}

    /** From 0 to 1; absent where the words hold no single score. */
    static OptionalDouble score(String reply) {
        Matcher alone = ALONE.matcher(reply.strip());
        if (alone.matches() && !reply.strip().startsWith("-")) {
            return within(alone.group(1));
        }
        Matcher named = NAMED.matcher(reply);
        if (!named.find()) {
            return OptionalDouble.empty();
        }
        OptionalDouble score = within(named.group(1));
        return named.find() ? OptionalDouble.empty() : score;
    }

    private static OptionalDouble within(String number) {
        double score = Double.parseDouble(number);
        return score <= 1 ? OptionalDouble.of(score) : OptionalDouble.empty();
    }
}
