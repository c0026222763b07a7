package org.headlinebench.dataset.prompt;

import java.util.Arrays;
import java.util.List;

import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.VisibleText;
import org.headlinebench.failure.Nearest;

/** What becomes of a prompt that has more tokens than the context or the cache can take. Never silent truncation. */
public enum FitPolicy {
    /** The row is refused, with its token count and the limit. */
    REFUSE("refuse"),
    /** Words are taken off the end of its description until the whole prompt fits; how many is reported. */
    CUT_DESCRIPTION("cut-description");

    private final String id;

    FitPolicy(String id) {
        this.id = id;
    }

    /** Its name in commands, stores and exports. */
    public String id() {
        return id;
    }

    /**
     * The policy of an id.
     *
     * @throws DatasetError for an unknown one, with the nearest
     */
    public static FitPolicy parse(String text) {
        List<String> ids = Arrays.stream(values()).map(FitPolicy::id).toList();
        return Arrays.stream(values())
                .filter(policy -> policy.id.equals(text.strip()))
                .findFirst()
                .orElseThrow(() -> new DatasetError(
                        "%s does not say what to do with prompts that are too long.".formatted(VisibleText.quote(text)),
                        Nearest.didYouMean(text.strip(), ids) + "Choose one of " + String.join(", ", ids) + "."));
    }
}
