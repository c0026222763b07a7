package org.headlinebench.worker;

import java.nio.file.Path;

import org.headlinebench.device.DeviceId;
import org.headlinebench.engine.torch.Torch;
import org.headlinebench.monitor.HostFacts;
import org.headlinebench.optimization.Offloading;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;
import org.headlinebench.weights.ModelConfiguration;
import org.headlinebench.weights.WeightFile;
import org.headlinebench.weights.WeightFiles;

/** How the model of an order is opened, whatever is to be done with it. */
final class OrderedModel {
    private OrderedModel() {}

    /**
     * Opens a model's weights and checks, before anything is loaded, that the stack goes with them.
     *
     * @throws org.headlinebench.failure.UserError if it does not
     */
    static WeightFile open(Path path, DeviceId device, Stack stack) {
        Torch.ensureLoaded();
        WeightFile file = WeightFiles.open(path);
        try {
            StackRules.check(stack, device.kind(), file.configuration());
            StackRules.check(stack, file);
            return file;
        } catch (RuntimeException refused) {
            file.close();
            throw refused;
        }
    }

    /** The stack with the number of layers that stay on the host; a tenth of the free memory is left to the system. */
    static Stack fitted(Stack stack, ModelConfiguration model, int contextTokens) {
        return Offloading.fit(stack, model, contextTokens, HostFacts.availableBytes() / 10 * 9);
    }
}
