package org.headlinebench.engine.torch.quantize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.torch.linear.CodeGrid;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Quantize;

/**
 * How a quantization is carried out.
 *
 * @param parts       the TorchScript texts that quantize, store and multiply
 * @param kernel      what multiplies, for the run's facts
 * @param activations the type in which its products take their rows
 * @param group       weights of a row that share a scale, 0: all
 * @param scope       what is quantized as one matrix
 */
public record Quantizer(List<String> parts, String kernel, Precision activations, int group, Scope scope) {
    /** What is quantized as one matrix. */
    enum Scope {
        /** Rows know nothing of each other, so those of several modules can lie in one matrix. */
        ROWS,
        /** Something is common to a module, so each one is quantized on its own. */
        MODULE
    }

    /** Empty where nothing is quantized. */
    public static Optional<Quantizer> of(Quantize quantize, Precision precision, DeviceKind device) {
        Kernels kernels = Kernels.on(device);
        return switch (quantize.packed()) {
            case Quantize.None _ -> Optional.empty();
            case Quantize.Int8(_, var compute) ->
                Optional.of(new Quantizer(List.of("linear/int8", kernels.int8()), kernels.int8Name(),
                        compute.orElse(Precision.BFLOAT16), 0, Scope.ROWS));
            case Quantize.Int4(int group, _) -> Optional.of(new Quantizer(List.of("linear/int4", kernels.int4()),
                    kernels.int4Name(), Precision.BFLOAT16, group, Scope.ROWS));
            case Quantize.Few(int bits, int group) -> Optional.of(new Quantizer(
                    List.of("linear/few(HALF=" + (1 << bits - 1) + ",MOST=" + ((1 << bits) - 1) + ")",
                            "linear/int" + bits),
                    "ATen linear, dequantized in every product", precision, group, Scope.ROWS));
            case Quantize.Int4Dynamic(int group) -> Optional.of(new Quantizer(List.of("linear/int4_dynamic"),
                    "ATen linear, dequantized in every product, rows of activations rounded to 8 bits", precision,
                    group,
                    Scope.ROWS));
            case Quantize.Int8Dynamic(double threshold) -> Optional.of(new Quantizer(
                    List.of("linear/int8_dynamic(" + (threshold > 0 ? String.valueOf(threshold) : "float(\"inf\")")
                            + ")", kernels.integers()),
                    "ATen _int_mm, outlier columns apart", precision, 0, Scope.ROWS));
            case Quantize.Float4(Quantize.Table table, boolean twice, var compute) -> Optional.of(new Quantizer(
                    List.of("linear/float4", "linear/" + table.word(),
                            twice ? "linear/scales_doubled" : "linear/scales_plain"),
                    "ATen linear, dequantized in every product", compute.orElse(precision), Quantize.FLOAT4_BLOCK,
                    Scope.MODULE));
            case Quantize.Stored _ ->
                Optional.of(new Quantizer(List.of("linear/stored", kernels.int4(), kernels.int8()),
                        kernels.int4Name() + " on the file's codes, bytes as two halves; " + kernels.int8Name()
                                + " where it stores neither",
                        Precision.BFLOAT16, 0, Scope.MODULE));
            case Quantize.Gptq _,Quantize.Awq _ -> throw new IllegalStateException("no layout of its own");
        };
    }

    /**
     * All texts of quantized linear layers in a model of that precision.
     *
     * @param shrunk whether matrices have lost rows or columns
     */
    public List<String> programFor(Precision precision, boolean shrunk) {
        var all = new ArrayList<>(parts);
        all.add("linear/pieces");
        all.add(shrunk ? "linear/shrunk" : "linear/rows");
        all.add(activations == precision ? "activation/same" : "activation/to_" + activations.word());
        return all;
    }

    /** Whether it can take over codes on that grid. */
    boolean takesCodes(CodeGrid codes) {
        return parts.contains("linear/stored")
                || parts.contains("linear/int" + codes.bits()) && group == codes.group();
    }
}
