package org.headlinebench.dataset.calibration;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.zip.ZipException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.headlinebench.dataset.DatasetError;
import org.headlinebench.dataset.NewsRow;
import org.headlinebench.dataset.prompt.PromptTemplate;
import org.headlinebench.dataset.reader.TextFileLines;

/**
 * Reads texts from a file: JSON lines of news rows, JSON lines with a {@code text} each (a shard of C4), or plain text
 * with blank lines between texts; also in gzip. Only as much of the file is read as is wanted.
 */
final class CalibrationFileReader {
    private final Path file;
    private final PromptTemplate template;
    private final List<String> texts = new ArrayList<>();
    private final StringBuilder paragraph = new StringBuilder();

    CalibrationFileReader(Path file, PromptTemplate template) {
        this.file = file;
        this.template = template;
    }

    List<String> read(Predicate<String> wanted, int most) {
        if (Files.isDirectory(file)) {
            throw new DatasetError(file + " is a folder.", "Name the file with the calibration text in it.");
        }
        try (TextFileLines lines = TextFileLines.open(file)) {
            boolean isJson = false;
            boolean begun = false;
            for (Optional<String> line = lines.next(); line.isPresent() && texts.size() < most; line = lines.next()) {
                String text = line.get();
                isJson |= !begun && text.strip().startsWith("{");
                begun |= !text.isBlank();
                if (isJson) {
                    if (!text.isBlank()) {
                        add(json(lines.number(), text), wanted);
                    }
                } else if (text.isBlank()) {
                    endParagraph(wanted);
                } else {
                    paragraph.append(paragraph.isEmpty() ? "" : "\n").append(text.strip());
                }
            }
            if (texts.size() < most) {
                endParagraph(wanted);
            }
            return texts;
        } catch (NoSuchFileException missing) {
            throw new DatasetError("There is no file " + file + ".", "Check the path given with --calibration.",
                    missing);
        } catch (AccessDeniedException denied) {
            throw new DatasetError("The file " + file + " may not be read.", "Give yourself read permission for it.",
                    denied);
        } catch (EOFException | ZipException damaged) {
            throw new DatasetError(file + " is damaged: its compressed data is broken.", "Download it again.", damaged);
        } catch (IOException failed) {
            throw new DatasetError("%s could not be read: %s.".formatted(file, failed.getMessage()),
                    "Check the disk or network folder it lies on, then try again.", failed);
        }
    }

    private void endParagraph(Predicate<String> wanted) {
        if (!paragraph.isEmpty()) {
            add(paragraph.toString(), wanted);
            paragraph.setLength(0);
        }
    }

    private void add(String text, Predicate<String> wanted) {
        if (!text.isBlank() && wanted.test(text)) {
            texts.add(text);
        }
    }

    private String json(long line, String text) {
        JsonNode node;
        try {
            node = JsonMapper.shared().readTree(text);
        } catch (JacksonException broken) {
            throw wrong(line, "is no JSON", broken);
        }
        if (field(node, "text").isPresent()) {
            return field(node, "text").get();
        }
        Optional<String> headline = field(node, "headline");
        Optional<String> description = field(node, "short_description");
        if (headline.isEmpty() || description.isEmpty()) {
            throw wrong(line, "has neither a 'text' nor 'headline' and 'short_description'", null);
        }
        // A row without words is of no use, as in the dataset itself.
        return headline.get().isBlank() || description.get().isBlank()
                ? ""
                : Calibrations.text(new NewsRow(1, headline.get(), description.get(),
                        field(node, "category").orElse(""), "", Optional.empty(), ""), template);
    }

    private static Optional<String> field(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    private DatasetError wrong(long line, String what, Exception cause) {
        return new DatasetError("%s: line %d %s.".formatted(file.getFileName(), line, what),
                "Calibration text is JSON lines of news rows, JSON lines with a 'text' each, or plain text with blank"
                        + " lines between texts.",
                cause);
    }
}
