package org.headlinebench.engine.torch.linear;

/**
 * What the codes of a quantized matrix mean: {@code weight = (code - 8) * scale + zero} with 4 bits,
 * {@code weight = code * scale} with 8.
 *
 * @param bits  4 or 8
 * @param group consecutive weights of a row that share a scale, 0: all
 */
public record CodeGrid(int bits, int group) {
    /** Scales of a row of that many weights. */
    public long groups(long columns) {
        return group == 0 ? 1 : columns / group;
    }
}
