/**
 * Sets a document as tagged PDF with PDFBox: {@link org.headlinebench.report.pdf.PdfReport} is the way in. Blocks become
 * {@code Box}es of known height, {@code Pagination} breaks them into pages, a {@code PdfPage} paints with tags.
 */
package org.headlinebench.report.pdf;
