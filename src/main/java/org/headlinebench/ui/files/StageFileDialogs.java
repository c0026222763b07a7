package org.headlinebench.ui.files;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import javafx.stage.DirectoryChooser;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Stage;

/** The system's own dialogs; each begins in the folder in which the one before ended. */
public final class StageFileDialogs implements FileDialogs {
    private final Stage owner;
    private Optional<File> folder = Optional.empty();

    public StageFileDialogs(Stage owner) {
        this.owner = owner;
    }

    @Override
    public Optional<Path> open(String title, Kind... kinds) {
        return chosen(chooser(title, kinds).showOpenDialog(owner));
    }

    @Override
    public Optional<Path> folder(String title) {
        var chooser = new DirectoryChooser();
        chooser.setTitle(title);
        folder.filter(File::isDirectory).ifPresent(chooser::setInitialDirectory);
        return chosen(chooser.showDialog(owner));
    }

    @Override
    public Optional<Path> save(String title, String suggestedName, Kind... kinds) {
        FileChooser chooser = chooser(title, kinds);
        chooser.setInitialFileName(suggestedName);
        return chosen(chooser.showSaveDialog(owner));
    }

    private FileChooser chooser(String title, Kind... kinds) {
        var chooser = new FileChooser();
        chooser.setTitle(title);
        folder.filter(File::isDirectory).ifPresent(chooser::setInitialDirectory);
        Arrays.stream(kinds)
                .map(kind -> new ExtensionFilter(kind.name(), kind.patterns()))
                .forEach(chooser.getExtensionFilters()::add);
        return chooser;
    }

    private Optional<Path> chosen(File file) {
        if (file != null) {
            folder = Optional.ofNullable(file.getParentFile());
        }
        return Optional.ofNullable(file).map(File::toPath);
    }
}
