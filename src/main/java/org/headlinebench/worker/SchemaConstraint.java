package org.headlinebench.worker;

import java.util.LinkedHashMap;
import java.util.Map;

import org.headlinebench.engine.AllowedTokens;
import org.headlinebench.engine.TokenConstraint;
import org.headlinebench.schema.JsonSchema;
import org.headlinebench.schema.Position;

/**
 * Holds a generation to a JSON schema: only tokens come that lead to a document of it, and none after which the token limit
 * would come before the document's end. So what is written is complete.
 */
final class SchemaConstraint implements TokenConstraint {
    private static final int KEPT = 256;

    private final VocabularyText vocabulary;
    private final Map<Position, VocabularyText.Fitting> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Position, VocabularyText.Fitting> eldest) {
            return size() > KEPT;
        }
    };
    private Position position;

    SchemaConstraint(VocabularyText vocabulary, JsonSchema schema) {
        this.vocabulary = vocabulary;
        position = schema.start();
    }

    /** The fewest tokens that a document may take. */
    int leastTokens() {
        return position.leastCharacters();
    }

    @Override
    public AllowedTokens allowed(int room) {
        return new AllowedTokens(false, known.computeIfAbsent(position, vocabulary::at).within(room - 1));
    }

    @Override
    public void take(int token) {
        position = vocabulary.after(position, token);
    }

    @Override
    public boolean isComplete() {
        return position.isComplete();
    }
}
