package org.headlinebench.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.headlinebench.benchmark.result.Run;
import org.headlinebench.device.DeviceId;
import org.headlinebench.engine.torch.Torch;
import org.headlinebench.monitor.HostFacts;
import org.headlinebench.tokenizer.Tokenizer;
import org.headlinebench.weights.FileChecksum;
import org.headlinebench.weights.WeightFile;

/** What only the worker knows of a run's provenance: its machine, its libraries, the model's files. */
final class WorkerProvenance {
    private WorkerProvenance() {}

    static Map<String, String> of(DeviceId device, WeightFile file, Optional<WeightFile> draft, Tokenizer tokenizer)
            throws IOException {
        var facts = new TreeMap<>(HostFacts.read().provenance());
        facts.putAll(OrderedDevice.provenance(device));
        facts.put("engine.libtorch", Torch.version());
        facts.put("engine.djl", Torch.djlVersion());
        facts.put("engine.threads", String.valueOf(Torch.threads()));
        facts.put("model.family", file.configuration().family().name().toLowerCase());
        facts.put("model.tokenizerFingerprint", tokenizer.fingerprint());
        for (Path part : file.files()) {
            facts.put("model.sha256." + part.getFileName(), FileChecksum.sha256(part));
        }
        file.randomSeed().ifPresent(seed -> facts.put(Run.RANDOM_WEIGHTS_SEED, String.valueOf(seed)));
        if (draft.isPresent()) {
            facts.put("draft.family", draft.get().configuration().family().name().toLowerCase());
            for (Path part : draft.get().files()) {
                facts.put("draft.sha256." + part.getFileName(), FileChecksum.sha256(part));
            }
        }
        return facts;
    }
}
