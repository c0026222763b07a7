package org.headlinebench.engine.torch.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.Proposal;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.cache.SequenceCache;
import org.headlinebench.optimization.Cache;
import org.headlinebench.optimization.Decoding;

/** One sequence of a {@link TorchLanguageModel}: each step is a single call of the program. */
final class TorchSequence implements TokenSequence {
    private final TorchLanguageModel model;
    private final Decoding.Plain rule;
    private final SplittableRandom random;
    private final UniformNumbers uniforms;
    private final int capacity;
    private final boolean recomputes;
    private final SequenceCache cache;
    /** The program takes the caches of several sequences. */
    private final IValue caches;
    private final List<IValue> sampling;
    private long[] history = {};
    private int length;
    private int promptLength;

    TorchSequence(TorchLanguageModel model, SequenceCache cache, int capacity, Decoding.Plain rule, long stream) {
        this.model = model;
        this.cache = cache;
        this.capacity = capacity;
        this.rule = rule;
        long seed = rule instanceof Decoding.Sample sample ? sample.seed() * 0x9E3779B97F4A7C15L + stream : 0;
        this.uniforms = new UniformNumbers(new SplittableRandom(seed));
        this.random = new SplittableRandom(~seed);
        this.recomputes = model.stack().cache() instanceof Cache.None;
        this.sampling = switch (rule) {
            case Decoding.Greedy _ -> List.of();
            case Decoding.Sample(double temperature, int topK, double topP, _) ->
                List.of(IValue.from(temperature), IValue.from((long) topK), IValue.from(topP));
        };
        caches = IValue.listFrom(cache.list());
    }

    @Override
    public int next(int... tokens) {
        return choose(1, tokens)[0];
    }

    @Override
    public int[] verify(Proposal proposal, int... tokens) {
        int[] proposed = proposal.tokens().stream().mapToInt(Integer::intValue).toArray();
        int[] fed = Arrays.copyOf(tokens, tokens.length + proposed.length);
        System.arraycopy(proposed, 0, fed, tokens.length, proposed.length);
        int kept = length + tokens.length - 1;
        int[] chosen = rule instanceof Decoding.Sample && proposal.distributions().isPresent()
                ? judged((TorchDistributions) proposal.distributions().get(), proposed, fed)
                : agreed(proposed, choose(proposed.length + 1, fed));
        rollBack(kept + chosen.length);
        return chosen;
    }

    @Override
    public Proposal propose(int most, int vocabularySize, IntPredicate endsProposal, int... tokens) {
        Optional<TorchDistributions> distributions = rule instanceof Decoding.Sample
                ? Optional.of(new TorchDistributions(model.script().call("distributions")))
                : Optional.empty();
        List<Integer> proposed = new ArrayList<>();
        int[] fed = tokens;
        while (proposed.size() < most) {
            int token = distributions.isPresent()
                    ? draw(distributions.get(), vocabularySize, fed)
                    : next(fed);
            // A padded embedding may have more rows than the target's.
            if (token >= vocabularySize) {
                break;
            }
            proposed.add(token);
            if (endsProposal.test(token)) {
                break;
            }
            fed = new int[]{token};
        }
        return new Proposal(proposed, distributions.map(kept -> kept));
    }

    @Override
    public void rollBack(int newLength) {
        if (newLength < 0 || newLength > length) {
            throw new IllegalArgumentException("cannot go back from " + length + " tokens to " + newLength);
        }
        if (newLength == length) {
            return;
        }
        cache.rollBack(length, newLength);
        length = newLength;
    }

    @Override
    public TokenSequence fork(Decoding.Plain forkRule, long stream) {
        var fork = new TorchSequence(model, cache.fork(), capacity, forkRule, stream);
        fork.history = history.clone();
        fork.length = length;
        fork.promptLength = promptLength;
        return fork;
    }

