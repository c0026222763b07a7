package org.headlinebench.benchmark.result;

import java.util.OptionalInt;

/**
 * Why a run failed, in words for the user.
 *
 * @param message  what happened
 * @param remedy   what to do about it
 * @param exitCode the worker's exit code, where it died
 * @param logTail  the end of the worker's log, may be empty
 */
public record RunFailure(String message, String remedy, OptionalInt exitCode, String logTail) {}
