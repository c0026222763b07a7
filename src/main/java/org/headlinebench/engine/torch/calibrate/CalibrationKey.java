package org.headlinebench.engine.torch.calibrate;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import org.headlinebench.optimization.Prune;
import org.headlinebench.optimization.Quantize;

/** Names the result of a calibration by all that it depends on: model, method and parameters, pruning, texts. */
final class CalibrationKey {
    /** Changes with the algorithms and the form of the stored result. */
    private static final String VERSION = "calibration 1";

    private CalibrationKey() {}

    /** 64 hexadecimal digits. */
    static String of(Quantize quantize, Prune prune, CalibrationText text) {
        MessageDigest digest = sha256();
        for (String part : new String[]{VERSION, quantize.choice().text(), prune.choice().text(),
            String.join(",", text.modelChecksums())}) {
            digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
        }
        for (int[] ids : text.texts()) {
            var bytes = ByteBuffer.allocate((ids.length + 1) * Integer.BYTES).putInt(ids.length);
            bytes.asIntBuffer().put(ids);
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
