package org.headlinebench.ui.shell;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import javafx.scene.Node;
import javafx.scene.input.TransferMode;

import org.headlinebench.history.RunTransfer;
import org.headlinebench.history.StoreExport;
import org.headlinebench.ui.page.Page;

/**
 * Takes files that are dropped on the window: a GGUF file or a folder is a model, an export or a run store is imported,
 * anything else is a dataset.
 */
public final class FileDrop {
    private FileDrop() {}

    static void accept(Node target, WindowModel window) {
        target.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
            event.consume();
        });
        target.setOnDragDropped(event -> {
            List<File> files = event.getDragboard().getFiles();
            files.stream().map(File::toPath).findFirst().ifPresent(file -> open(file, window));
            event.setDropCompleted(!files.isEmpty());
            event.consume();
        });
    }

    /** Opens a file as what it is, and shows the page where that is seen. Window's thread only. */
    public static void open(Path file, WindowModel window) {
        boolean model = Files.isDirectory(file) || file.toString().toLowerCase(Locale.ROOT).endsWith(".gguf");
        if (model) {
            window.setup().models().open(file);
            window.navigation().show(Page.BENCH);
        } else if (StoreExport.named(file) || RunTransfer.recognizes(file)) {
            window.history().importFile(file);
            window.navigation().show(Page.RUNS);
        } else {
            window.setup().workload().datasets().useFile(file);
            window.navigation().show(Page.BENCH);
        }
    }
}
