package org.headlinebench.engine.torch.calibrate;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.headlinebench.engine.torch.linear.CodeGrid;
import org.headlinebench.engine.torch.linear.RowSource;
import org.headlinebench.engine.torch.linear.RowSources;
import org.headlinebench.failure.UserError;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.SafetensorsFile;
import org.headlinebench.weights.SafetensorsTensor;

/** The result of a calibration: codes of all linear modules, and the norms into which AWQ has folded its scales. */
public final class CalibratedWeights implements RowSources, AutoCloseable {
    static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED
            .withOrder(ByteOrder.LITTLE_ENDIAN);

    /**
     * The squared error of a module's outputs on the calibration text.
     *
     * @param calibrated after calibration
     * @param rounded    of weights rounded to nearest on the same grid
     */
    public record OutputError(String module, int layer, double calibrated, double rounded) {}

    private final SafetensorsFile file;
    private final Optional<Path> temporary;
    private final CodeGrid grid;
    private final List<LinearModule> modules;

    private CalibratedWeights(SafetensorsFile file, Optional<Path> temporary, CodeGrid grid,
            List<LinearModule> modules) {
        this.file = file;
        this.temporary = temporary;
        this.grid = grid;
        this.modules = modules;
    }

    /**
     * Opens a stored result and checks it.
     *
     * @return absent where there is none, or none that is whole
     */
    static Optional<CalibratedWeights> open(Path path, CodeGrid grid, ModelConfiguration model) throws IOException {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        SafetensorsFile opened;
        try {
            opened = SafetensorsFile.open(path);
        } catch (UserError damaged) {
            warn(path, damaged.getMessage());
            return Optional.empty();
        }
        if (isWhole(path, opened, model)) {
            return Optional.of(new CalibratedWeights(opened, Optional.empty(), grid, model.linearModules()));
        }
        opened.close();
        warn(path, "Its checksum does not match.");
        return Optional.empty();
    }

    /** A result that is kept nowhere: its file goes when it is closed. */
    static CalibratedWeights openTemporary(Path path, CodeGrid grid, ModelConfiguration model) {
        return new CalibratedWeights(SafetensorsFile.open(path), Optional.of(path), grid, model.linearModules());
    }

    @Override
    public RowSource of(String module) {
        LinearModule shape = modules.stream().filter(one -> one.name().equals(module)).findFirst().orElseThrow();
        return new CalibratedRows(module, shape.rows(), shape.columns(), grid, bytes(module + ".codes"),
                bytes(module + ".scales"), bytes(module + ".zeros"));
    }

    /** A norm's weights where calibration has changed them. */
    public Optional<float[]> norm(String name) {
        return Optional.ofNullable(file.tensors().get(name)).map(tensor -> tensor.bytes().toArray(FLOAT));
    }

    /** What calibration did to the outputs of each module, in the model's order. */
    public List<OutputError> errors() {
        return modules.stream().map(module -> {
            MemorySegment both = bytes(module.name() + ".errors");
            return new OutputError(module.name(), module.layer(), both.getAtIndex(DOUBLE, 0),
                    both.getAtIndex(DOUBLE, 1));
        }).toList();
    }

    /** One line per fact. */
    public List<String> facts() {
        List<OutputError> errors = errors();
        var lines = new ArrayList<String>();
        lines.add(String.format(Locale.ROOT,
                "calibration: squared error of outputs %.3f of rounding to nearest, below it in %d of %d modules",
                errors.stream().mapToDouble(OutputError::calibrated).sum()
                        / errors.stream().mapToDouble(OutputError::rounded).sum(),
                errors.stream().filter(error -> error.calibrated() < error.rounded()).count(), errors.size()));
        return lines;
    }

    @Override
    public void close() {
        file.close();
        temporary.ifPresent(path -> {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private MemorySegment bytes(String name) {
        return file.tensors().get(name).bytes();
    }

    private static boolean isWhole(Path path, SafetensorsFile opened, ModelConfiguration model) throws IOException {
        SafetensorsTensor stored = opened.tensors().get(CalibrationFile.CHECKSUM);
        if (stored == null || stored.bytes().byteSize() != CalibrationFile.CHECKSUM_BYTES
                || !model.linearModules()
                        .stream()
                        .allMatch(module -> opened.tensors().containsKey(module.name() + ".codes"))) {
            return false;
        }
        byte[] seen = CalibrationFile.checksum(path, Files.size(path) - CalibrationFile.CHECKSUM_BYTES);
        return Arrays.equals(seen, stored.bytes().toArray(JAVA_BYTE));
    }

    private static void warn(Path path, String why) {
        System.getLogger(CalibratedWeights.class.getName())
                .log(System.Logger.Level.WARNING, "The stored calibration " + path
                        + " is damaged and is computed again. " + why);
    }
}
