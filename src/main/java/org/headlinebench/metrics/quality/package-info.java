/** How good the headlines are: ROUGE, its summary over a run, reference lines, and exactness against a baseline. */
package org.headlinebench.metrics.quality;
