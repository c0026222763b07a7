package org.headlinebench.tokenizer;

import java.util.List;
import java.util.Optional;

/**
 * One of the usual chat formats, recognised by the text of a model's Jinja template, which is not run. Renders what
 * transformers' {@code apply_chat_template(add_generation_prompt=True)} gives for an optional system message and one
 * user message. The result holds its special tokens: encode it without adding any.
 */
public sealed interface ChatFormat permits ChatMlFormat, LlamaHeaderFormat, InstructionFormat {
    /** The prompt of a user message, with the model's default system message where it has one. */
    default String render(String user) {
        return render(Optional.empty(), user);
    }

    /** The prompt of a system and a user message. */
    String render(Optional<String> system, String user);

    /** A message of a chat: its role is {@code system}, {@code user} or {@code assistant}. */
    record Turn(String role, String content) {}

    /**
     * How a rendered prompt goes on: the assistant's answer, the user's next message and what introduces the next answer;
     * absent where that is not known.
     */
    default Optional<String> answered(String assistant, String user) {
        return Optional.empty();
    }

    /**
     * The prompt of a chat: an optional system message, then user and assistant in turns, a user's message at the end.
     *
     * @throws UnusableTokenizer for another order, or for more than one user message where the format knows one alone
     */
    default String renderTurns(List<Turn> turns) {
        boolean hasSystem = !turns.isEmpty() && turns.getFirst().role().equals("system");
        List<Turn> talk = turns.subList(hasSystem ? 1 : 0, turns.size());
        for (int i = 0; i < talk.size(); i++) {
            if (!talk.get(i).role().equals(i % 2 == 0 ? "user" : "assistant")) {
                throw new UnusableTokenizer("Message " + (i + (hasSystem ? 2 : 1)) + " of the chat is of the role '"
                        + talk.get(i).role() + "', where one of the role '" + (i % 2 == 0 ? "user" : "assistant")
                        + "' is expected.", "Give an optional system message, then user and assistant in turns.");
            }
        }
        if (talk.size() % 2 == 0) {
            throw new UnusableTokenizer("The chat does not end with a message of the user.",
                    "Let the last message be of the role 'user'.");
        }
        Optional<String> system = hasSystem ? Optional.of(turns.getFirst().content()) : Optional.empty();
        var prompt = new StringBuilder(render(system, talk.getFirst().content()));
        for (int i = 1; i < talk.size(); i += 2) {
            prompt.append(answered(talk.get(i).content(), talk.get(i + 1).content())
                    .orElseThrow(() -> new UnusableTokenizer(
                            "Chats of several turns are not known for the model's chat template.",
                            "Send one user message, with what was said before in it.")));
        }
        return prompt.toString();
    }

    /**
     * The format of a tokenizer's chat template.
     *
     * @throws UnusableTokenizer if there is no template, or one that is not recognised
     */
    static ChatFormat of(Tokenizer tokenizer) {
        var template = tokenizer.chatTemplate()
                .orElseThrow(() -> new UnusableTokenizer(
                        "The model has no chat template; it was probably not trained for chats.",
                        "Choose another prompt, or an instruction-tuned model."));
        return recognise(template, tokenizer.bosToken());
    }

    /**
     * The format of a Jinja template.
     *
     * @param bosToken the text that {@code bos_token} stands for
     * @throws UnusableTokenizer if it is not recognised
     */
    static ChatFormat recognise(String template, Optional<String> bosToken) {
        var found = ChatMlFormat.recognise(template, bosToken)
                .or(() -> LlamaHeaderFormat.recognise(template, bosToken))
                .or(() -> InstructionFormat.recognise(template, bosToken));
        return found.orElseThrow(() -> new UnusableTokenizer(
                "The model's chat template is none of the known ones (ChatML of SmolLM2 and Qwen2.5, Llama 3, Mistral).",
                "Write the prompt with the model's chat tokens as your own prompt template."));
    }

    /** The text that a template puts first. */
    static String prefix(String template, Optional<String> bosToken) {
        return template.contains("bos_token") ? bosToken.orElse("") : "";
    }
}
