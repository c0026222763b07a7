package org.headlinebench.ui.shell;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import javafx.scene.Node;
import javafx.scene.input.TransferMode;

import org.headlinebench.ui.bench.SetupModel;

/** Takes files that are dropped on the window: a GGUF file or a folder is a model, anything else a dataset. */
final class FileDrop {
    private FileDrop() {}

    static void accept(Node target, SetupModel setup) {
        target.setOnDragOver(event -> {
            if (event.getDragboard().hasFiles()) {
                event.acceptTransferModes(TransferMode.COPY);
            }
            event.consume();
        });
        target.setOnDragDropped(event -> {
            List<File> files = event.getDragboard().getFiles();
            files.stream().map(File::toPath).findFirst().ifPresent(file -> open(file, setup));
            event.setDropCompleted(!files.isEmpty());
            event.consume();
        });
    }

    static void open(Path file, SetupModel setup) {
        boolean model = Files.isDirectory(file) || file.toString().toLowerCase(Locale.ROOT).endsWith(".gguf");
        if (model) {
            setup.models().open(file);
        } else {
            setup.workload().datasets().useFile(file);
        }
    }
}
