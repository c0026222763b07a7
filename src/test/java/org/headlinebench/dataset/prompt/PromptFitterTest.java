package org.headlinebench.dataset.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import org.headlinebench.dataset.NewsRows;

class PromptFitterTest {
    /** A token a character: makes the expected numbers easy to check by hand. */
    private static final ToIntFunction<String> CHARACTERS = String::length;
    private static final PromptTemplate TEMPLATE = new PromptTemplate(PromptTemplate.Form.COMPLETION, "<{text}>");

    @Test
    void aPromptThatFitsIsWhole() {
        assertThat(fit(FitPolicy.CUT_DESCRIPTION, 9, "one two"))
                .isEqualTo(new PromptFit.Fitted(3, "<one two>", 9, 0, 0));
    }

    @Test
    void aPromptThatIsTooLongIsRefusedWithRowTokensAndLimit() {
        PromptFit fit = fit(FitPolicy.REFUSE, 8, "one two");

        assertThat(fit).isEqualTo(new PromptFit.Refused(3, 9, 8, PromptFit.Reason.NOT_TO_BE_CUT));
        PromptTooLongError error = ((PromptFit.Refused) fit).error();
        assertThat(error).hasMessage("The prompt of row 3 has 9 tokens, but only 8 fit.");
        assertThat(error.remedy()).contains("Let descriptions be cut");
    }

    @Test
    void theDescriptionIsCutAtAWordAndTheCutIsCounted() {
        assertThat(fit(FitPolicy.CUT_DESCRIPTION, 12, "one  two three four"))
                .isEqualTo(new PromptFit.Fitted(3, "<one  two>", 10, 2, 11));
        assertThat(fit(FitPolicy.CUT_DESCRIPTION, 5, "one 👩👩👩"))
                .isEqualTo(new PromptFit.Fitted(3, "<one>", 5, 1, 4));
    }

    @Test
    void noWordAtAllIsARefusalAndNotAnEmptyPrompt() {
        PromptFit fit = fit(FitPolicy.CUT_DESCRIPTION, 4, "one two");

        assertThat(fit).isEqualTo(new PromptFit.Refused(3, 9, 4, PromptFit.Reason.NO_WORD_FITS));
        assertThat(((PromptFit.Refused) fit).error()).hasMessageContaining("not even the first word");
    }

    @Test
    void aTemplateThatIsTooLongByItselfIsNamedAsTheReason() {
        PromptFit fit = fit(FitPolicy.CUT_DESCRIPTION, 1, "one two");

        assertThat(fit).isEqualTo(new PromptFit.Refused(3, 9, 1, PromptFit.Reason.TEMPLATE_TOO_LONG));
        assertThat(((PromptFit.Refused) fit).error()).hasMessageContaining("the template alone is too long");
    }

    @Test
    void theChatFormatCountsToo() {
        var fitter = new PromptFitter(new PromptTemplate(PromptTemplate.Form.CHAT, "{text}"),
                text -> "[[" + text + "]]",
                FitPolicy.CUT_DESCRIPTION, CHARACTERS, 8);

        assertThat(fitter.fit(NewsRows.row(3, "one two"))).isEqualTo(new PromptFit.Fitted(3, "[[one]]", 7, 1, 4));
    }

    @Test
    void aLongDescriptionTakesFewCountings() {
        var countings = new AtomicInteger();
        var fitter = new PromptFitter(TEMPLATE, text -> text, FitPolicy.CUT_DESCRIPTION, text -> {
            countings.incrementAndGet();
            return text.length();
        }, 1000);

        assertThat(fitter.fit(NewsRows.row(1, "word ".repeat(10_000)))).isInstanceOf(PromptFit.Fitted.class);
        assertThat(countings).hasValueLessThan(20);
    }

    /** Compared with trying every number of words. */
    @Property
    void whatComesOutFitsAndNoOtherPrefixOfWordsWouldFitBetter(@ForAll("descriptions") String description,
            @ForAll @IntRange(max = 60) int limit) {
        PromptFit fit = fit(FitPolicy.CUT_DESCRIPTION, limit, description);

        String[] words = description.split(" ");
        int best = 0;
        for (int count = 1; count <= words.length; count++) {
            if (String.join(" ", java.util.Arrays.copyOf(words, count)).length() + 2 <= limit) {
                best = count;
            }
        }
        switch (fit) {
            case PromptFit.Fitted fitted -> {
                assertThat(fitted.promptTokens()).isEqualTo(fitted.prompt().length()).isLessThanOrEqualTo(limit);
                assertThat(fitted.cutWords()).isEqualTo(words.length - best);
                assertThat(description).startsWith(fitted.prompt().substring(1, fitted.prompt().length() - 1));
                assertThat(fitted.prompt().length() - 2 + fitted.cutCharacters()).isEqualTo(description.length());
            }
            case PromptFit.Refused refused -> assertThat(best).isZero();
        }
    }

    @Provide
    Arbitrary<String> descriptions() {
        return Arbitraries.strings()
                .withChars("abcé")
                .ofMinLength(1)
                .ofMaxLength(8)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(words -> String.join(" ", words));
    }

    private static PromptFit fit(FitPolicy policy, int limit, String description) {
        return new PromptFitter(TEMPLATE, text -> text, policy, CHARACTERS, limit).fit(NewsRows.row(3, description));
    }
}
