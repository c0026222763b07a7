package org.headlinebench.launcher;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.Checksum;
import org.headlinebench.catalog.ModelSource;
import org.headlinebench.catalog.library.InstalledModel;
import org.headlinebench.catalog.library.ModelChoice;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.launcher.protocol.HostCommand;
import org.headlinebench.launcher.protocol.ModelPart;

/** What must be known of a model so that another machine finds the same one. */
final class WantedModel {
    private WantedModel() {}

    /**
     * By its catalog id, and by the checksums of what lies here; where nothing does, by those that the catalog has of each of
     * its sources.
     *
     * @param model a catalog id or a path on this machine
     */
    static HostCommand.Find of(String model, ModelLibrary library) {
        return switch (library.find(model)) {
            case ModelChoice.FromDisk(InstalledModel here) -> new HostCommand.Find("", List.of(checksums(here)));
            case ModelChoice.FromCatalog(CatalogEntry entry) -> {
                Optional<InstalledModel> here = library.isInstalled(entry)
                        ? library.installed(entry)
                        : Optional.empty();
                yield new HostCommand.Find(entry.id().value(), here.map(installed -> List.of(checksums(installed)))
                        .orElseGet(() -> entry.sources()
                                .stream()
                                .map(WantedModel::checksums)
                                .filter(known -> !known.isEmpty())
                                .toList()));
            }
        };
    }

    private static List<String> checksums(InstalledModel installed) {
        return ModelParts.of(installed.path()).stream().map(ModelPart::sha256).toList();
    }

    /** Of the source's files that are weights: others differ where one has more of them. */
    private static List<String> checksums(ModelSource source) {
        Stream<Checksum> known = switch (source) {
            case ModelSource.BundledFile bundled -> Stream.of(bundled.checksum());
            case ModelSource.PythonPackage python -> Stream.of(python.checksum());
            case ModelSource.HubRepository hub -> hub.files()
                    .stream()
                    .filter(file -> file.path().toString().matches(".*\\.(safetensors|gguf)"))
                    .flatMap(file -> file.checksum().stream());
            case ModelSource.ConvertedRepository _,ModelSource.LocalPath _,ModelSource.RandomWeights _ ->
                Stream.empty();
        };
        return known.map(Checksum::sha256).toList();
    }
}
