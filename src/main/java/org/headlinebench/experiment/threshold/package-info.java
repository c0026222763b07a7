/** The strongest setting of a technique whose quality stays above a floor. */
package org.headlinebench.experiment.threshold;
