package org.headlinebench.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.headlinebench.benchmark.protocol.RunOrder;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.prompt.PromptFit;
import org.headlinebench.dataset.prompt.PromptFitter;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Cache;
import org.headlinebench.tokenizer.ChatFormat;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.weights.ModelConfiguration;

/**
 * The prompts of a run, fitted to the model's context or the static cache before anything is loaded.
 *
 * @param list             in the order of the rows
 * @param addSpecialTokens whether the tokenizer adds the model's special tokens; a chat prompt has them already
 * @param contextTokens    tokens of the longest prompt and its output
 */
record Prompts(List<Prompt> list, boolean addSpecialTokens, int contextTokens) {
    /** One article's prompt. */
    record Prompt(int row, String text, int cutWords) {}

    /** The first prompts alone. */
    Prompts first(int most) {
        return new Prompts(list.subList(0, Math.min(most, list.size())), addSpecialTokens, contextTokens);
    }

    /** @param draft the draft model, whose context limits prompts as well */
    static Prompts of(RunOrder order, ModelConfiguration target, Optional<ModelConfiguration> small,
            Tokenizer tokenizer) {
        ModelConfiguration model = order.stack().rope().appliedTo(target);
        Optional<ModelConfiguration> draft = small.map(order.stack().rope()::appliedTo);
        boolean chat = order.template().form() == PromptTemplate.Form.CHAT;
        int positions = Math.min(model.maxPositions(),
                draft.map(ModelConfiguration::maxPositions).orElse(Integer.MAX_VALUE));
        int capacity = order.stack().cache().layout() instanceof Cache.Static(var max)
                ? Math.min(max.orElse(positions), positions)
                : positions;
        int limit = capacity - order.maxNewTokens();
        if (limit < 1) {
            throw new UserError(
                    "The model, its draft or its cache holds " + capacity
                            + " tokens, which leaves no room for a prompt beside "
                            + order.maxNewTokens() + " new ones.",
                    "Lower --max-new-tokens, or give the static cache a larger max.");
        }
        var fitter = new PromptFitter(order.template(), chat ? ChatFormat.of(tokenizer)::render : message -> message,
                order.fit(), text -> tokenizer.encode(text, !chat).length, limit);
        var prompts = new ArrayList<Prompt>();
        int longest = 0;
        for (NewsRow row : order.rows()) {
            switch (fitter.fit(row)) {
                case PromptFit.Fitted fitted -> {
                    prompts.add(new Prompt(row.rowNumber(), fitted.prompt(), fitted.cutWords()));
                    longest = Math.max(longest, fitted.promptTokens());
                }
                case PromptFit.Refused refused -> throw refused.error();
            }
        }
        return new Prompts(prompts, !chat, longest + order.maxNewTokens());
    }
}
