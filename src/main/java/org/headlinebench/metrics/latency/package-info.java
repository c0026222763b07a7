/** The times of one sample, their summary over a run, and the warm-up rule. */
package org.headlinebench.metrics.latency;
