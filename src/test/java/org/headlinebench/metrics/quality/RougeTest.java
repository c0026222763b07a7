package org.headlinebench.metrics.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.headlinebench.metrics.MetricsFixture;

class RougeTest {
    private static final JsonNode FIXTURE = MetricsFixture.read("rouge.json");
    private static final double TOLERANCE = 1e-9;

    @Test
    void theFixtureIsOfTheVersionThatIsPromised() {
        assertThat(FIXTURE.get("versions").get("rouge_score").asString()).isEqualTo("0.1.2");
        assertThat(FIXTURE.get("pairs").size()).isGreaterThan(350);
    }

    @Test
    void plainScoresEqualRougeScores() {
        compare(Rouge.plain(), 2);
    }

    @Test
    void stemmedScoresEqualRougeScores() {
        compare(Rouge.stemmed(), 3);
    }

    @Test
    void stemsEqualNltks() {
        assertThat(FIXTURE.get("stems").size()).isGreaterThan(1500);
        FIXTURE.get("stems")
                .properties()
                .forEach(word -> assertThat(PorterStemmer.stem(word.getKey()))
                        .as("stem of %s", word.getKey())
                        .isEqualTo(word.getValue().asString()));
    }

    @Test
    void scoresFollowTheDefinition() {
        RougeScores scores = Rouge.plain().score("a b c d", "b a c");
        assertScore(scores.rouge1(), 1, 0.75);
        assertScore(scores.rouge2(), 0, 0);
        assertScore(scores.rougeL(), 2.0 / 3, 0.5);
        assertThat(scores.rouge1().f1()).isCloseTo(6.0 / 7, within(1e-15));
    }

    @Test
    void onlyLsumSeesLineBreaks() {
        RougeScores scores = Rouge.plain().score("c d\na b", "a b\nc d");
        assertScore(scores.rougeL(), 0.5, 0.5);
        assertScore(scores.rougeLsum(), 1, 1);
    }

    @Test
    void everyVariantIsFoundByItsName() {
        RougeScores scores = Rouge.plain().score("c d\na b x", "a b\nc d");
        assertThat(Arrays.stream(RougeVariant.values()).map(scores::of)).containsExactly(scores.rouge1(),
                scores.rouge2(), scores.rougeL(), scores.rougeLsum());
        assertThat(RougeVariant.values()).extracting(RougeVariant::label)
                .containsExactly("ROUGE-1", "ROUGE-2", "ROUGE-L", "ROUGE-Lsum");
    }

    @Test
    void aShareBeyondOneIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RougeScore(1.1, 0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new RougeScore(0, 0, Double.NaN));
    }

    private static void compare(Rouge rouge, int column) {
        for (JsonNode pair : FIXTURE.get("pairs")) {
            RougeScores scores = rouge.score(pair.get(0).asString(), pair.get(1).asString());
            double[] found = Arrays.stream(RougeVariant.values())
                    .map(scores::of)
                    .flatMapToDouble(score -> DoubleStream.of(score.precision(), score.recall(), score.f1()))
                    .toArray();
            assertThat(found).as("%s", pair)
                    .containsExactly(MetricsFixture.numbers(pair.get(column)), within(TOLERANCE));
        }
    }

    private static void assertScore(RougeScore score, double precision, double recall) {
        assertThat(score.precision()).isCloseTo(precision, within(1e-15));
        assertThat(score.recall()).isCloseTo(recall, within(1e-15));
    }
}
