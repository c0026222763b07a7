/**
 * Why a run is no faster than its baseline, from measured facts: one file per rule, each a pure function of two runs. And
 * which runs had the same effective configuration.
 */
package org.headlinebench.explanation;
