package org.headlinebench.experiment;

/**
 * A stack that cannot run.
 *
 * @param name   what the experiment calls it
 * @param text   the stack as written
 * @param reason why it cannot run
 * @param remedy the nearest that can
 */
public record Refusal(String name, String text, String reason, String remedy) {}
