/** The report's charts, drawn on a {@link org.headlinebench.report.document.Canvas}. */
package org.headlinebench.report.chart;