    @Override
    public float[] logits(int... tokens) {
        try (IValue logits = step("logits", 1, tokens, List.of());
                IValue wide = model.script().call("float32", logits);
                PtNDArray array = wide.toTensor(model.script().manager())) {
            return array.toFloatArray();
        }
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public long keyValueBytes() {
        return cache.bytes();
    }

    @Override
    public void close() {
        caches.close();
        cache.close();
        sampling.forEach(IValue::close);
    }

    /** Appends tokens and chooses what follows each of the last {@code positions} of them. */
    private int[] choose(int positions, int... tokens) {
        if (rule instanceof Decoding.Greedy) {
            return ids(step("greedy", positions, tokens, List.of()));
        }
        promptLength = length == 0 ? tokens.length : promptLength;
        double[] numbers = new double[positions];
        for (int i = 0; i < positions; i++) {
            numbers[i] = uniforms.at(length + tokens.length - promptLength - positions + 1 + i);
        }
        try (IValue uniform = IValue.listFrom(numbers)) {
            return ids(step("sample", positions, tokens, settings(uniform)));
        }
    }

    private int draw(TorchDistributions distributions, int vocabularySize, int... tokens) {
        try (IValue uniform = IValue.from(random.nextDouble());
                IValue vocabulary = IValue.from((long) vocabularySize)) {
            return ids(step("draft", 1, tokens, settings(uniform, vocabulary, distributions.list())))[0];
        }
    }

    /** Proposals up to the first that another choice was made for, and that choice. */
    private static int[] agreed(int[] proposed, int[] chosen) {
        int agreeing = 0;
        while (agreeing < proposed.length && proposed[agreeing] == chosen[agreeing]) {
            agreeing++;
        }
        return Arrays.copyOf(chosen, agreeing + 1);
    }

    private int[] judged(TorchDistributions distributions, int[] proposed, int[] fed) {
        double[] numbers = random.doubles(proposed.length + 1L).toArray();
        try (IValue uniform = IValue.listFrom(numbers);
                IValue ids = IValue.listFrom(Arrays.stream(proposed).asLongStream().toArray())) {
            int[] verdict = ids(step("verify", numbers.length, fed, settings(uniform, ids, distributions.list())));
            int[] kept = Arrays.copyOf(proposed, verdict[0] + 1);
            kept[verdict[0]] = verdict[1];
            return kept;
        }
    }

    private int[] ids(IValue tensor) {
        try (tensor; PtNDArray ids = tensor.toTensor(model.script().manager())) {
            return Arrays.stream(ids.toLongArray()).mapToInt(Math::toIntExact).toArray();
        }
    }

    private List<IValue> settings(IValue... others) {
        List<IValue> all = new ArrayList<>(sampling);
        all.addAll(List.of(others));
        return all;
    }

    private IValue step(String method, int positions, int[] tokens, List<IValue> settings) {
        if (tokens.length == 0 || length + tokens.length > capacity) {
            throw new IllegalArgumentException(
                    length + " + " + tokens.length + " tokens do not fit a sequence of " + capacity);
        }
        long[] fed = fed(tokens);
        cache.makeRoom(length, tokens.length);
        try (IValue ids = IValue.listFrom(fed);
                IValue count = IValue.listFrom((long) fed.length);
                IValue past = IValue.listFrom(past());
                IValue wanted = IValue.listFrom((long) positions)) {
            List<IValue> arguments = new ArrayList<>(List.of(ids, count, past, wanted, model.weights(),
                    model.rotary(), caches, model.shape(), model.epsilon()));
            model.stream().ifPresent(stream -> stream.run(List.copyOf(arguments)));
            arguments.addAll(settings);
            IValue result = model.script().call(method, arguments.toArray(IValue[]::new));
            appended(fed, tokens.length);
            return result;
        }
    }

    /** What a pass computes: the tokens, or the whole sequence with them where nothing is kept. */
    private long[] fed(int... tokens) {
        int start = recomputes ? length : 0;
        long[] fed = recomputes ? Arrays.copyOf(history, start + tokens.length) : new long[tokens.length];
        for (int i = 0; i < tokens.length; i++) {
            fed[start + i] = tokens[i];
        }
        return fed;
    }

    private long past() {
        return recomputes ? 0 : length;
    }

    private void appended(long[] fed, int tokens) {
        length += tokens;
        history = recomputes ? fed : history;
    }
}
