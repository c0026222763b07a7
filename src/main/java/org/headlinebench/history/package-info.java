/**
 * Where runs are kept and how they leave: {@link org.headlinebench.history.SqliteRunStore} is the store, one SQLite file;
 * {@link org.headlinebench.history.RunExport} writes the JSON and CSV files of {@code docs/export-format.md}.
 */
package org.headlinebench.history;
