package org.headlinebench.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.BatchGenerator;
import org.headlinebench.engine.Generation;
import org.headlinebench.engine.LanguageModel;
import org.headlinebench.engine.NumberTokenizer;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.optimization.Batching;
import org.headlinebench.optimization.Decoding;
import org.headlinebench.optimization.Stack;

/** Sampled speculative decoding follows the target's distribution, whatever the draft's is. */
@Order(23)
class SpeculativeSamplingTest {
    private static final float[] TARGET = {0.40f, 0.05f, 0.25f, 0.00f, 0.30f};
    private static final float[] NEXT = {0.10f, 0.20f, 0.30f, 0.35f, 0.05f};
    private static final float[] DRAFT = {0.10f, 0.45f, 0.20f, 0.15f, 0.10f};
    private static final int DRAWS = 8000;

    /** Leviathan et al. 2023: theorem 3.5 gives the share accepted, appendix A.1 the distribution. */
    @Test
    void whatIsKeptFollowsTheTargetAndAsManyAreAcceptedAsBothDistributionsShare() {
        long[] first = new long[5];
        long[] second = new long[5];
        long[] drafted = new long[5];
        long accepted = 0;
        var random = new SplittableRandom(3);
        try (Script script = Script.load(DeviceId.CPU,
                List.of("weights", "decoder", "family/llama", "linear/dense", "cache/none", "mask/causal",
                        "placement/device", "head/same", "norm/doubled", "attention/sdpa",
                        "choice/sample", "choice/speculate"));
                PtNDArray p = (PtNDArray) script.manager().create(join(TARGET, NEXT), new Shape(2, 5));
                PtNDArray q = (PtNDArray) script.manager().create(DRAFT, new Shape(5));
                IValue target = IValue.from(p);
                IValue weights = IValue.from(q);
                IValue distributions = IValue.listFrom(q)) {
            for (int i = 0; i < DRAWS; i++) {
                int proposed = pick(script, weights, random.nextDouble());
                drafted[proposed]++;
                int[] verdict = judge(script, target, proposed, distributions, random);
                accepted += verdict[0];
                first[verdict[0] == 1 ? proposed : verdict[1]]++;
                if (verdict[0] == 1) {
                    second[verdict[1]]++;
                }
            }
        }
        assertThat(ChiSquare.differs(without(first, 3), without(TARGET, 3))).as("the first token").isFalse();
        assertThat(first[3]).as("a token of probability 0").isZero();
        assertThat(ChiSquare.differs(second, wide(NEXT))).as("the token after an accepted one").isFalse();
        assertThat(ChiSquare.differs(without(drafted, 3), without(TARGET, 3))).as("the draft's own").isTrue();
        double shared = 0;
        for (int i = 0; i < 5; i++) {
            shared += Math.min(TARGET[i], DRAFT[i]);
        }
        assertThat((double) accepted / DRAWS).isCloseTo(shared, Offset.offset(0.02));
    }

    @Test
    void tokensOfWholeModelsAreDistributedAsDirectlySampledOnes() {
        String settings = "temperature=1,topK=150,topP=0.999,seed=7";
        try (LanguageModel target = EngineOracleTest.load("llama", "cache=dynamic");
                LanguageModel draft = EngineOracleTest.load("smollm2", "cache=dynamic")) {
            long[][] direct = cells(target, draft, "sample(" + settings + ")", 0);
            long[][] other = cells(target, draft, "sample(" + settings + ")", 1 << 20);
            long[][] speculative = cells(target, draft, "speculative(tokens=3," + settings + ")", 1 << 21);
            long[][] batched = batched(target, draft, "speculative(tokens=3," + settings + ")", 1 << 22);
            long[][] drafted = cells(draft, target, "sample(" + settings + ")", 0);
            for (int token = 0; token < 3; token++) {
                assertThat(ChiSquare.differ(direct[token], other[token])).as("two direct samples").isFalse();
                assertThat(ChiSquare.differ(direct[token], speculative[token])).as("token %d", token + 1).isFalse();
                assertThat(ChiSquare.differ(direct[token], batched[token])).as("token %d in a batch", token + 1)
                        .isFalse();
            }
            assertThat(ChiSquare.differ(direct[1], drafted[1])).as("target and draft").isTrue();
        }
    }

    /** Counts of the tokens behind the first, in 16 classes each. */
    private static long[][] cells(LanguageModel target, LanguageModel draft, String decoding, int firstStream) {
        long[][] cells = new long[3][16];
        long accepted = 0;
        for (int stream = 0; stream < 600; stream++) {
            Generation generation = SpeculationOracleTest.generate(target, draft, decoding, new int[]{5, 6, 7}, 4,
                    List.of(), firstStream + stream);
            for (int token = 0; token < 3; token++) {
                cells[token][generation.tokenIds().get(token + 1) % 16]++;
            }
            accepted += generation.speculation().map(counts -> counts.accepted()).orElse(100L);
        }
        assertThat(accepted).as("the test needs accepted tokens").isGreaterThan(100);
        return cells;
    }

    /** The same of eight sequences at a time. */
    private static long[][] batched(LanguageModel target, LanguageModel draft, String decoding, int firstStream) {
        long[][] cells = new long[3][16];
        Decoding speculative = Stack.parse("decoding=" + decoding, DeviceKind.CPU).decoding();
        var terms = new BatchGenerator.Terms(speculative.rule(), new SpeculationOracleTest.StopAt(""), 4);
        new BatchGenerator(target, Optional.of(draft), Optional.empty(), new NumberTokenizer(160, List.of()),
                speculative, new Batching.Continuous(8)).generate(
                        IntStream.range(0, 600)
                                .mapToObj(stream -> new BatchGenerator.Request<>(stream, NumberTokenizer.text(5, 6, 7),
                                        true, firstStream + stream, terms))
                                .toList(),
                        (_, generation, _) -> {
                            for (int token = 0; token < 3; token++) {
                                cells[token][generation.tokenIds().get(token + 1) % 16]++;
                            }
                        }, () -> false);
        return cells;
    }

    private static int pick(Script script, IValue weights, double uniform) {
        try (IValue number = IValue.from(uniform);
                IValue picked = script.call("pick", weights, number);
                PtNDArray index = picked.toTensor(script.manager())) {
            return (int) index.toLongArray()[0];
        }
    }

    private static int[] judge(Script script, IValue target, int proposed, IValue distributions,
            SplittableRandom random) {
        try (IValue uniform = IValue.listFrom(random.nextDouble(), random.nextDouble());
                IValue ids = IValue.listFrom((long) proposed);
                IValue judged = script.call("judge", target, uniform, ids, distributions);
                PtNDArray verdict = judged.toTensor(script.manager())) {
            long[] values = verdict.toLongArray();
            return new int[]{(int) values[0], (int) values[1]};
        }
    }

    private static float[] join(float[] a, float[] b) {
        float[] all = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    private static double[] wide(float[] values) {
        double[] all = new double[values.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i];
        }
        return all;
    }

    private static long[] without(long[] values, int index) {
        return java.util.stream.IntStream.range(0, values.length)
                .filter(i -> i != index)
                .mapToLong(i -> values[i])
                .toArray();
    }

    private static double[] without(float[] values, int index) {
        return java.util.stream.IntStream.range(0, values.length)
                .filter(i -> i != index)
                .mapToDouble(i -> values[i])
                .toArray();
    }
}
