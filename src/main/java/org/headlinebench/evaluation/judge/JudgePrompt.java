package org.headlinebench.evaluation.judge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.headlinebench.failure.UserError;

/**
 * What a judge is asked. It is shown the reference answer and the continuation, nothing else: a prompt that was echoed must
 * not be judged.
 *
 * @param name {@code builtin} or the file's name
 * @param text with {@code {reference}} and {@code {answer}}
 */
public record JudgePrompt(String name, String text) {
    private static final String RESOURCE = "/evaluation/judge-prompt.txt";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(reference|answer)}");
    private static final int MOST_CHARACTERS = 20_000;

    /** @throws UserError if one of the two placeholders is missing */
    public JudgePrompt {
        if (!text.contains("{reference}") || !text.contains("{answer}")) {
            throw new UserError("The judge's prompt does not show the judge both answers.",
                    "Write {reference} where the reference answer is to stand and {answer} for the model's.");
        }
        if (text.length() > MOST_CHARACTERS) {
            throw new UserError("The judge's prompt has " + text.length() + " characters.",
                    "Write at most " + MOST_CHARACTERS + ".");
        }
    }

    /** The one that comes with the program. */
    public static JudgePrompt builtin() {
        try (InputStream in = JudgePrompt.class.getResourceAsStream(RESOURCE)) {
            return new JudgePrompt("builtin", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE, e);
        }
    }

    /** @throws UserError if it cannot be read or lacks a placeholder */
    public static JudgePrompt read(Path file) {
        try {
            return new JudgePrompt(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UserError("The judge's prompt " + file + " cannot be read: " + e.getMessage() + ".",
                    "Give a text file in UTF-8.", e);
        }
    }

    /** What is sent; placeholders inside the answers stay as they are. */
    public String filled(String reference, String answer) {
        return PLACEHOLDER.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(found.group(1).equals("answer") ? answer : reference));
    }

    /** Which version of the text it is. */
    public String sha256() {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
