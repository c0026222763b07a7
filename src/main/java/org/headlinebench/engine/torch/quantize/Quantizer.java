package org.headlinebench.engine.torch.quantize;

import java.util.Optional;

import org.headlinebench.optimization.Quantize;

/**
 * How a quantization is carried out.
 *
 * @param part   the TorchScript text below {@code linear/} that quantizes, packs and multiplies
 * @param kernel what multiplies, for the run's facts
 * @param group  weights that share a scale, 0: a whole row
 */
public record Quantizer(String part, String kernel, int group) {
    /** Empty where nothing is quantized. */
    public static Optional<Quantizer> of(Quantize quantize) {
        return switch (quantize) {
            case Quantize.None _ -> Optional.empty();
            case Quantize.Int8 _ -> Optional.of(new Quantizer("linear/int8", "ATen _weight_int8pack_mm", 0));
            case Quantize.Int4(int group, _) ->
                Optional.of(new Quantizer("linear/int4", "ATen _weight_int4pack_mm_for_cpu", group));
        };
    }

    /** Whether it can take over four-bit codes that a file stores in groups of that size. */
    boolean takesCodes(int storedGroup) {
        return part.equals("linear/int4") && group == storedGroup;
    }
}
