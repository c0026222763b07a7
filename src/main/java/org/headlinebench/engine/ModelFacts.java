package org.headlinebench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a loaded model is made of: the proof that its stack was applied.
 *
 * @param parameters       weights of the model, tied ones once
 * @param weightsBytes     bytes of the weights in the type they are computed in, tied ones once
 * @param scalesBytes      of {@code weightsBytes}, those of scales and zeros of quantized weights
 * @param readBytes        bytes of weights that decoding one token reads: all but the embedding's other rows
 * @param headCopyBytes    bytes of a second copy of a tied embedding in the layout that the head's product needs
 * @param mappedBytes      of {@code weightsBytes}, those that lie in the mapped file itself
 * @param bytesByType      bytes per number type, measured on the tensors; a matrix that is shared counts each time
 * @param quantizedModules linear modules whose weights are stored in fewer bits
 * @param repackedModules  of those, the ones whose codes are the file's own
 * @param sparsity         zeros of each pruned module
 * @param calibration      what calibration did
 * @param weightType       the number type of activations and of everything that is not quantized, as PyTorch names it
 * @param linearKernel     what computes the matrix products
 * @param attentionKernel  what computes attention
 * @param cacheLayout      how keys and values are kept
 * @param positions       how positions are told apart
 * @param loadMillis       time from opening the file until the model could run
 */
public record ModelFacts(long parameters, long weightsBytes, long scalesBytes, long readBytes, long headCopyBytes,
        long mappedBytes,
        Map<String, Long> bytesByType, int quantizedModules, int repackedModules, List<ModuleSparsity> sparsity,
        CalibrationFacts calibration, String weightType,
        String linearKernel, String attentionKernel, String cacheLayout, String positions, double loadMillis) {
    public ModelFacts {
        bytesByType = Map.copyOf(bytesByType);
        sparsity = List.copyOf(sparsity);
    }

    /** One line per fact, for logs and the run's provenance. */
    public List<String> lines() {
        var lines = new ArrayList<>(List.of("parameters " + parameters,
                "weights " + weightsBytes + " bytes, " + scalesBytes + " of them scales",
                "head copy " + headCopyBytes + " bytes", "mapped " + mappedBytes + " bytes",
                "number types " + new TreeMap<>(bytesByType).entrySet()
                        .stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue() + " bytes")
                        .collect(Collectors.joining(", ")),
                "activations " + weightType, "linear " + linearKernel, "attention " + attentionKernel,
                "cache " + cacheLayout, "positions " + positions));
        if (quantizedModules > 0) {
            lines.add("quantized modules " + quantizedModules);
            lines.add("codes taken over from the file " + repackedModules);
        }
        lines.addAll(calibration.lines());
        if (!sparsity.isEmpty()) {
            lines.add("pruned modules " + sparsity.size() + ", " + zeros(sparsity));
            sparsity.stream()
                    .collect(Collectors.groupingBy(ModuleSparsity::layer, TreeMap::new, Collectors.toList()))
                    .forEach((layer, modules) -> lines.add("layer " + layer + " " + zeros(modules)));
        }
        return List.copyOf(lines);
    }

    private static String zeros(List<ModuleSparsity> modules) {
        long weights = modules.stream().mapToLong(ModuleSparsity::weights).sum();
        return String.format(Locale.ROOT, "zeros %.4f before, %.4f after pruning",
                (double) modules.stream().mapToLong(ModuleSparsity::zerosBefore).sum() / weights,
                (double) modules.stream().mapToLong(ModuleSparsity::zerosAfter).sum() / weights);
    }
}
