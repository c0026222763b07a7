/**
 * What a report says, section by section; every sentence and number is computed from stored runs.
 * {@link org.headlinebench.report.content.Report} puts the sections together.
 */
package org.headlinebench.report.content;
