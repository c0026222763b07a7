package org.headlinebench.dataset.reader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import org.headlinebench.dataset.VisibleText;

/**
 * Conversations, one on each line: {@code {"messages": [{"role": "user", "content": "..."}, {"role": "assistant", "content":
 * "..."}, ...]}}, an optional {@code system} message first, as chat files for fine-tuning have them.
 *
 * <p>Each message of a user becomes a row. Its text is the talk up to and including that message, so that a turn's text
 * begins with the text of the turn before; its headline is the answer that the file gives; its category {@code turn N}.
 */
final class ConversationLines {
    private static final String MESSAGES = "messages";

    private record Message(String role, String content) {}

    private final JsonFactory factory = new JsonFactory();
    private int conversations;

    /** Whether a line is an object with a list of messages, as far as it is whole. */
    static boolean isConversation(String line) {
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean named = parser.currentName().equals(MESSAGES);
                if (parser.nextToken() == JsonToken.START_ARRAY && named) {
                    return true;
                }
                parser.skipChildren();
            }
            return false;
        } catch (JacksonException broken) {
            return false;
        }
    }

    /** Hands every turn to the scan; a conversation that cannot be read is one malformed row. */
    void scan(TextLines lines, RowScan scan) throws IOException {
        for (Optional<TextLine> next = lines.next(); next.isPresent(); next = lines.next()) {
            switch (next.get()) {
                case TextLine.Unreadable(long number, String reason) -> scan.malformed(number, reason);
                case TextLine.Readable(long number, String text) -> {
                    if (!text.isBlank()) {
                        scanConversation(number, text, scan);
                    }
                }
            }
        }
    }

    private void scanConversation(long line, String text, RowScan scan) {
        List<Message> messages;
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            messages = inTurns(messages(parser));
        } catch (RowFault fault) {
            scan.malformed(line, fault.getMessage());
            return;
        } catch (JacksonException broken) {
            scan.malformed(line, "not valid JSON: " + JsonLines.reason(broken));
            return;
        }
        conversations++;
        var talk = new StringBuilder();
        int turn = 0;
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            talk.append(talk.isEmpty() ? "" : "\n");
            switch (message.role()) {
                case "system" -> talk.append(message.content());
                case "assistant" -> talk.append("Assistant: ").append(message.content());
                default -> {
                    talk.append("User: ").append(message.content());
                    String answer = i + 1 < messages.size() ? messages.get(i + 1).content() : "";
                    scan.add(line, row(talk.toString(), answer, ++turn));
                }
            }
        }
    }

    private Map<NewsField, String> row(String talk, String answer, int turn) {
        var fields = new EnumMap<NewsField, String>(NewsField.class);
        fields.put(NewsField.SHORT_DESCRIPTION, talk);
        fields.put(NewsField.HEADLINE, answer);
        fields.put(NewsField.CATEGORY, "turn " + turn);
        fields.put(NewsField.LINK, "conversation " + conversations);
        return fields;
    }

    private static List<Message> messages(JsonParser parser) throws RowFault {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new RowFault("not a JSON object");
        }
        List<Message> messages = new ArrayList<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean named = parser.currentName().equals(MESSAGES);
            JsonToken value = parser.nextToken();
            if (!named) {
                parser.skipChildren();
                continue;
            }
            if (value != JsonToken.START_ARRAY || !messages.isEmpty()) {
                throw new RowFault("the field \"messages\" is expected once, as a list");
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                messages.add(message(parser, messages.size() + 1));
            }
        }
        if (parser.nextToken() != null) {
            throw new RowFault("more text behind the JSON object");
        }
        if (messages.isEmpty()) {
            throw new RowFault("no messages");
        }
        return messages;
    }

    private static Message message(JsonParser parser, int number) throws RowFault {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new RowFault("message " + number + " is not a JSON object");
        }
        Optional<String> role = Optional.empty();
        Optional<String> content = Optional.empty();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            boolean isText = value == JsonToken.VALUE_STRING;
            switch (name) {
                case "role" -> role = isText ? Optional.of(parser.getString()) : Optional.empty();
                case "content" -> content = isText ? Optional.of(parser.getString()) : Optional.empty();
                default -> {
                }
            }
            parser.skipChildren();
        }
        if (role.isEmpty() || content.isEmpty() || VisibleText.isBlank(content.get())) {
            throw new RowFault("message " + number + " needs a \"role\" and a \"content\" that are text");
        }
        return new Message(role.get(), content.get());
    }

    /** An optional system message, then user and assistant in turns. */
    private static List<Message> inTurns(List<Message> messages) throws RowFault {
        int first = messages.getFirst().role().equals("system") ? 1 : 0;
        for (int i = first; i < messages.size(); i++) {
            String expected = (i - first) % 2 == 0 ? "user" : "assistant";
            if (!messages.get(i).role().equals(expected)) {
                throw new RowFault("message " + (i + 1) + " is of the role " + VisibleText.quote(messages.get(i).role())
                        + ", where " + expected + " is expected");
            }
        }
        if (messages.size() == first) {
            throw new RowFault("no message of a user");
        }
        return messages;
    }
}
