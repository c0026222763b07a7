package org.headlinebench.engine;

import java.util.Locale;

/**
 * Layers whose weights stay on the host and come for each pass.
 *
 * @param onHost     how many
 * @param ofLayers   of how many
 * @param movedBytes bytes of weights read and prepared so far
 * @param passes     passes of the model so far; without proposals one for each token
 */
public record StreamedLayers(int onHost, int ofLayers, long movedBytes, long passes) {
    /** For logs and the run's provenance. */
    public String line() {
        return String.format(Locale.ROOT, "placement %d of %d layers on host, %s", onHost, ofLayers,
                passes == 0
                        ? "no pass yet"
                        : movedBytes / passes + " bytes moved per pass, measured over " + passes + " passes");
    }
}
