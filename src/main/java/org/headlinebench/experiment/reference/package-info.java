/** The reference work's published tables as experiments, and its figures beside measured ones. */
package org.headlinebench.experiment.reference;
