package org.headlinebench.tokenizer;

import java.util.List;
import java.util.Optional;

/** A model's tokenizer. Safe for use by several threads until it is closed. */
public interface Tokenizer extends AutoCloseable {
    /**
     * The ids of a text, never truncated or padded. Text of special tokens ({@code <|im_end|>}) becomes those tokens.
     *
     * @param addSpecialTokens whether to add the tokens that the model wants around every text (for instance BOS), as
     *        Hugging Face's AutoTokenizer does; a text out of {@link ChatFormat#render} has them already
     */
    int[] encode(String text, boolean addSpecialTokens);

    /** {@link #encode(String, boolean)} with the model's special tokens added. */
    default int[] encode(String text) {
        return encode(text, true);
    }

    /**
     * The text of ids. Bytes that are no complete UTF-8 character become U+FFFD; an id beyond the vocabulary, which a
     * model with spare embedding rows can generate, adds nothing.
     *
     * @throws IllegalArgumentException if an id is negative
     */
    String decode(int[] ids, boolean skipSpecial);

    /** The largest id plus one. A model's embedding may have more rows. */
    int vocabularySize();

    /** The tokens that end a generation: the tokenizer's own and those of the model's configuration. */
    List<Integer> eosTokenIds();

    /** The Jinja text of the model's chat template; {@link ChatFormat#recognise} can render the usual ones. */
    Optional<String> chatTemplate();

    /** The text of the BOS token, where there is one; chat templates write it. */
    Optional<String> bosToken();

    /** The text of the EOS token, where there is one. */
    Optional<String> eosToken();

    /**
     * SHA-256 (hexadecimal) of vocabulary and merges. Two tokenizers with the same fingerprint give every text the same
     * ids, but for rules of splitting; a draft model must share it with its target.
     */
    String fingerprint();

    @Override
    void close();
}
