package org.headlinebench.tokenizer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.headlinebench.failure.UserError;
import org.headlinebench.weights.GgufFile;
import org.headlinebench.weights.RandomModel;

/**
 * All that makes a tokenizer, read from a model.
 *
 * @param json a {@code tokenizer.json} of Hugging Face's tokenizers library, without truncation and padding
 * @param vocabularySize the largest id plus one
 * @param fingerprint SHA-256 of vocabulary and merges
 * @param bosToken text of the BOS token
 * @param eosToken text of the EOS token
 * @param eosTokenIds the tokens that end a generation
 * @param chatTemplate Jinja text
 */
public record TokenizerDefinition(String json, int vocabularySize, String fingerprint, Optional<String> bosToken,
        Optional<String> eosToken, List<Integer> eosTokenIds, Optional<String> chatTemplate) {
    public TokenizerDefinition {
        eosTokenIds = List.copyOf(eosTokenIds);
    }

    /**
     * @param model a {@code .gguf} file or a Hugging Face folder
     * @throws UserError if there is no tokenizer, or it is damaged or of a kind that cannot be run
     */
    public static TokenizerDefinition read(Path model) {
        if (RandomModel.isAt(model)) {
            return read(model.resolve(RandomModel.TOKENIZER));
        }
        if (Files.isDirectory(model)) {
            return FolderTokenizer.read(model);
        }
        try (var file = GgufFile.open(model)) {
            return GgufTokenizer.read(model, file.metadata());
        }
    }
}
