package org.headlinebench.dataset.prompt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.VisibleText;
import org.headlinebench.failure.Nearest;

/**
 * How a news row becomes a prompt.
 *
 * <p>{@code {text}} stands for the row's description and {@code {category}} for its category; everything else is literal.
 * What is inserted is never searched for placeholders again.
 *
 * @param form whether the text is continued by the model or answered as a chat message
 * @param text the template; contains {@code {text}}
 */
public record PromptTemplate(Form form, String text) {
    /** How the model gets the filled-in text. */
    public enum Form {
        /** As it is: the model continues it. */
        COMPLETION,
        /** As a user's message in the model's chat template: the model answers it. */
        CHAT
    }

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Za-z_][A-Za-z0-9_]*)}");
    private static final String TEXT = "text";
    private static final String CATEGORY = "category";
    private static final List<String> PLACEHOLDERS = List.of(TEXT, CATEGORY);
    private static final int MAX_CHARACTERS = 20_000;
    private static final String CHAT_PREFIX = "chat:";
    private static final String TEXT_PREFIX = "text:";
    private static final String INSTRUCTION_TEXT = "Generate a concise headline for the following news summary:\n{text}";

    /** The prompt of the reference's better run. */
    public static final PromptTemplate REFERENCE = new PromptTemplate(Form.COMPLETION,
            HeadlineExtraction.MARKER + " {text}\nHeadline:");
    /** The bare description, as in the reference's first run. */
    public static final PromptTemplate BARE = new PromptTemplate(Form.COMPLETION, "{text}");
    /** The instruction that the reference prepares, continued as plain text. */
    public static final PromptTemplate INSTRUCTION = new PromptTemplate(Form.COMPLETION, INSTRUCTION_TEXT);
    /** The same instruction as a chat message. */
    public static final PromptTemplate CHAT = new PromptTemplate(Form.CHAT, INSTRUCTION_TEXT);

    /** For question-answer datasets: the row's text is a question. */
    public static final PromptTemplate QUESTION = new PromptTemplate(Form.COMPLETION, "Question: {text}\nAnswer:");

    /** For conversation files: the row's text is the talk up to the user's newest message. */
    public static final PromptTemplate CONVERSATION = new PromptTemplate(Form.COMPLETION, "{text}\nAssistant:");

    private static final Map<String, PromptTemplate> PRESETS = presetsByName();

    /** @throws DatasetError without {@code {text}}, or with a placeholder that does not exist */
    public PromptTemplate {
        Objects.requireNonNull(form, "form");
        if (text.length() > MAX_CHARACTERS) {
            throw new DatasetError("The prompt template has %,d characters.".formatted(text.length()),
                    "Use at most %,d.".formatted(MAX_CHARACTERS));
        }
        requireKnownPlaceholders(text);
    }

    /** The presets by name, in the order in which they are offered. */
    public static Map<String, PromptTemplate> presets() {
        return PRESETS;
    }

    /**
     * Reads a template as a user writes it on a command line: the name of a preset, or own text with {@code {text}} in it,
     * in which {@code \n}, {@code \t} and {@code \\} stand for line break, tab and backslash. {@code chat:} before the text
     * makes it a chat message; {@code text:} says that it is not one.
     *
     * @throws DatasetError for an unknown preset, with the nearest one, and for an invalid template
     */
    public static PromptTemplate parse(String spec) {
        PromptTemplate preset = PRESETS.get(spec.strip());
        if (preset != null) {
            return preset;
        }
        if (spec.startsWith(CHAT_PREFIX)) {
            return new PromptTemplate(Form.CHAT, unescaped(spec.substring(CHAT_PREFIX.length())));
        }
        if (spec.startsWith(TEXT_PREFIX)) {
            return new PromptTemplate(Form.COMPLETION, unescaped(spec.substring(TEXT_PREFIX.length())));
        }
        if (spec.indexOf('{') < 0) {
            throw new DatasetError("There is no prompt %s.".formatted(VisibleText.quote(spec)),
                    Nearest.didYouMean(spec.strip(), PRESETS.keySet()) + "Choose one of "
                            + String.join(", ", PRESETS.keySet())
                            + ", or write your own with {text} where the description goes.");
        }
        return new PromptTemplate(Form.COMPLETION, unescaped(spec));
    }

    /** The canonical text: a preset's name, or the own text so that {@link #parse} reads it back to an equal template. */
    public String spec() {
        return PRESETS.entrySet()
                .stream()
                .filter(preset -> preset.getValue().equals(this))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> (form == Form.CHAT ? CHAT_PREFIX : TEXT_PREFIX) + escaped(text));
    }

    /** The prompt for a row; the chat format is used in the chat form only. */
    public String render(NewsRow row, ChatFormat chat) {
        return render(row.shortDescription(), row.category(), chat);
    }

    /** The prompt for a description, which may be a part of a row's. */
    public String render(String description, String category, ChatFormat chat) {
        String filled = PLACEHOLDER.matcher(text)
                .replaceAll(placeholder -> Matcher
                        .quoteReplacement(placeholder.group(1).equals(TEXT) ? description : category));
        return switch (form) {
            case COMPLETION -> filled;
            case CHAT -> chat.render(filled);
        };
    }

    private static void requireKnownPlaceholders(String text) {
        List<String> names = new ArrayList<>();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            String name = placeholder.group(1);
            if (!PLACEHOLDERS.contains(name)) {
                throw new DatasetError("The prompt template has the unknown placeholder {%s}.".formatted(name),
                        Nearest.to(name, PLACEHOLDERS).map(near -> "Did you mean {" + near + "}? ").orElse("")
                                + "There are {text} and {category}.");
            }
            if (placeholder.start() > 0 && text.charAt(placeholder.start() - 1) == '{') {
                throw new DatasetError("The prompt template has {{%s in doubled braces.".formatted(name),
                        "Write {%s}.".formatted(name));
            }
            names.add(name);
        }
        if (!names.contains(TEXT)) {
            throw new DatasetError(
                    "The prompt template has no {text}, so it would ask for the same headline every time.",
                    "Put {text} where the description goes, for example \"Summary: {text} Headline:\".");
        }
    }

    private static Map<String, PromptTemplate> presetsByName() {
        var presets = new LinkedHashMap<String, PromptTemplate>();
        presets.put("reference", REFERENCE);
        presets.put("bare", BARE);
        presets.put("instruction", INSTRUCTION);
        presets.put("chat", CHAT);
        presets.put("question", QUESTION);
        presets.put("conversation", CONVERSATION);
        return Collections.unmodifiableMap(presets);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r");
    }

    private static String unescaped(String text) {
        return Pattern.compile("\\\\([\\\\ntr])").matcher(text).replaceAll(escape -> switch (escape.group(1)) {
            case "n" -> "\n";
            case "t" -> "\t";
            case "r" -> "\r";
            default -> "\\\\";
        });
    }
}
