package org.headlinebench.engine.torch.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;

import org.headlinebench.engine.AllowedTokens;
import org.headlinebench.engine.Proposal;
import org.headlinebench.engine.TokenScore;
import org.headlinebench.engine.TokenSequence;
import org.headlinebench.engine.torch.cache.SequenceCache;
import org.headlinebench.engine.torch.cuda.RecordedStep;
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
    private final Optional<RecordedStep> recorded;
    /** The program takes the caches of several sequences. */
    private final IValue caches;
    private final List<IValue> sampling;
    private long[] history = {};
    private int length;
    private int promptLength;

    TorchSequence(TorchLanguageModel model, SequenceCache cache, int capacity, Decoding.Plain rule, long stream) {
        this(model, cache, Optional.empty(), capacity, rule, stream);
    }

    /** A sequence whose single tokens are appended by a recorded step. */
    TorchSequence(TorchLanguageModel model, RecordedStep recorded, int capacity, Decoding.Plain rule, long stream) {
        this(model, recorded.cache(), Optional.of(recorded), capacity, rule, stream);
    }

    private TorchSequence(TorchLanguageModel model, SequenceCache cache, Optional<RecordedStep> recorded, int capacity,
            Decoding.Plain rule, long stream) {
        this.model = model;
        this.cache = cache;
        this.recorded = recorded;
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
        if (recorded.isPresent() && tokens.length == 1 && length > 0 && length < capacity) {
            return recorded.get().next(tokens[0], length++);
        }
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
    public void adopt(TokenSequence other, int adopted) {
        TorchSequence from = (TorchSequence) other;
        if (length > 0 || adopted > from.length || adopted > capacity || recomputes) {
            throw new IllegalArgumentException("cannot take over " + adopted + " of " + from.length + " tokens");
        }
        cache.adopt(from.cache, from.length, adopted);
        length = adopted;
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
    public float[] logits(int... tokens) {
        try (IValue logits = step("logits", 1, tokens, List.of());
                IValue wide = model.script().call("float32", logits);
                PtNDArray array = wide.toTensor(model.script().manager())) {
            return array.toFloatArray();
        }
    }

    @Override
    public List<TokenScore> score(int[] tokens, int... targets) {
        if (targets.length == 0 || targets.length > tokens.length) {
            throw new IllegalArgumentException(targets.length + " targets for " + tokens.length + " tokens");
        }
        try (IValue wanted = IValue.listFrom(Arrays.stream(targets).asLongStream().toArray());
                IValue scores = step("score", targets.length, tokens, List.of(wanted));
                PtNDArray array = scores.toTensor(model.script().manager())) {
            float[] pairs = array.toFloatArray();
            return IntStream.range(0, targets.length)
                    .mapToObj(i -> new TokenScore(Math.min(0, pairs[2 * i]), pairs[2 * i + 1] == 1))
                    .toList();
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
        recorded.ifPresentOrElse(RecordedStep::giveBack, cache::close);
        sampling.forEach(IValue::close);
    }

    SequenceCache cache() {
        return cache;
    }

    /** Appends tokens and chooses what follows each of the last {@code positions} of them. */
    private int[] choose(int positions, int... tokens) {
        if (rule instanceof Decoding.Greedy) {
            return isRecorded(tokens)
                    ? afterEach(positions, tokens)
                    : ids(step("greedy", positions, tokens, List.of()));
        }
        double[] numbers = new double[positions];
        for (int i = 0; i < positions; i++) {
            numbers[i] = uniform(positions, i, tokens);
        }
        try (IValue uniform = IValue.listFrom(numbers)) {
            return ids(step("sample", positions, tokens, settings(uniform)));
        }
    }

    private boolean isRecorded(int... tokens) {
        return tokens.length > 1 && length > 0 && length + tokens.length <= capacity
                && recorded.filter(step -> step.takes(tokens.length, length)).isPresent();
    }

    private int[] afterEach(int positions, int... tokens) {
        int[] chosen = recorded.orElseThrow().afterEach(length, tokens);
        length += tokens.length;
        return Arrays.copyOfRange(chosen, chosen.length - positions, chosen.length);
    }

    /** The random number by which the token after one of the newest positions is chosen. */
    private double uniform(int positions, int index, int... tokens) {
        promptLength = promptLength == 0 ? length + tokens.length : promptLength;
        return uniforms.at(length + tokens.length - promptLength - positions + 1 + index);
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
        return pass(model, method, List.of(this), List.of(tokens), new int[]{positions}, settings);
    }

    /** Each sequence's proposals up to the first that it does not choose itself, all verified in one pass. */
    static List<int[]> verifyEach(TorchLanguageModel model, List<TorchSequence> sequences, List<int[]> tokens,
            List<Proposal> proposals) {
        int count = sequences.size();
        if (!sequences.stream().allMatch(sequences.getFirst()::choosesLike)) {
            return IntStream.range(0, count)
                    .mapToObj(i -> sequences.get(i).verify(proposals.get(i), tokens.get(i)))
                    .toList();
        }
        List<int[]> proposed = proposals.stream()
                .map(proposal -> proposal.tokens().stream().mapToInt(Integer::intValue).toArray())
                .toList();
        List<int[]> fed = new ArrayList<>();
        int[] kept = new int[count];
        int[] positions = new int[count];
        for (int i = 0; i < count; i++) {
            int[] own = tokens.get(i);
            int[] both = Arrays.copyOf(own, own.length + proposed.get(i).length);
            System.arraycopy(proposed.get(i), 0, both, own.length, proposed.get(i).length);
            fed.add(both);
            kept[i] = sequences.get(i).length + own.length - 1;
            positions[i] = proposed.get(i).length + 1;
        }
        List<int[]> results = proposals.stream().anyMatch(proposal -> proposal.distributions().isPresent())
                ? judgedOfEach(model, sequences, fed, proposals, positions)
                : agreedOfEach(proposed, chooseOfEach(model, sequences, fed, positions));
        for (int i = 0; i < count; i++) {
            sequences.get(i).rollBack(kept[i] + results.get(i).length);
        }
        return results;
    }

    private static List<int[]> agreedOfEach(List<int[]> proposed, int... chosen) {
        List<int[]> results = new ArrayList<>();
        int at = 0;
        for (int[] own : proposed) {
            results.add(agreed(own, Arrays.copyOfRange(chosen, at, at + own.length + 1)));
            at += own.length + 1;
        }
        return results;
    }

    /** Drawn proposals of every sequence, judged in one pass; each with the random numbers that it would have alone. */
    private static List<int[]> judgedOfEach(TorchLanguageModel model, List<TorchSequence> sequences, List<int[]> fed,
            List<Proposal> proposals, int... positions) {
        TorchSequence any = sequences.getFirst();
        double[] numbers = IntStream.range(0, sequences.size())
                .mapToObj(i -> positions[i] > 1
                        ? sequences.get(i).random.doubles(positions[i])
                        : DoubleStream.of(sequences.get(i).uniform(1, 0, fed.get(i))))
                .flatMapToDouble(each -> each)
                .toArray();
        long[] ids = proposals.stream().flatMap(proposal -> proposal.tokens().stream()).mapToLong(id -> id).toArray();
        try (IValue none = model.script().call("distributions");
                IValue uniform = IValue.listFrom(numbers);
                IValue proposed = IValue.listFrom(ids);
                IValue distributions = IValue.listFrom(proposals.stream()
                        .map(proposal -> proposal.distributions()
                                .map(drawn -> ((TorchDistributions) drawn).list())
                                .orElse(none))
                        .toArray(IValue[]::new))) {
            int[] verdicts = any.ids(pass(model, "verify_each", sequences, fed, positions,
                    any.settings(uniform, proposed, distributions)));
            return IntStream.range(0, sequences.size()).mapToObj(i -> {
                int accepted = verdicts[2 * i];
                int[] kept = new int[accepted + 1];
                for (int k = 0; k < accepted; k++) {
                    kept[k] = proposals.get(i).tokens().get(k);
                }
                kept[accepted] = verdicts[2 * i + 1];
                return kept;
            }).toList();
        }
    }

    /** What follows each of the last positions of every sequence, one sequence after the other. */
    private static int[] chooseOfEach(TorchLanguageModel model, List<TorchSequence> sequences, List<int[]> tokens,
            int... positions) {
        TorchSequence any = sequences.getFirst();
        if (any.rule instanceof Decoding.Greedy) {
            return any.ids(pass(model, "greedy", sequences, tokens, positions, List.of()));
        }
        double[] numbers = IntStream.range(0, sequences.size())
                .mapToObj(i -> IntStream.range(0, positions[i])
                        .mapToDouble(k -> sequences.get(i).uniform(positions[i], k, tokens.get(i))))
                .flatMapToDouble(each -> each)
                .toArray();
        try (IValue uniform = IValue.listFrom(numbers)) {
            return any.ids(pass(model, "sample", sequences, tokens, positions, any.settings(uniform)));
        }
    }

    /** Each sequence's next token, all computed in one pass. */
    static int[] nextOfEach(TorchLanguageModel model, List<TorchSequence> sequences, List<int[]> tokens,
            List<AllowedTokens> allowed) {
        TorchSequence any = sequences.getFirst();
        if (!allowed.stream().allMatch(AllowedTokens::areAll) || !sequences.stream().allMatch(any::choosesLike)) {
            return any.ids(passByOwnRules(model, sequences, tokens, allowed));
        }
        if (any.rule instanceof Decoding.Greedy) {
            return any.ids(pass(model, "greedy", sequences, tokens, 1, List.of()));
        }
        double[] numbers = new double[sequences.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = sequences.get(i).uniform(1, 0, tokens.get(i));
        }
        try (IValue uniform = IValue.listFrom(numbers)) {
            return any.ids(pass(model, "sample", sequences, tokens, 1, any.settings(uniform)));
        }
    }

    /** Whether another's tokens are chosen by the same rule, with whatever random numbers. */
    private boolean choosesLike(TorchSequence other) {
        return switch (rule) {
            case Decoding.Greedy _ -> other.rule instanceof Decoding.Greedy;
            case Decoding.Sample(double temperature, int topK, double topP, _) ->
                other.rule instanceof Decoding.Sample its && its.temperature() == temperature && its.topK() == topK
                        && its.topP() == topP;
        };
    }

    private static IValue passByOwnRules(TorchLanguageModel model, List<TorchSequence> sequences, List<int[]> tokens,
            List<AllowedTokens> allowed) {
        int count = sequences.size();
        double[] temperatures = new double[count];
        long[] topKs = new long[count];
        double[] topPs = new double[count];
        double[] numbers = new double[count];
        long[] listings = new long[count];
        for (int i = 0; i < count; i++) {
            TorchSequence sequence = sequences.get(i);
            if (sequence.rule instanceof Decoding.Sample(double temperature, int topK, double topP, _)) {
                temperatures[i] = temperature;
                topKs[i] = topK;
                topPs[i] = topP;
                numbers[i] = sequence.uniform(1, 0, tokens.get(i));
            }
            AllowedTokens own = allowed.get(i);
            listings[i] = own.isBan() ? -own.ids().length : own.ids().length;
        }
        long[] listed = allowed.stream().flatMapToInt(own -> Arrays.stream(own.ids())).asLongStream().toArray();
        List<IValue> settings = List.of(IValue.listFrom(temperatures), IValue.listFrom(topKs), IValue.listFrom(topPs),
                IValue.listFrom(numbers), IValue.listFrom(listed), IValue.listFrom(listings));
        try {
            return pass(model, "each", sequences, tokens, 1, settings);
        } finally {
            settings.forEach(IValue::close);
        }
    }

    private static IValue pass(TorchLanguageModel model, String method, List<TorchSequence> sequences,
            List<int[]> tokens, int positions, List<IValue> settings) {
        int[] ofEach = new int[sequences.size()];
        Arrays.fill(ofEach, positions);
        return pass(model, method, sequences, tokens, ofEach, settings);
    }

    /** One call of the program, which appends each sequence's tokens. */
    private static IValue pass(TorchLanguageModel model, String method, List<TorchSequence> sequences,
            List<int[]> tokens, int[] positions, List<IValue> settings) {
        int count = sequences.size();
        List<long[]> fed = new ArrayList<>();
        long[] counts = new long[count];
        long[] pasts = new long[count];
        long[] wanted = new long[count];
        for (int i = 0; i < count; i++) {
            TorchSequence sequence = sequences.get(i);
            fed.add(sequence.fed(tokens.get(i)));
            counts[i] = fed.get(i).length;
            pasts[i] = sequence.past();
            wanted[i] = positions[i];
            sequence.cache.makeRoom(sequence.length, tokens.get(i).length);
        }
        for (int i = 0; i < count; i++) {
            sequences.get(i).cache.place(sequences.get(i).length, tokens.get(i).length);
        }
        IValue joined = count == 1
                ? null
                : IValue.listFrom(sequences.stream().map(s -> s.cache.list()).toArray(IValue[]::new));
        try (joined;
                IValue ids = IValue.listFrom(fed.stream().flatMapToLong(Arrays::stream).toArray());
                IValue ofEach = IValue.listFrom(counts);
                IValue past = IValue.listFrom(pasts);
                IValue asked = IValue.listFrom(wanted)) {
            IValue caches = count == 1 ? sequences.getFirst().caches : joined;
            List<IValue> arguments = new ArrayList<>(List.of(ids, ofEach, past, asked, model.weights(), model.rotary(),
                    caches, model.shape(), model.epsilon()));
            model.stream().ifPresent(stream -> stream.run(List.copyOf(arguments)));
            model.logits()
                    .ifPresent(source -> source.run(fed.stream().flatMapToLong(Arrays::stream).toArray(), counts,
                            pasts, wanted, sequences.stream().map(sequence -> sequence.cache).toList()));
            arguments.addAll(settings);
            IValue result = model.script().call(method, arguments.toArray(IValue[]::new));
            for (int i = 0; i < count; i++) {
                sequences.get(i).appended(fed.get(i), tokens.get(i).length);
            }
            return result;
        }
    }

    /** What a pass computes: the tokens, or the whole sequence with them where nothing is kept. */
    private long[] fed(int... tokens) {
        if (tokens.length == 0 || length + tokens.length > capacity) {
            throw new IllegalArgumentException(
                    length + " + " + tokens.length + " tokens do not fit a sequence of " + capacity);
        }
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
