package org.headlinebench.tokenizer;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Mistral: {@code [INST] content [/INST]}; versions differ in the spaces around the brackets, which are taken from the
 * template. A system message goes before the user's, where the template knows one.
 */
record InstructionFormat(String prefix, String open, String close, boolean takesSystem) implements ChatFormat {

    private static final Pattern OPEN = Pattern.compile("['\"]( ?\\[INST\\] ?)['\"]");
    private static final Pattern CLOSE = Pattern.compile("['\"]( ?\\[/INST\\])['\"]");

    static Optional<ChatFormat> recognise(String template, Optional<String> bosToken) {
        var open = OPEN.matcher(template);
        var close = CLOSE.matcher(template);
        if (template.contains("<<SYS>>") || template.contains("strip") || template.contains("trim") || !open.find()
                || !close.find()) {
            return Optional.empty();
        }
        return Optional.of(new InstructionFormat(ChatFormat.prefix(template, bosToken), open.group(1), close.group(1),
                template.contains("system_message")));
    }

    @Override
    public String render(Optional<String> system, String user) {
        if (system.isPresent() && !takesSystem) {
            throw new UnusableTokenizer("The model's chat template knows no system message.",
                    "Leave the system message out, or put it into the prompt itself.");
        }
        return prefix + open + system.map(text -> text + "\n\n").orElse("") + user + close;
    }
}
