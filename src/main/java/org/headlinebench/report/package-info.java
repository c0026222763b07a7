/** Reports on stored runs; {@link org.headlinebench.report.ReportFile} writes them. */
package org.headlinebench.report;
