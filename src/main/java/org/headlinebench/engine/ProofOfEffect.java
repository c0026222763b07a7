package org.headlinebench.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.metrics.Speculation;
import org.headlinebench.optimization.Axis;
import org.headlinebench.optimization.Cache;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Execution;
import org.headlinebench.optimization.Footprint;
import org.headlinebench.optimization.Precision;
import org.headlinebench.optimization.Prune;
import org.headlinebench.optimization.Quantize;
import org.headlinebench.optimization.Stack;
import org.headlinebench.weights.LinearModule;
import org.headlinebench.weights.ModelConfiguration;

/**
 * Checks that what was loaded and what ran is what the stack says: number types and bytes as measured on the tensors,
 * zeros as counted, a cache that is there. A run without this proof fails: its numbers would stand under a wrong name.
 */
public final class ProofOfEffect {
    private static final Set<String> FLOATS = Set.of("float32", "bfloat16", "float16");
    private static final double TWO_OF_FOUR = 0.49;

    private ProofOfEffect() {}

    /**
     * Checks a loaded model.
     *
     * @return a line per technique that proved itself
     * @throws NotApplied if one did not
     */
    public static List<String> ofLoad(Stack stack, ModelConfiguration model, ModelFacts facts) {
        var proofs = new ArrayList<String>();
        proofs.add(precision(stack, facts));
        quantize(stack, model, facts).ifPresent(proofs::add);
        prune(stack, model, facts).ifPresent(proofs::add);
        calibration(stack, model, facts).ifPresent(proofs::add);
        return List.copyOf(proofs);
    }

    /**
     * Checks the angles by which a loaded model rotates.
     *
     * @param trained       the configuration of the model's file, nothing stretched
     * @param contextTokens of the run's longest sequence
     * @param table         read back from the model's tensors; absent where several devices have their own
     * @return a line if the stack stretches positions
     * @throws NotApplied if the tensors hold other angles than the stack's
     */
    public static List<String> ofPositions(Stack stack, ModelConfiguration trained, int contextTokens,
            Optional<PositionTable> table) {
        return stack.rope().isAsModel() || table.isEmpty()
                ? List.of()
                : RopeProof.of(stack, trained, contextTokens, table.get());
    }

    /**
     * Checks how decode steps were launched.
     *
     * @throws NotApplied if a step that was to be recorded was not
     */
    public static void ofExecution(Stack stack, Optional<Replays> replays) {
        boolean isRecorded = stack.execution() != Execution.EAGER;
        require(isRecorded == replays.filter(found -> found.launches() > 0).isPresent(),
                "execution=" + stack.execution().word(),
                replays.map(found -> found.launches() + " recorded steps were launched")
                        .orElse("no step was recorded"));
    }

    /**
     * Checks which operators of libtorch computed a pass.
     *
     * @param operators names of all that a profiler saw, for example {@code aten::_int_mm}
     * @return a line per technique that proved itself
     * @throws NotApplied if attention or the matrix products were computed by others than the stack's
     */
    public static List<String> ofKernels(Stack stack, DeviceKind device, Set<String> operators) {
        return KernelProof.of(stack, device, operators);
    }

    /**
     * Checks that layers on the host did come for the passes.
     *
     * @param fitted   the stack as it was loaded: how many layers stay on the host is a number
     * @param streamed what was moved so far
     * @throws NotApplied if layers were moved although none should, or the other way round
     */
    public static void ofPlacement(Stack fitted, Optional<StreamedLayers> streamed) {
        int onHost = fitted.placement().layersOnHost();
        boolean isProven = onHost == 0
                ? streamed.isEmpty()
                : streamed.filter(moved -> moved.onHost() == onHost && moved.movedBytes() > 0).isPresent();
        require(isProven, "placement=" + fitted.placement().choice().text(), streamed.map(StreamedLayers::line)
                .orElse("all layers are on the device"));
    }

    /**
     * Checks what one sequence came to: how many of its tokens were there already, and what its cache held.
     *
     * @param sharedTokens that the prompt has in common with the run's shared beginning or with the turn before; 0 without
     * @param capacity     tokens that the sequence's cache was opened for
     * @throws NotApplied if the beginning was computed again, or the cache held more than its layout, window and bits allow
     */
    public static void ofSequence(Stack stack, ModelConfiguration model, Generation written, int sharedTokens,
            int capacity) {
        int reusable = Math.min(sharedTokens, written.promptTokens() - 1);
        require(written.reusedTokens() == reusable, "prefix=" + Axis.PREFIX.of(stack).text(),
                written.reusedTokens() + " tokens of the prompt were taken over, " + reusable + " should be");
        CacheProof.check(stack, model, written, capacity);
    }

    /**
     * Checks what was measured.
     *
     * @param keyValueBytes what the cache held at most
     * @param speculation   what proposing came to; absent where every token took a pass of its own
     * @throws NotApplied if the cache or the decoding is not the stack's
     */
    public static void ofRun(Stack stack, long keyValueBytes, Optional<Speculation> speculation) {
        boolean isCached = !(stack.cache() instanceof Cache.None);
        require(isCached == keyValueBytes > 0, "cache=" + stack.cache().choice().text(),
                "the cache held " + keyValueBytes + " bytes");
        require(stack.decoding().speculates() == speculation.isPresent(),
                "decoding=" + stack.decoding().choice().text(),
                speculation.isPresent() ? "tokens were proposed" : "no pass was made to verify proposals");
        speculation.ifPresent(counts -> require(counts.targetPasses() <= counts.outputTokens(),
                "decoding=" + stack.decoding().choice().text(), counts.targetPasses() + " passes of the target for "
                        + counts.outputTokens() + " tokens"));
    }

