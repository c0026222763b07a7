/** Hugging Face's tokenizers library, through DJL. */
package org.headlinebench.tokenizer.huggingface;
