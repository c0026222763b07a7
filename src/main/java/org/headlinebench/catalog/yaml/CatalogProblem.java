package org.headlinebench.catalog.yaml;

/**
 * Something wrong in a catalog file.
 *
 * @param file its name or path
 * @param line from 1
 */
public record CatalogProblem(String file, int line, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
