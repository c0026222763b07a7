package org.headlinebench.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.headlinebench.dataset.Dataset;
import org.headlinebench.dataset.reader.DatasetReader;
import org.headlinebench.dataset.reader.FieldNames;
import org.headlinebench.dataset.reader.ReadOptions;
import org.headlinebench.dataset.reader.SampleConversations;
import org.headlinebench.dataset.reader.SampleNews;
import org.headlinebench.dataset.reader.SampleQuestions;

/** The dataset that a user names: a file, or one that comes with the program. */
final class Datasets {
    private Datasets() {}

    static Dataset read(Optional<Path> file, Optional<String> columns) {
        return read(file, columns.map(FieldNames::parse).map(ReadOptions.DEFAULT::with).orElse(ReadOptions.DEFAULT));
    }

    static Dataset read(Optional<Path> file, ReadOptions options) {
        if (file.isEmpty()) {
            return SampleNews.load();
        }
        if (file.get().toString().equals(SampleQuestions.NAME) && !Files.exists(file.get())) {
            return SampleQuestions.load();
        }
        if (file.get().toString().equals(SampleConversations.NAME) && !Files.exists(file.get())) {
            return SampleConversations.load();
        }
        return new DatasetReader(options).read(file.get());
    }
}
