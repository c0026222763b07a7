package org.headlinebench.yaml;

/**
 * Something wrong in a file.
 *
 * @param file its name or path
 * @param line from 1
 */
public record YamlProblem(String file, int line, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ": " + message;
    }
}
