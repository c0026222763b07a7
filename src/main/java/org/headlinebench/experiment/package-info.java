/**
 * Experiments as a user describes them: read from YAML, planned (what runs, what is refused and why, what it will take),
 * run so that a second start continues where the first one ended. Services for the command line and the window.
 */
package org.headlinebench.experiment;
