package org.headlinebench.engine;

import java.util.List;

/**
 * What a loaded model is made of: the proof that its stack was applied.
 *
 * @param parameters           weights of the model, tied ones once
 * @param weightsBytes         bytes of the weights in the type they are computed in, tied ones once
 * @param headCopyBytes        bytes of a second copy of a tied embedding in the layout that the head's product needs
 * @param mappedBytes          of {@code weightsBytes}, those that lie in the mapped file itself
 * @param weightType           the number type of the matrices, as PyTorch names it
 * @param linearKernel         what computes the matrix products
 * @param attentionKernel      what computes attention
 * @param cacheLayout          how keys and values are kept
 * @param loadMillis           time from opening the file until the model could run
 */
public record ModelFacts(long parameters, long weightsBytes, long headCopyBytes, long mappedBytes, String weightType,
        String linearKernel, String attentionKernel, String cacheLayout, double loadMillis) {
    /** One line per fact, for logs and the run's provenance. */
    public List<String> lines() {
        return List.of("parameters " + parameters, "weights " + weightsBytes + " bytes as " + weightType,
                "head copy " + headCopyBytes + " bytes", "mapped " + mappedBytes + " bytes", "linear " + linearKernel,
                "attention " + attentionKernel, "cache " + cacheLayout);
    }
}
