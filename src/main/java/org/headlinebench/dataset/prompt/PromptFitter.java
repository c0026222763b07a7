package org.headlinebench.dataset.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.ToIntFunction;

import org.headlinebench.dataset.NewsRow;

/**
 * Makes the prompts of a run: whole, or with the end of the description cut off at a word boundary, or refused.
 *
 * <p>Words are runs of characters between white space. A text without white space is one word, and is not cut inside it.
 */
public final class PromptFitter {
    private final PromptTemplate template;
    private final ChatFormat chat;
    private final FitPolicy policy;
    private final ToIntFunction<String> tokenCounter;
    private final int limitTokens;

    /**
     * @param template how a row becomes a prompt
     * @param chat the model's chat template
     * @param policy what becomes of a prompt that is too long
     * @param tokenCounter tokens of a whole prompt, special tokens included, exactly as the engine will count them
     * @param limitTokens most tokens a prompt may have: context or cache positions less the new tokens
     */
    public PromptFitter(PromptTemplate template, ChatFormat chat, FitPolicy policy, ToIntFunction<String> tokenCounter,
            int limitTokens) {
        this.template = Objects.requireNonNull(template, "template");
        this.chat = Objects.requireNonNull(chat, "chat");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.tokenCounter = Objects.requireNonNull(tokenCounter, "tokenCounter");
        this.limitTokens = limitTokens;
    }

    /** The prompt of a row, or why there is none. */
    public PromptFit fit(NewsRow row) {
        String prompt = template.render(row, chat);
        int promptTokens = tokenCounter.applyAsInt(prompt);
        if (promptTokens <= limitTokens) {
            return new PromptFit.Fitted(row.rowNumber(), prompt, promptTokens, 0, 0);
        }
        return switch (policy) {
            case REFUSE -> refused(row, promptTokens, PromptFit.Reason.NOT_TO_BE_CUT);
            case CUT_DESCRIPTION -> cut(row, promptTokens);
        };
    }

    /**
     * Binary search for the most words that fit. Merges across a word boundary can make token counts fall by one where a
     * word is added, so the result may be a word short of the best; it is always one that was seen to fit.
     */
    private PromptFit cut(NewsRow row, int promptTokens) {
        String description = row.shortDescription();
        List<Integer> wordEnds = wordEnds(description);
        int fitting = 0;
        int tooMany = wordEnds.size();
        while (tooMany - fitting > 1) {
            int middle = (fitting + tooMany) >>> 1;
            if (tokens(row, description.substring(0, wordEnds.get(middle - 1))) <= limitTokens) {
                fitting = middle;
            } else {
                tooMany = middle;
            }
        }
        if (fitting == 0) {
            return refused(row, promptTokens, tokens(row, "") > limitTokens
                    ? PromptFit.Reason.TEMPLATE_TOO_LONG
                    : PromptFit.Reason.NO_WORD_FITS);
        }
        int end = wordEnds.get(fitting - 1);
        String prompt = template.render(description.substring(0, end), row.category(), chat);
        return new PromptFit.Fitted(row.rowNumber(), prompt, tokenCounter.applyAsInt(prompt), wordEnds.size() - fitting,
                description.codePointCount(end, description.length()));
    }

    private int tokens(NewsRow row, String description) {
        return tokenCounter.applyAsInt(template.render(description, row.category(), chat));
    }

    private PromptFit refused(NewsRow row, int promptTokens, PromptFit.Reason reason) {
        return new PromptFit.Refused(row.rowNumber(), promptTokens, limitTokens, reason);
    }

    /** For each word, the index behind its last character. */
    private static List<Integer> wordEnds(String text) {
        var ends = new ArrayList<Integer>();
        boolean inWord = false;
        for (int index = 0; index < text.length(); index++) {
            boolean space = Character.isWhitespace(text.charAt(index)) || Character.isSpaceChar(text.charAt(index));
            if (inWord && space) {
                ends.add(index);
            }
            inWord = !space;
        }
        if (inWord) {
            ends.add(text.length());
        }
        return ends;
    }
}
