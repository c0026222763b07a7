/** Statistics of samples: plain numbers in, records out; nothing here knows what was measured. */
package org.headlinebench.metrics.statistics;