    /**
     * Checks how many articles were written about at a time.
     *
     * @param together the most in one pass of the model
     * @param articles how many there were
     * @throws NotApplied if it was not the stack's number, or all of fewer articles
     */
    public static void ofBatches(Stack stack, int together, int articles) {
        require(together == Math.min(stack.batching().sequences(), articles),
                "batching=" + stack.batching().choice().text(), "at most " + together + " of " + articles
                        + " articles were written about together");
    }

    private static String precision(Stack stack, ModelFacts facts) {
        String type = stack.precision().word();
        Set<String> found = new TreeSet<>(facts.bytesByType().keySet());
        require(found.contains(type), "precision=" + type, "the weights are in " + String.join(", ", found));
        if (stack.quantize() instanceof Quantize.None) {
            Set<String> others = found.stream()
                    .filter(word -> FLOATS.contains(word) && !word.equals(type))
                    .collect(Collectors.toCollection(TreeSet::new));
            require(others.isEmpty(), "precision=" + type, "some weights are in " + String.join(", ", others));
        }
        return "precision " + type + ": " + facts.bytesByType().get(type) + " bytes of weights";
    }

    private static Optional<String> quantize(Stack stack, ModelConfiguration model, ModelFacts facts) {
        if (stack.quantize() instanceof Quantize.None) {
            require(facts.quantizedModules() == 0, "quantize=none",
                    facts.quantizedModules() + " modules are quantized");
            return Optional.empty();
        }
        String written = "quantize=" + stack.quantize().choice().text();
        int expected = model.linearModules().size() + (stack.quantize().quantizesHead() ? 1 : 0);
        require(facts.quantizedModules() == expected, written,
                facts.quantizedModules() + " of " + expected + " modules are quantized");
        require(facts.scalesBytes() > 0, written, "there are no scales");
        long floats = floatBytes(model, stack.precision());
        require(facts.weightsBytes() < floats, written,
                "the weights take " + facts.weightsBytes() + " bytes, no less than " + floats + " without");
        return Optional.of(String.format(Locale.ROOT, "%s: %d modules, %.1f %% of the bytes without", written, expected,
                100.0 * facts.weightsBytes() / floats));
    }

    /** The codes that run are the calibrated ones, and they are better than rounding on the text they were chosen for. */
    private static Optional<String> calibration(Stack stack, ModelConfiguration model, ModelFacts facts) {
        CalibrationFacts found = facts.calibration();
        String written = "quantize=" + stack.quantize().choice().text();
        if (!stack.quantize().isCalibrated()) {
            require(found.modules() == 0, written, found.modules() + " modules are calibrated");
            return Optional.empty();
        }
        int expected = model.linearModules().size();
        require(found.modules() == expected, written,
                "the codes of " + found.modules() + " of " + expected + " modules are calibrated ones");
        // AWQ may find that no channel needs scaling; then its codes are those of rounding.
        boolean isBetter = found.error() < found.roundError()
                || stack.quantize() instanceof Quantize.Awq && found.error() == found.roundError();
        require(isBetter, written, "the squared error of the outputs is " + found.error()
                + " on the calibration text, no less than " + found.roundError() + " of rounding to nearest");
        return Optional.of(String.format(Locale.ROOT, "%s: outputs' squared error %.3f of rounding to nearest", written,
                found.error() / found.roundError()));
    }

    private static long floatBytes(ModelConfiguration model, Precision precision) {
        return model.parameterCount().total() * precision.bytes();
    }

    private static Optional<String> prune(Stack stack, ModelConfiguration model, ModelFacts facts) {
        if (stack.prune() instanceof Prune.None) {
            require(facts.sparsity().isEmpty(), "prune=none", facts.sparsity().size() + " modules are pruned");
            return Optional.empty();
        }
        String written = "prune=" + stack.prune().choice().text();
        Set<String> selected = stack.prune()
                .selection()
                .of(model)
                .stream()
                .map(LinearModule::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> pruned = facts.sparsity()
                .stream()
                .map(ModuleSparsity::module)
                .map(name -> name.replaceFirst("\\.weight$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        selected.removeAll(pruned);
        require(selected.isEmpty(), written, "not pruned: " + String.join(", ", selected));
        long weights = facts.sparsity().stream().mapToLong(ModuleSparsity::weights).sum();
        long zeros = facts.sparsity().stream().mapToLong(ModuleSparsity::zerosAfter).sum();
        long least = switch (stack.prune()) {
            case Prune.None _ -> 0;
            case Prune.Unstructured(double amount, _, _, _) -> (long) (amount * weights) - facts.sparsity().size();
            case Prune.TwoOfFour _ -> (long) (TWO_OF_FOUR * weights);
            case Prune.Structured _ -> {
                shrinks(stack, model, facts, written);
                yield 0;
            }
        };
        require(zeros >= least, written, zeros + " of " + weights + " weights are zero, at least " + least
                + " should be");
        return Optional
                .of(String.format(Locale.ROOT, "%s: %d of %d weights are zero or removed", written, zeros, weights));
    }

    /** Removed rows and columns take no bytes, as far as blocks of kernels let any be removed. */
    private static void shrinks(Stack stack, ModelConfiguration model, ModelFacts facts, String written) {
        long whole = footprint(stack.with(new Prune.None()), model);
        if (footprint(stack, model) < whole) {
            require(facts.weightsBytes() < whole, written,
                    "the weights take " + facts.weightsBytes() + " bytes, no less than " + whole + " without");
        }
    }

    private static long footprint(Stack stack, ModelConfiguration model) {
        return Footprint.of(model, Optional.empty(), stack.with(new Decoding.Greedy()), DeviceKind.CPU, 1)
                .weightsBytes();
    }

    static void require(boolean isProven, String technique, String found) {
        if (!isProven) {
            throw new NotApplied(technique, found);
        }
    }
}
