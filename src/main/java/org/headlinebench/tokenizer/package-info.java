/**
 * Text to token ids and back: the {@link org.headlinebench.tokenizer.Tokenizer} port, the tokenizer of a model as one
 * {@code tokenizer.json} whatever the model's format, and chat formats.
 */
package org.headlinebench.tokenizer;
