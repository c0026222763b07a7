/** A document as HTML in one file, and as Markdown. */
package org.headlinebench.report.text;
