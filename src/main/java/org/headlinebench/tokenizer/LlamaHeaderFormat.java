package org.headlinebench.tokenizer;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Llama 3: {@code <|start_header_id|>role<|end_header_id|>\n\ncontent<|eot_id|>}, contents stripped. From 3.1 on there
 * is always a system message that begins with two dates. Where transformers would put today's date, the fixed one that
 * the template gives for the case that there is no clock is used: a workload must not change overnight.
 *
 * @param prefix BOS, where the template writes it
 * @param dates the lines about dates; absent for Llama 3.0
 */
record LlamaHeaderFormat(String prefix, Optional<String> dates) implements ChatFormat {
    private static final Pattern KNOWLEDGE = Pattern.compile("Cutting Knowledge Date: (\\w+ \\d{4})");
    private static final Pattern TODAY = Pattern.compile("date_string = ['\"](\\d{2} \\w{3} \\d{4})['\"]");

    static Optional<ChatFormat> recognise(String template, Optional<String> bosToken) {
        if (!template.contains("<|start_header_id|>") || !template.contains("<|eot_id|>")
                || !template.contains("trim")) {
            return Optional.empty();
        }
        var prefix = ChatFormat.prefix(template, bosToken);
        var knowledge = KNOWLEDGE.matcher(template);
        var today = TODAY.matcher(template);
        if (knowledge.find() && today.find()) {
            return Optional.of(new LlamaHeaderFormat(prefix, Optional.of("Cutting Knowledge Date: " + knowledge.group(1)
                    + "\nToday Date: " + today.group(1) + "\n\n")));
        }
        return template.contains("Date: ")
                ? Optional.empty()
                : Optional.of(new LlamaHeaderFormat(prefix, Optional.empty()));
    }

    @Override
    public String render(Optional<String> system, String user) {
        var message = system.map(String::strip);
        var first = dates.map(lines -> Optional.of(lines + message.orElse(""))).orElse(message);
        return prefix + first.map(text -> header("system") + text + "<|eot_id|>").orElse("") + header("user")
                + user.strip() + "<|eot_id|>" + header("assistant");
    }

    @Override
    public Optional<String> answered(String assistant, String user) {
        return Optional.of(assistant.strip() + "<|eot_id|>" + header("user") + user.strip() + "<|eot_id|>"
                + header("assistant"));
    }

    private static String header(String role) {
        return "<|start_header_id|>" + role + "<|end_header_id|>\n\n";
    }
}
