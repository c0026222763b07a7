package org.headlinebench.ui.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.headlinebench.ui.Direct;
import org.headlinebench.ui.FakeServices;
import org.headlinebench.ui.bench.ModelChoice;
import org.headlinebench.ui.frame.Background;
import org.headlinebench.ui.models.ModelsModel.Progress;

class ModelsModelTest {
    private final FakeModelStore store = new FakeModelStore();
    private int changes;
    private final ModelsModel model = new ModelsModel(store, Direct.background(), () -> changes++);

    @Test
    void aDownloadTellsItsProgressAndEndsWithTheModelHere() {
        model.refresh();
        List<Optional<Progress>> told = new ArrayList<>();
        model.progress("gated").subscribe(now -> told.add(now));
        model.pull(FakeServices.GATED);
        assertThat(told).contains(Optional.of(new Progress(0.25, "model.safetensors")),
                Optional.of(new Progress(1, "model.safetensors")));
        assertThat(told.getLast()).isEmpty();
        assertThat(model.models()).allMatch(ModelChoice::installed);
        assertThat(model.notice().get().orElseThrow()).contains("Llama");
        assertThat(changes).isEqualTo(1);
    }

    @Test
    void aModelIsLookedIntoModuleByModule() {
        model.inspector().open(FakeServices.SMALL);
        ModuleTree root = model.inspector().tree().get().orElseThrow();
        assertThat(root.weights()).isEqualTo(936);
        assertThat(root.bytes()).isEqualTo(1394);
        ModuleTree inner = root.children().getFirst();
        assertThat(inner.children()).extracting(ModuleTree::name).containsExactly("embed_tokens", "layers", "norm");
        ModuleTree weight = inner.children().getFirst().children().getFirst();
        assertThat(weight.bitsPerWeight()).isEqualTo(8.5);
        model.inspector().read(weight.tensor().orElseThrow());
        assertThat(model.inspector().values().get().orElseThrow().zeros()).isEqualTo(0.25);
        model.inspector().close();
        assertThat(model.inspector().tree().get()).isEmpty();
        model.inspector().open(FakeServices.GATED);
        assertThat(model.inspector().problem().get().orElseThrow().remedy()).contains("Download");
    }

    @Test
    void withoutANetworkADownloadIsRefusedInWords() {
        store.goOffline();
        model.refresh();
        model.pull(FakeServices.GATED);
        assertThat(model.problem().get().orElseThrow().text()).contains("cannot be reached").contains("network");
        assertThat(model.progress("gated").get()).isEmpty();
        assertThat(model.models()).anyMatch(choice -> !choice.installed());
    }

    @Test
    void aDownloadThatIsStoppedCanBeStartedAgain() {
        var held = new Direct.Held();
        var slow = new ModelsModel(store, new Background(held, Direct.frames()), () -> {});
        slow.pull(FakeServices.GATED);
        slow.pull(FakeServices.GATED);
        assertThat(held.work()).as("a second call does nothing").hasSize(1);
        slow.cancel(FakeServices.GATED);
        held.runAll();
        assertThat(slow.problem().get().orElseThrow().text()).contains("cancelled");
        slow.pull(FakeServices.GATED);
        held.runAll();
        assertThat(slow.models()).allMatch(ModelChoice::installed);
    }

    @Test
    void deletingFreesTheDiskAndSaysSo() {
        model.delete(FakeServices.SMALL);
        assertThat(model.models()).noneMatch(ModelChoice::installed);
        assertThat(model.notice().get().orElseThrow()).contains("1 MiB");
        model.delete(FakeServices.SMALL);
        assertThat(model.problem().get().orElseThrow().text()).contains("nothing to delete");
    }
}
