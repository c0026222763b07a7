package org.headlinebench.optimization;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.ModelConfiguration;

/** The one place that says what runs with what; asked before anything is loaded. */
public final class StackRules {
    /** Rows and columns come to the packed kernels of the CPU in blocks of 16. */
    private static final int BLOCK = 16;

    private StackRules() {}

    /**
     * Accepts a stack or refuses it, whatever the model.
     *
     * @throws UserError with the reason and the nearest stack that runs
     */
    public static void check(Stack stack, DeviceKind device) {
        if (device == DeviceKind.CUDA) {
            throw new UserError("Stacks run on the CPU only in this version.",
                    "Use --device cpu: " + stack.with(Precision.defaultOn(DeviceKind.CPU)).text() + ".");
        }
        if (stack.prune().ranksQuantized() && stack.quantize() instanceof Quantize.None) {
            throw new UserError("order=quantize-first ranks quantized weights, but nothing is quantized.",
                    "Add a quantization, for example quantize=int8, or leave the order out.");
        }
    }

    /**
     * Accepts a stack for a model or refuses it.
     *
     * @throws UserError with the reason and the nearest stack that runs
     */
    public static void check(Stack stack, DeviceKind device, ModelConfiguration model) {
        check(stack, device);
        if (!(stack.prune() instanceof Prune.None)) {
            stack.prune().selection().of(model);
        }
        quantizationProblem(stack.quantize(), model).ifPresent(problem -> {
            throw new UserError(problem, "Nearest stack that runs: " + nearest(stack, model).text() + ".");
        });
    }

    private static Optional<String> quantizationProblem(Quantize quantize, ModelConfiguration model) {
        return switch (quantize) {
            case Quantize.None _ -> Optional.empty();
            case Quantize.Int8 int8 -> misfit(model, int8, 1, BLOCK);
            case Quantize.Int8Dynamic dynamic -> misfit(model, dynamic, 1, 1);
            case Quantize.Float4 float4 -> misfit(model, float4, 1, Quantize.FLOAT4_BLOCK);
            case Quantize.Int4 int4 -> misfit(model, int4, BLOCK, int4.group());
        };
    }

    private static Optional<String> misfit(ModelConfiguration model, Quantize quantize, int rows, int columns) {
        Stream<LinearModule> head = quantize.quantizesHead()
                ? Stream.of(new LinearModule("lm_head", model.layers() - 1, model.vocabularySize(), model.hiddenSize()))
                : Stream.empty();
        return Stream.concat(model.linearModules().stream(), head)
                .filter(module -> module.rows() % rows != 0 || module.columns() % columns != 0)
                .findFirst()
                .map(module -> "'" + quantize.choice().text() + "' does not fit this model: " + module.name() + " has "
                        + (module.columns() % columns != 0
                                ? module.columns() + " columns, which are no multiple of " + columns
                                : module.rows() + " rows, which are no multiple of " + rows)
                        + ".");
    }

    private static Stack nearest(Stack stack, ModelConfiguration model) {
        boolean head = stack.quantize().quantizesHead();
        Stream<Quantize> groups = IntStream.of(128, 64, 32)
                .boxed()
                .flatMap(group -> Stream.of(new Quantize.Int4(group, head), new Quantize.Int4(group, false)));
        Stream<Quantize> bytes = Stream.of(new Quantize.Int8(head), new Quantize.Int8(false));
        List<Quantize> candidates = Stream.concat(stack.quantize() instanceof Quantize.Int4 ? groups : Stream.empty(),
                bytes).toList();
        return stack.with(candidates.stream()
                .filter(candidate -> quantizationProblem(candidate, model).isEmpty())
                .findFirst()
                .orElse(new Quantize.None()));
    }
}
