package org.headlinebench.benchmark.result;

import java.util.List;

/**
 * What the worker loaded.
 *
 * @param loadMillis       from opening the model's file until it could run
 * @param warmUpMillis     all warm-up samples together; 0 until they are done
 * @param warmUpSamples    how many there were
 * @param settled          whether the last two warm-up samples differed by less than 10 %
 * @param parameters       weights of the model
 * @param readBytesPerToken bytes of weights that a decoded token reads; with the KV cache the roofline's numerator
 * @param threads          threads that compute
 * @param facts            one line per fact that proves the stack took effect
 */
public record LoadReport(double loadMillis, double warmUpMillis, int warmUpSamples, boolean settled, long parameters,
        long readBytesPerToken, int threads, List<String> facts) {
    public LoadReport {
        facts = List.copyOf(facts);
    }
}
