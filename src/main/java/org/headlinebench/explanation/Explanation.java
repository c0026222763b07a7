package org.headlinebench.explanation;

/**
 * A sentence or two about a measured number.
 *
 * @param rule     the rule's name, for exports
 * @param explains the number it stands beside, by its name in exports
 * @param text     the sentences
 */
public record Explanation(String rule, String explains, String text) {

    /** The mean E2E latency. */
    static final String END_TO_END = "endToEndMillis";

    static Explanation ofLatency(String rule, String text) {
        return new Explanation(rule, END_TO_END, text);
    }
}
