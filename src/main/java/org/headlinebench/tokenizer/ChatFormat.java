package org.headlinebench.tokenizer;

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
