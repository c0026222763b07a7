package org.headlinebench.ui.runs;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import javafx.scene.Node;
import javafx.scene.control.Alert;
import javafx.scene.control.Alert.AlertType;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.ButtonType;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.stage.Modality;

import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.page.Scrolls;
import org.headlinebench.ui.text.Messages;

/** What a run's worker wrote on its standard error. */
public final class WorkerLog {
    /** The end of a log says what happened; a whole one may be large. */
    private static final int MOST_BYTES = 256 << 10;

    private final Path folder;
    private final Background background;

    /** @param folder where workers log, a file per run */
    public WorkerLog(Path folder, Background background) {
        this.folder = folder;
        this.background = background;
    }

    /** The last part of a run's log; empty where there is none. */
    public Optional<String> read(RunId run) {
        Path file = folder.resolve(run.value() + ".log");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (var log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(Math.max(0, log.length() - MOST_BYTES));
            byte[] end = new byte[(int) Math.min(log.length(), MOST_BYTES)];
            log.readFully(end);
            return Optional.of(new String(end, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows a run's log in a window of its own. */
    void show(RunId run, String name, Node owner) {
        background.run(() -> read(run).orElse(Messages.text("log.none")), text -> show(text, name, owner),
                problem -> show(problem.text(), name, owner));
    }

    private static void show(String text, String name, Node owner) {
        var area = Scrolls.direct(new TextArea(text));
        area.setEditable(false);
        area.setPrefSize(760, 420);
        area.setStyle("-fx-font-family: monospace;");
        var copy = new ButtonType(Messages.text("runs.menu.copyLog"), ButtonData.LEFT);
        var dialog = new Alert(AlertType.NONE, "", copy, ButtonType.CLOSE);
        dialog.initOwner(owner.getScene().getWindow());
        dialog.initModality(Modality.NONE);
        dialog.setTitle(Messages.text("log.title", name));
        dialog.getDialogPane().setId("worker-log");
        dialog.getDialogPane().setContent(area);
        dialog.setResizable(true);
        dialog.setOnHidden(_ -> {
            if (dialog.getResult() == copy) {
                Clipboard.getSystemClipboard().setContent(java.util.Map.of(DataFormat.PLAIN_TEXT, text));
            }
        });
        dialog.show();
    }
}
