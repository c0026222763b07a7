package org.headlinebench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.headlinebench.catalog.download.CancellationCheck;
import org.headlinebench.catalog.download.ProgressListener;
import org.headlinebench.catalog.library.HubSettings;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.catalog.yaml.CatalogLoader;

/** The real model that tests need, fetched once by the product's own download into the build folder. */
public final class DownloadedModel {
    private DownloadedModel() {}

    /** The GGUF file of SmolLM2-135M-Instruct. */
    public static synchronized Path smolLm2() {
        var catalog = CatalogLoader.bundled();
        var library = new ModelLibrary(catalog, Path.of("target/test-app/models"),
                HubSettings.of(Map.of(), Path.of("target/test-home")), List.of("python3", "python"));
        return library.pull(catalog.require("smollm2-135m-instruct"), ProgressListener.SILENT, CancellationCheck.NEVER)
                .path();
    }
}
