/**
 * Model files on disk: GGUF and safetensors, mapped into memory and strictly validated, and the model configuration
 * that they carry. {@link org.headlinebench.weights.WeightFiles#open} is the way in.
 */
package org.headlinebench.weights;
