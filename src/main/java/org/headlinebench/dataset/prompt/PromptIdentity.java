package org.headlinebench.dataset.prompt;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.SelectedRows;

/**
 * What two runs must share on the text side for their quality to be comparable: the same rows of the same file, asked for
 * in the same way, and their headlines cut out in the same way.
 *
 * @param datasetSha256 checksum of the file
 * @param rowNumbers the rows that are really used, ascending
 * @param template how a row becomes a prompt; presets and own templates of the same text are the same
 * @param extraction which part of a continuation is the headline
 * @param stopRule when generation ends early
 * @param fitPolicy what becomes of prompts that are too long
 */
public record PromptIdentity(String datasetSha256, List<Integer> rowNumbers, PromptTemplate template,
        HeadlineExtraction extraction, StopRule stopRule, FitPolicy fitPolicy) {

    private static final String VERSION = "headline-bench prompts 1";

    public PromptIdentity {
        Objects.requireNonNull(datasetSha256, "datasetSha256");
        rowNumbers = List.copyOf(rowNumbers);
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(extraction, "extraction");
        Objects.requireNonNull(stopRule, "stopRule");
        Objects.requireNonNull(fitPolicy, "fitPolicy");
    }

    /** The identity of chosen rows of a dataset. */
    public static PromptIdentity of(Dataset dataset, SelectedRows rows, PromptTemplate template,
            HeadlineExtraction extraction, StopRule stopRule, FitPolicy fitPolicy) {
        return new PromptIdentity(dataset.sha256(), rows.rowNumbers(), template, extraction, stopRule, fitPolicy);
    }

    /**
     * SHA-256 of all of it, as 64 hex digits: equal for equal identities in every version of the program that knows this
     * form. Each part goes in with its length, so that no two identities can run together to the same bytes.
     */
    public String checksum() {
        MessageDigest digest = sha256();
        add(digest, VERSION);
        add(digest, datasetSha256);
        add(digest, rowNumbers.toString());
        add(digest, template.form().name());
        add(digest, template.text());
        add(digest, extraction.id());
        add(digest, stopRule.id());
        add(digest, fitPolicy.id());
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String part) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
