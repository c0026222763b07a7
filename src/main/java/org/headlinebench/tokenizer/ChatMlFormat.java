package org.headlinebench.tokenizer;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * ChatML: {@code <|im_start|>role\ncontent<|im_end|>\n}. SmolLM2, Qwen2, Qwen2.5.
 *
 * @param prefix BOS, where the template writes it
 * @param defaultSystem the system message that the template adds if there is none
 */
record ChatMlFormat(String prefix, Optional<String> defaultSystem) implements ChatFormat {
    private static final Pattern DEFAULT_SYSTEM = Pattern
            .compile("['\"]<\\|im_start\\|>system(?:\\\\n|\n)([^'\"{}<]+)<\\|im_end\\|>");
    /** Templates with these do more than the format. */
    private static final Pattern MORE = Pattern.compile("<think>|enable_thinking|trim|strip\\(");

    static Optional<ChatFormat> recognise(String template, Optional<String> bosToken) {
        if (!template.contains("<|im_start|>") || !template.contains("<|im_end|>") || MORE.matcher(template).find()) {
            return Optional.empty();
        }
        var system = DEFAULT_SYSTEM.matcher(template);
        return Optional.of(new ChatMlFormat(ChatFormat.prefix(template, bosToken),
                system.find() ? Optional.of(system.group(1)) : Optional.empty()));
    }

    @Override
    public String render(Optional<String> system, String user) {
        return prefix + system.or(() -> defaultSystem).map(text -> turn("system", text)).orElse("")
                + turn("user", user) + "<|im_start|>assistant\n";
    }

    @Override
    public Optional<String> answered(String assistant, String user) {
        return Optional.of(assistant + "<|im_end|>\n" + turn("user", user) + "<|im_start|>assistant\n");
    }

    private static String turn(String role, String text) {
        return "<|im_start|>" + role + "\n" + text + "<|im_end|>\n";
    }
}
