package org.headlinebench.optimization;

import java.util.Optional;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.ParameterCount;

/**
 * Memory that a stack will need, <em>estimated</em> from a model's configuration alone, before any download.
 *
 * @param parameters    weights of the model, a tied embedding once
 * @param weightsBytes  the model footprint as HF's {@code get_memory_footprint} counts it, scales and zeros included,
 *                      without layers that stay on the host
 * @param streamedBytes the one layer that is in memory at a time, of those that stay on the host; not in weightsBytes
 * @param headCopyBytes a second copy of a tied embedding in the layout of the CPU's packed products
 * @param keyValueBytes the KV caches of as many sequences of {@code contextTokens} as are computed together
 * @param draftBytes    a draft model's weights, head copy and cache; 0 without one
 * @param contextTokens prompt and output
 */
public record Footprint(long parameters, long weightsBytes, long streamedBytes, long headCopyBytes,
        long keyValueBytes,
        long draftBytes, int contextTokens) {
    /** The model footprint with the linear layers in that many bits and everything else in the precision. */
    public static long weightsBytes(ParameterCount count, Precision precision, LinearBits bits) {
        return bits.bytes(count.linear(), precision) + (count.total() - count.linear()) * precision.bytes();
    }

    /**
     * The footprint of a stack.
     *
     * @param draft         the draft model, if the stack decodes with one
     * @param contextTokens tokens of the longest sequence; a static cache of a fixed size counts with that size;
     *                      {@code offload(auto)} counts as if everything fitted, see {@link Offloading}
     */
    public static Footprint of(ModelConfiguration model, Optional<ModelConfiguration> draft, Stack stack,
            DeviceKind device, int contextTokens) {
        ParameterCount count = model.parameterCount();
        int onHost = stack.placement().layersOnHost();
        long layerBytes = count.layer() * stack.precision().bytes();
        return new Footprint(count.total(), weightsBytes(model, stack) - onHost * layerBytes,
                onHost > 0 ? layerBytes : 0, headCopyBytes(model, stack, device),
                CacheBytes.of(stack, model, contextTokens) * stack.batching().sequences(),
                draft.map(small -> of(small, Optional.empty(), stack.ofDraft(), device, contextTokens).totalBytes())
                        .orElse(0L),
                contextTokens);
    }

    /** Bytes that the cache of one sequence of that many tokens takes, as the engine's tensors do. */
    public static long cacheBytes(ModelConfiguration model, Stack stack, int tokens) {
        return CacheBytes.of(stack, model, tokens);
    }

    /**
     * Bytes that one device of a topology holds: its weights and its part of the caches, of as many sequences of {@code
     * contextTokens} as are computed together. What computing takes besides comes on top.
     */
    public static long ofShard(ShardPart shard, Stack stack, DeviceKind device, int contextTokens) {
        ModelConfiguration part = shard.part();
        ParameterCount count = part.parameterCount();
        int bytes = stack.precision().bytes();
        var shape = new PrunedShape(stack, part);
        long weights = part.linearModules().stream().mapToLong(shape::bytes).sum()
                + part.layers() * (count.normPerLayer() + count.biasPerLayer()) * bytes;
        if (shard.embeds()) {
            weights += count.embedding() * bytes;
        }
        boolean hasOwnHead = shard.ends() && !(part.tiedEmbedding() && shard.embeds());
        if (shard.ends()) {
            weights += count.finalNorm() * bytes
                    + (hasOwnHead ? headBytes(part, stack) : headCopyBytes(part, stack, device));
        }
        return weights + CacheBytes.of(stack, part, contextTokens) * stack.batching().sequences();
    }

    /** Weights, a layer on its way, head copy, cache and draft together; the process's own few hundred megabytes come on top. */
    public long totalBytes() {
        return weightsBytes + streamedBytes + headCopyBytes + keyValueBytes + draftBytes;
    }

    private static long weightsBytes(ModelConfiguration model, Stack stack) {
        ParameterCount count = model.parameterCount();
        Precision precision = stack.precision();
        var shape = new PrunedShape(stack, model);
        long linear = model.linearModules()
                .stream()
                .mapToLong(module -> shape.bytes(module))
                .sum();
        long head = model.tiedEmbedding() ? 0 : headBytes(model, stack);
        return linear + head + (count.total() - count.linear() - count.head()) * precision.bytes();
    }

    /** A tied embedding is looked up and multiplied with; the product needs it in a layout of its own. */
    private static long headCopyBytes(ModelConfiguration model, Stack stack, DeviceKind device) {
        boolean isCopied = stack.quantize().quantizesHead()
                || device == DeviceKind.CPU && stack.precision() != Precision.FLOAT16;
        return model.tiedEmbedding() && isCopied ? headBytes(model, stack) : 0;
    }

    private static long headBytes(ModelConfiguration model, Stack stack) {
        Quantize quantize = stack.quantize().quantizesHead() ? stack.quantize() : new Quantize.None();
        return quantize.bytes(model.vocabularySize(), model.hiddenSize(), stack.precision());
    }
}
