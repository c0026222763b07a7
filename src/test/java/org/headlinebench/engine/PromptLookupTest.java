package org.headlinebench.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.optimization.Decoding;

class PromptLookupTest {
    /** Fixtures of {@code engine_prompt_lookup.py}. */
    @Test
    void candidatesAreThoseOfTransformers() throws IOException {
        JsonNode fixture;
        try (InputStream in = getClass().getResourceAsStream("/engine/prompt-lookup.json")) {
            fixture = JsonMapper.shared().readTree(in);
        }
        int end = fixture.get("endOfSequence").asInt();
        int proposed = 0;
        for (JsonNode expected : fixture.get("cases")) {
            boolean endsAtEos = expected.get("endsAtEos").asBoolean();
            var lookup = new PromptLookup(new Decoding.PromptLookup(expected.get("ngram").asInt(),
                    expected.get("tokens").asInt(), new Decoding.Greedy()), token -> endsAtEos && token == end);
            int[] context = expected.get("context").valueStream().mapToInt(JsonNode::asInt).toArray();
            var candidates = lookup.propose(context, 100).tokens();
            assertThat(candidates).as("%s", expected)
                    .isEqualTo(expected.get("candidates").valueStream().map(JsonNode::asInt).toList());
            proposed += candidates.size();
        }
        assertThat(proposed).isGreaterThan(100);
    }

    @Test
    void noMoreIsProposedThanThereIsRoomFor() {
        var lookup = new PromptLookup(new Decoding.PromptLookup(2, 8, new Decoding.Greedy()), _ -> false);
        int[] context = {5, 6, 7, 8, 9, 5, 6};
        assertThat(lookup.propose(context, 3).tokens()).containsExactly(7, 8, 9);
        assertThat(lookup.propose(context, 1).tokens()).containsExactly(7);
        assertThat(lookup.propose(context, 0).tokens()).isEmpty();
    }
}
