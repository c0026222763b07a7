package org.headlinebench.app;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

import org.headlinebench.benchmark.Cancellation;
import org.headlinebench.benchmark.Drafts;
import org.headlinebench.catalog.CatalogEntry;
import org.headlinebench.catalog.library.InstalledModel;
import org.headlinebench.catalog.library.ModelChoice;
import org.headlinebench.catalog.library.ModelLibrary;
import org.headlinebench.catalog.library.ModelStatus;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.bench.ModelChoices;
import org.headlinebench.ui.bench.StackVerdict;
import org.headlinebench.ui.models.ModelInspector;
import org.headlinebench.ui.models.ModelStore;
import org.headlinebench.weights.WeightFiles;

/** The window's models: the catalog, the default one first, and files of the user's own. */
record WindowModels(ModelLibrary library) implements ModelChoices, ModelStore {
    /** Prompt and headline together, as the command {@code estimate} counts. */
    private static final int ESTIMATED_TOKENS = 512;

    @Override
    public List<org.headlinebench.ui.bench.ModelChoice> list() {
        var defaultId = library.catalog().defaultId();
        return library.list()
                .stream()
                .sorted(Comparator.comparing(status -> !status.entry().id().equals(defaultId)))
                .map(WindowModels::choice)
                .toList();
    }

    @Override
    public org.headlinebench.ui.bench.ModelChoice open(Path fileOrFolder) {
        return switch (library.find(fileOrFolder.toAbsolutePath().toString())) {
            case ModelChoice.FromDisk(InstalledModel model) -> {
                String family = WeightFiles.configuration(model.path()).family().name().toLowerCase();
                yield new org.headlinebench.ui.bench.ModelChoice(model.path().toString(),
                        model.path().getFileName().toString(), family, OptionalLong.of(model.sizeBytes()), true,
                        "local file", false, "reference");
            }
            case ModelChoice.FromCatalog(CatalogEntry entry) -> choice(
                    new ModelStatus(entry, library.installed(entry)));
        };
    }

    @Override
    public StackVerdict judge(String model, DeviceKind device, Stack stack) {
        var files = new CatalogModelFiles(library);
        try {
            Stack accepted = Drafts.accept(stack, model, device, files);
            return new StackVerdict.Runs(files.sizes(model)
                    .map(sizes -> estimate(Footprint.of(sizes, Drafts.of(accepted).flatMap(files::sizes), accepted,
                            device, Math.min(ESTIMATED_TOKENS, sizes.maxPositions())))));
        } catch (UserError refused) {
            return new StackVerdict.Refused(refused.getMessage(), refused.remedy());
        }
    }

    private static StackVerdict.MemoryEstimate estimate(Footprint footprint) {
        return new StackVerdict.MemoryEstimate(footprint.weightsBytes(), footprint.keyValueBytes(),
                footprint.totalBytes() - footprint.weightsBytes() - footprint.keyValueBytes());
    }

    @Override
    public void pull(String id, BiConsumer<Double, String> progress, Cancellation cancellation) {
        new CatalogModelFiles(library).locate(id, progress, cancellation);
    }

    @Override
    public long delete(String id) {
        return library.delete(library.catalog().require(id));
    }

    @Override
    public ModelInspector inspector() {
        return new WindowInspector(library);
    }

    private static org.headlinebench.ui.bench.ModelChoice choice(ModelStatus status) {
        CatalogEntry entry = status.entry();
        return new org.headlinebench.ui.bench.ModelChoice(entry.id().value(), entry.name(),
                entry.family().name().toLowerCase(),
                status.installed().map(model -> OptionalLong.of(model.sizeBytes())).orElse(entry.sizeBytes()),
                status.installed().isPresent(), entry.licence().spdx(), entry.licence().gated(), entry.promptPreset());
    }
}
