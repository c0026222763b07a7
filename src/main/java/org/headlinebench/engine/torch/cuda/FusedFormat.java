package org.headlinebench.engine.torch.cuda;

import java.util.Optional;

import org.headlinebench.optimization.Quantize;

/**
 * How the kernels of {@code resources/cuda} read the matrices of layers.
 *
 * @param weights    the C++ type that reads them
 * @param text       the TorchScript text that hands them over
 * @param group      columns of a row that share a scale; where there is none, any number that divides all widths
 * @param codeBits   of a weight
 * @param scaleBytes of the scales of eight rows' group; 16 per eight rows where {@code group} does not count
 */
public record FusedFormat(String weights, String text, int group, int codeBits, int scaleBytes) {

    private static final int UNUSED_GROUP = 32;

    /** Empty where the kernels have no format for it. */
    public static Optional<FusedFormat> of(Quantize quantize) {
        return switch (quantize.packed()) {
            case Quantize.None _ ->
                Optional.of(new FusedFormat("Bf16Weights", "fused/whole", UNUSED_GROUP, Short.SIZE, 0));
            case Quantize.Int8(boolean head, var compute) -> head || compute.isPresent()
                    ? Optional.empty()
                    : Optional.of(new FusedFormat("Int8Weights", "fused/int8", UNUSED_GROUP, Byte.SIZE, 0));
            case Quantize.Int4(int group, boolean head) -> head
                    ? Optional.empty()
                    : Optional.of(new FusedFormat("Int4Weights", "fused/int4", group, 4, 8 * 2 * Short.BYTES));
            case Quantize.Float4(_, _, var compute) -> compute.isPresent()
                    ? Optional.empty()
                    : Optional.of(new FusedFormat("Float4Weights", "fused/float4", Quantize.FLOAT4_BLOCK, 4,
                            8 * Float.BYTES));
            case Quantize.Few _,Quantize.Int4Dynamic _,Quantize.Int8Dynamic _,Quantize.Stored _,Quantize.Gptq _,Quantize.Awq _ ->
                Optional.empty();
        };
    }

    /** Whether codes are indices into a table of numbers. */
    boolean hasTable() {
        return weights.equals("Float4Weights");
    }

    /** Bytes of so many rows' codes. */
    long codeBytes(long rows, long columns) {
        return rows * columns * codeBits / Byte.SIZE;
    }

    /** Bytes of so many rows' scales. */
    long scaleBytes(long rows, long columns) {
        return switch (codeBits) {
            case Short.SIZE -> 0;
            case Byte.SIZE -> rows * Short.BYTES;
            default -> rows / 8 * (columns / group) * scaleBytes;
        };
    }
}
