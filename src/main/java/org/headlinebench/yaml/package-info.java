/**
 * Reads the program's YAML files. Only YAML's node tree is used (SnakeYAML's {@code compose}): no object is constructed
 * from what a file says, every problem keeps its line, and all problems are reported at once.
 */
package org.headlinebench.yaml;
