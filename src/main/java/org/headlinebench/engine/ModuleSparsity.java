package org.headlinebench.engine;

/**
 * Zeros among the weights of a pruned module.
 *
 * @param module      Hugging Face's name
 * @param layer       the decoder layer, from 0
 * @param weights     how many there are
 * @param zerosBefore zeros that the file has
 * @param zerosAfter  zeros after pruning
 */
public record ModuleSparsity(String module, int layer, long weights, long zerosBefore, long zerosAfter) {}
