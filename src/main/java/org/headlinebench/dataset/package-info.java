/**
 * News rows, which of them a run takes, and what becomes of them: {@code reader} brings a file in, {@code prompt} turns a
 * row into a prompt and a continuation into a headline.
 */
package org.headlinebench.dataset;
