package org.headlinebench.dataset.reader;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.headlinebench.dataset.DatasetError;

/** What a text holds, told from its beginning and never from its file's name. */
enum TextFormat {
    JSON_LINES, CONVERSATIONS, CSV;

    /** Enough of a text to tell its format: more than any header and many rows. */
    static final int HEAD_BYTES = 1 << 16;

    /**
     * Looks at the beginning of a text.
     *
     * @throws DatasetError when it is empty, not text at all, UTF-16, or one JSON list
     */
    static TextFormat of(String file, byte[] head, FieldNames names) {
        requireText(file, head);
        String text = new String(head, StandardCharsets.UTF_8);
        List<String> lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            throw new DatasetError(file + " is empty.", DatasetError.WHERE_TO_GET_IT);
        }
        String first = lines.getFirst();
        if (first.startsWith("{")) {
            return ConversationLines.isConversation(first) ? CONVERSATIONS : JSON_LINES;
        }
        if (CsvHeader.isHeader(first, names)) {
            return CSV;
        }
        if (first.equals("[") || first.matches("\\[\\s*\\{.*")) {
            throw new DatasetError(file + " is one JSON list; expected is JSON lines, one object on each line.",
                    "Convert it, for example with: jq -c '.[]' list.json > lines.jsonl");
        }
        // The first line may be damaged; the others then tell.
        return lines.stream().skip(1).anyMatch(line -> line.startsWith("{")) ? JSON_LINES : CSV;
    }

    private static void requireText(String file, byte[] head) {
        if (startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF)) {
            throw new DatasetError(file + " is UTF-16 text; expected is UTF-8.",
                    "Save it as UTF-8, for example with: iconv -f UTF-16 -t UTF-8");
        }
        if (startsWith(head, 'P', 'A', 'R', '1')) {
            throw new DatasetError(file + " is a Parquet file; expected is JSON lines or CSV.",
                    "Convert it to JSON lines. " + DatasetError.WHERE_TO_GET_IT);
        }
        // A NUL inside the first lines is a damaged row at most; a file full of them is not text.
        if (countOfNul(head) * 100 > head.length || startsWith(head, '%', 'P', 'D', 'F') || startsWith(head, 0x1F, 0x8B)
                || startsWith(head, 'P', 'K', 3, 4)) {
            throw new DatasetError(
                    file + " is not a text file; expected is JSON lines or CSV, plain or in one gzip or zip.",
                    "Choose the file with the news rows. " + DatasetError.WHERE_TO_GET_IT);
        }
    }

    private static long countOfNul(byte[] head) {
        long count = 0;
        for (byte value : head) {
            count += value == 0 ? 1 : 0;
        }
        return count;
    }

    static boolean startsWith(byte[] head, int... magic) {
        byte[] wanted = new byte[magic.length];
        for (int index = 0; index < magic.length; index++) {
            wanted[index] = (byte) magic[index];
        }
        return head.length >= wanted.length && Arrays.equals(head, 0, wanted.length, wanted, 0, wanted.length);
    }
}
