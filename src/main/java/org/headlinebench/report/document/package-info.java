/** What a report consists of, whatever it is written as: blocks, and charts on a small canvas. */
package org.headlinebench.report.document;
