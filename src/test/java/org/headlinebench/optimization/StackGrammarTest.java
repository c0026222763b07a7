package org.headlinebench.optimization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.headlinebench.device.DeviceKind;
import org.headlinebench.failure.UserError;

class StackGrammarTest {
    @Test
    void axesThatAreNotNamedKeepTheDeviceDefaults() {
        assertThat(Stack.parse("", DeviceKind.CPU).precision()).isEqualTo(Precision.FLOAT32);
        assertThat(Stack.parse("", DeviceKind.CUDA).precision()).isEqualTo(Precision.BFLOAT16);
        assertThat(Stack.parse(" cache = static(512) , precision=bfloat16 ", DeviceKind.CPU))
                .isEqualTo(new Stack(Precision.BFLOAT16, new Prune.None(), new Quantize.None(),
                        new Cache.Static(OptionalInt.of(512)), Attention.SDPA, Rope.AS_MODEL,
                        new Decoding.Greedy(), Execution.EAGER, new Batching.Single(), Prefix.OFF,
                        new Placement.Device(),
                        new Topology.Single()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"tp(2); topology=tp(n=2)", "pp(4); topology=pp(n=4)",
        "tp(2)xpp(3); topology=tp(n=2)xpp(n=3)", "tp(2)×pp(3); topology=tp(n=2)xpp(n=3)",
        "tp(n=2) * pp(3, micro=5); topology=tp(n=2)xpp(n=3,micro=5)",
        "tpxpp(tp=2,pp=3); topology=tp(n=2)xpp(n=3)", "tp; topology=tp(n=2)", "pp(3,8); topology=pp(n=3,micro=8)"})
    void topologiesHaveOneText(String written, String canonical) {
        Stack stack = Stack.parse("topology=" + written, DeviceKind.CPU);
        assertThat(stack.text()).endsWith(canonical);
        assertThat(Stack.parse(stack.text(), DeviceKind.CPU)).isEqualTo(stack);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"tp(1);from 2 to 64", "tp(0)xpp(2);from 2 to 64", "tp(2)xpp(two);from 2 to 64",
        "tp(2)xtp(2);unbalanced", "dp(2);tp"})
    void impossibleTopologiesAreRefusedWithWhatIsPossible(String written, String words) {
        assertThatThrownBy(() -> Stack.parse("topology=" + written, DeviceKind.CPU))
                .isInstanceOfSatisfying(UserError.class,
                        refusal -> assertThat(refusal.getMessage() + refusal.remedy()).contains(words));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"linear(4); rope=linear(factor=4)",
        "yarn(factor=4,original=32); rope=yarn(factor=4,original=32)",
        "yarn(2,betaFast=16,logn=true); rope=yarn(factor=2,betaSlow=1,betaFast=16,logn=true)",
        "dynamic-ntk(2.5); rope=dynamic-ntk(factor=2.5)", "llama3(8,low=2,high=3); rope=llama3(factor=8,low=2,high=3)",
        "model(logn=true,original=64); rope=model(original=64,logn=true)"})
    void stretchedPositionsHaveOneText(String written, String canonical) {
        Stack stack = Stack.parse("rope=" + written, DeviceKind.CPU);
        assertThat(stack.text()).contains("," + canonical + ",");
        assertThat(Stack.parse(stack.text(), DeviceKind.CPU)).isEqualTo(stack);
    }

    @Test
    void aStackWhosePositionsAreTheModelsDoesNotNameThem() {
        assertThat(Stack.parse("rope=model", DeviceKind.CPU).text())
                .isEqualTo("precision=float32,cache=dynamic,decoding=greedy");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {"linear; how far", "yarn(0.5); factor", "llama3(8,low=4,high=2); not above",
        "ntk(4); dynamic-ntk", "linear(2,betaFast=3); betaFast"})
    void stretchingThatIsNoneIsRefused(String written, String named) {
        assertThatThrownBy(() -> Stack.parse("rope=" + written, DeviceKind.CPU))
                .isInstanceOfSatisfying(UserError.class,
                        e -> assertThat(e.getMessage() + e.remedy()).contains(named));
    }

    @Test
    void aStoredStackThatNamesNoQuantizationIsNotQuantized() {
        assertThat(Stack.parse("precision=bfloat16,cache=static(max=512),decoding=greedy", DeviceKind.CPU).quantize())
                .isEqualTo(new Quantize.None());
    }

    @Test
    void parametersAreGivenByPositionOrByName() {
        assertThat(Stack.parse("decoding=sample(0.7,topP=0.9,seed=3)", DeviceKind.CPU).decoding())
                .isEqualTo(new Decoding.Sample(0.7, 0, 0.9, 3));
    }

    @Test
    void calibratedQuantizationsHaveGroupsInFourBitsOnly() {
        assertThat(Stack.parse("quantize=gptq", DeviceKind.CPU).quantize())
                .isEqualTo(new Quantize.Gptq(4, 128, 128, 0.01, false));
        assertThat(Stack.parse("quantize=gptq(8,actOrder=true)", DeviceKind.CPU).quantize())
                .isEqualTo(new Quantize.Gptq(8, 0, 128, 0.01, true));
        for (String stack : List.of("quantize=gptq(bits=8,block=64)", "quantize=awq(4,32)", "quantize=awq(bits=8)")) {
            Stack parsed = Stack.parse(stack, DeviceKind.CPU);
            assertThat(Stack.parse(parsed.text(), DeviceKind.CPU)).isEqualTo(parsed);
        }
        for (String wrong : List.of("gptq(bits=8,group=64)", "awq(bits=3)", "gptq(group=16)", "gptq(damping=2)")) {
            assertThatThrownBy(() -> Stack.parse("quantize=" + wrong, DeviceKind.CPU)).isInstanceOf(UserError.class);
        }
    }

    @Test
    void speculationIsGreedyUnlessATemperatureIsGiven() {
        assertThat(Stack.parse("decoding=speculative(draft=tiny)", DeviceKind.CPU).decoding())
                .isEqualTo(new Decoding.Speculative(Optional.of("tiny"), Optional.empty(), 4, false,
                        new Decoding.Greedy()));
        assertThat(Stack.parse("decoding=prompt-lookup(temperature=0)", DeviceKind.CPU).decoding())
                .isEqualTo(new Decoding.PromptLookup(3, 8, new Decoding.Greedy()));
        Stack own = Stack.parse("decoding=speculative(draft=tiny,draftPrecision=bfloat16,draftQuantize=int4(group=64),"
                + "draftPlacement=offload(2))", DeviceKind.CPU);
        assertThat(Stack.parse(own.text(), DeviceKind.CPU)).isEqualTo(own);
        assertThat(own.ofDraft()).isEqualTo(
                Stack.parse("precision=bfloat16,quantize=int4(group=64),placement=offload(2)", DeviceKind.CPU));
        assertThat(Stack.parse("decoding=prompt-lookup(2,10,temperature=0.7,seed=3)", DeviceKind.CPU).decoding())
                .isEqualTo(new Decoding.PromptLookup(2, 10, new Decoding.Sample(0.7, 0, 1, 3)));
    }

    @Test
    void theCachePresetsAreThoseOfHuggingFaceAndOfKivisPaper() {
        assertThat(cache("quantized")).isEqualTo(cache("quantized(preset=hf)"))
                .isEqualTo(new Cache.Rounded(new Cache.Dynamic(), 4, 64, 128, Cache.Keys.TOKEN));
        assertThat(cache("quantized(preset=kivi)"))
                .isEqualTo(new Cache.Rounded(new Cache.Dynamic(), 2, 32, 128, Cache.Keys.CHANNEL));
        assertThat(cache("quantized(int8,residual=16,preset=kivi)"))
                .isEqualTo(new Cache.Rounded(new Cache.Dynamic(), 8, 32, 16, Cache.Keys.CHANNEL));
        assertThat(cache("dynamic(bits=16)")).isEqualTo(new Cache.Dynamic());
        assertThat(cache("dynamic(bits=4)")).isEqualTo(cache("dynamic(preset=hf)")).isEqualTo(cache("quantized"));
        assertThat(cache("static(90,bits=int8,place=device)"))
                .isEqualTo(new Cache.Rounded(new Cache.Static(OptionalInt.of(90)), 8, 64, 128, Cache.Keys.TOKEN));
        assertThat(cache("paged(8,bits=2)"))
                .isEqualTo(new Cache.Rounded(new Cache.Paged(8), 2, 64, 0, Cache.Keys.TOKEN));
        assertThat(cache("offloaded")).isEqualTo(cache("dynamic(place=offloaded)"))
                .isEqualTo(new Cache.Offloaded(new Cache.Dynamic()));
        assertThat(cache("sliding(100)")).isEqualTo(new Cache.Sliding(100, 4));
        assertThat(cache("paged")).isEqualTo(new Cache.Paged(16));
    }

    private static Cache cache(String text) {
        return Stack.parse("cache=" + text, DeviceKind.CPU).cache();
    }

    @Test
    void theShortNameSaysWhatDepartsFromTheDefaults() {
        assertThat(Stack.parse("cache=none", DeviceKind.CPU).shortText()).isEqualTo("float32, no cache");
        assertThat(Stack.parse("decoding=prompt-lookup(2,5)", DeviceKind.CPU).shortText())
                .isEqualTo("float32, dynamic cache, prompt-lookup(2,5)");
        assertThat(Stack.parse("cache=quantized(preset=kivi),attention=eager,placement=offload(9)", DeviceKind.CPU)
                .shortText()).isEqualTo("float32, int2 cache by channel behind 128, eager attention, 9 layers on host");
        assertThat(Stack.parse("decoding=speculative(draft=/models/tiny,adaptive=true,temperature=1)", DeviceKind.CPU)
                .shortText()).isEqualTo("float32, dynamic cache, speculative(tiny,4,adaptive), "
                        + "sample(temperature=1,topK=0,topP=1,seed=0)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"cash=static|cache", "cache=statik|static", "precision=bf16|bfloat16",
        "decoding=sample(temprature=1)|temperature", "cache=static(max=0)|1", "cache=static(1,3)|int4",
        "cache=dynamic(bits=16,group=32)|bits=8", "cache=none(3,4)|none",
        "cache=static(12|Close", "static|cache=static", "cache|cache=none", "cache=none(3)|none",
        "cache=none,cache=dynamic|two stacks", "decoding=sample(temperature=NaN)|0.01",
        "decoding=lookup|prompt-lookup", "decoding=prompt-lookup(ngram=0)|1 to 16",
        "decoding=prompt-lookup(tokens=65)|1 to 64", "decoding=speculative(adaptive=yes)|true",
        "decoding=speculative(draftPrecision=int8)|float32", "decoding=speculative(draftQuantize=int9)|int8",
        "decoding=speculative(draftQuantize=gptq)|draftQuantize=int4(group=128",
        "decoding=speculative(draft=a(b))|parentheses",
        "decoding=prompt-lookup(topK=5)|temperature=1", "decoding=speculative(temperature=0.001)|0.01",
        "cache=quantized(3)|int4", "cache=paged(0)|1 to 4096", "cache=quantized(preset=kiwi)|kivi",
        "attention=flush|flash", "placement=offload(some)|auto", "place=device|placement",
        "quantize=int5|int", "quantize=int3(48)|32, 64, 128", "quantize=int4(48)|32, 64, 128",
        "quantize=int8(head=maybe)|true"})
    void whatIsWrongIsRefusedWithWhatWouldBeRight(String text, String hint) {
        assertThatThrownBy(() -> Stack.parse(text, DeviceKind.CPU)).isInstanceOfSatisfying(UserError.class,
                e -> assertThat(e.remedy()).contains(hint));
    }

    @Property
    void theTextOfAStackParsesBackToIt(@ForAll("stacks") Stack stack) {
        assertThat(Stack.parse(stack.text(), DeviceKind.CPU)).isEqualTo(stack);
        assertThat(Stack.parse(stack.text(), DeviceKind.CUDA)).isEqualTo(stack);
    }

    @Property
    void anyTextIsParsedOrRefusedWithWords(@ForAll String text) {
        try {
            Stack.parse(text, DeviceKind.CPU);
        } catch (UserError refused) {
            assertThat(refused.remedy()).isNotBlank();
        }
    }

    @Test
    void differencesNameTheAxes() {
        Stack stack = Stack.parse("", DeviceKind.CPU);
        assertThat(stack.differencesTo(stack.with(new Cache.None()))).isEqualTo(List.of(Axis.CACHE));
    }

    @Provide
    Arbitrary<Stack> stacks() {
        Arbitrary<Cache> caches = Arbitraries.oneOf(
                Arbitraries.of(new Cache.None(), new Cache.Dynamic(), new Cache.Static(OptionalInt.empty())),
                Arbitraries.integers().between(1, 5000).map(max -> new Cache.Static(OptionalInt.of(max))),
                Combinators
                        .combine(Arbitraries.integers().between(1, 5000), Arbitraries.integers().between(0, 9))
                        .as(Cache.Sliding::new),
                Combinators
                        .combine(
                                Arbitraries.of(new Cache.Dynamic(), new Cache.Static(OptionalInt.of(99)),
                                        new Cache.Sliding(9, 2), new Cache.Paged(8)),
                                Arbitraries.of(8, 4, 2), Arbitraries.integers().between(2, 256),
                                Arbitraries.integers().between(0, 500), Arbitraries.of(Cache.Keys.values()))
                        .as(Cache.Rounded::new),
                Arbitraries.integers().between(1, 4096).map(Cache.Paged::new),
                Arbitraries.of(new Cache.Hybrid(), new Cache.Offloaded(new Cache.Hybrid()),
                        new Cache.Offloaded(new Cache.Rounded(new Cache.Paged(4), 8, 32, 0, Cache.Keys.TOKEN))));
        Arbitrary<Decoding.Plain> rules = Combinators
                .combine(Arbitraries.doubles().between(0.01, 100).ofScale(4), Arbitraries.integers().between(0, 1000),
                        Arbitraries.doubles().between(0.001, 1).ofScale(4),
                        Arbitraries.longs().between(0, Long.MAX_VALUE))
                .as((temperature, topK, topP,
                        seed) -> (Decoding.Plain) new Decoding.Sample(temperature, topK, topP, seed))
                .injectNull(0.3)
                .map(rule -> rule == null ? new Decoding.Greedy() : rule);
        Arbitrary<Integer> counts = Arbitraries.integers().between(1, 16);
        Arbitrary<String> drafts = Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(12);
        Arbitrary<Decoding> decodings = Arbitraries.oneOf(rules.map(rule -> rule),
                Combinators.combine(counts, counts, rules).as(Decoding.PromptLookup::new),
                Combinators.combine(drafts.filter(Decoding::isWritable).optional(),
                        Arbitraries.of(Precision.class).optional(), counts, Arbitraries.of(true, false), rules)
                        .as(Decoding.Speculative::new));
        Arbitrary<Boolean> flags = Arbitraries.of(true, false);
        Arbitrary<Quantize> quantizations = Arbitraries.oneOf(Arbitraries.just(new Quantize.None()),
                flags.map(Quantize.Int8::new),
                Arbitraries.doubles().between(0, 100).ofScale(3).map(Quantize.Int8Dynamic::new),
                Combinators.combine(Arbitraries.of(32, 64, 128), flags).as(Quantize.Int4::new),
                Combinators.combine(Arbitraries.of(3, 2), Arbitraries.of(32, 64, 128)).as(Quantize.Few::new),
                Arbitraries.of(32, 64, 128).map(Quantize.Int4Dynamic::new),
                Combinators.combine(Arbitraries.of(Quantize.Table.values()), flags,
                        Arbitraries.of(Precision.values()).optional()).as(Quantize.Float4::new));
        Arbitrary<Selection> selections = Combinators
                .combine(Arbitraries.of("all", "0", "0-3+7"), Arbitraries.of("all", "mlp", "gate_proj+self_attn.*"))
                .as(Selection::new);
        Arbitrary<Prune> prunings = Arbitraries.oneOf(Arbitraries.just(new Prune.None()),
                Combinators
                        .combine(Arbitraries.doubles().between(0, 1).ofScale(3), selections,
                                Arbitraries.of(Prune.Scope.values()), Arbitraries.of(Prune.Order.values()))
                        .as(Prune.Unstructured::new),
                Combinators
                        .combine(Arbitraries.doubles().between(0, 0.99).ofScale(3),
                                Arbitraries.of(Prune.Dim.values()), selections, Arbitraries.of(Prune.Order.values()))
                        .as(Prune.Structured::new),
                Combinators.combine(selections, Arbitraries.of(Prune.Order.values())).as(Prune.TwoOfFour::new));
        Arbitrary<Batching> batchings = Arbitraries.oneOf(Arbitraries.just(new Batching.Single()),
                counts.map(Batching.Static::new), counts.map(Batching.Continuous::new));
        Arbitrary<Placement> placements = Arbitraries.oneOf(Arbitraries.of(new Placement.Device()),
                Arbitraries.integers()
                        .between(1, 100)
                        .optional()
                        .map(layers -> new Placement.Offload(
                                layers.map(OptionalInt::of).orElse(OptionalInt.empty()))));
        Arbitrary<Stack> others = Combinators
                .combine(Arbitraries.of(Precision.values()), prunings, quantizations, caches, ropes(), decodings,
                        batchings,
                        Arbitraries.of(Prefix.values()))
                .as((precision, prune, quantize, cache, rope, decoding, batching, prefix) -> new Stack(precision, prune,
                        quantize, cache, Attention.SDPA, rope, decoding, Execution.EAGER, batching, prefix,
                        new Placement.Device(),
                        new Topology.Single()));
        Arbitrary<Topology> topologies = Combinators
                .combine(Arbitraries.integers().between(1, Topology.MOST),
                        Arbitraries.integers().between(1, Topology.MOST),
                        Arbitraries.integers().between(1, 99).optional())
                .as(StackGrammarTest::topology);
        return Combinators.combine(others, Arbitraries.of(Attention.values()), placements, topologies,
                Arbitraries.of(Execution.values()))
                .as((stack, attention, placement, topology, execution) -> stack.with(attention)
                        .with(placement)
                        .with(topology)
                        .with(execution));
    }

    private static Topology topology(int shards, int stages, Optional<Integer> micro) {
        OptionalInt batches = micro.map(OptionalInt::of).orElse(OptionalInt.empty());
        if (stages == 1) {
            return Topology.of(shards, 1);
        }
        return shards == 1 ? new Topology.Pipeline(stages, batches) : new Topology.Both(shards, stages, batches);
    }

    private static Arbitrary<Rope> ropes() {
        return Combinators.combine(Arbitraries.of(Rope.Kind.values()), Arbitraries.doubles().between(1, 64).ofScale(3),
                Arbitraries.integers().between(2, 9000).optional(), Arbitraries.doubles().between(0.1, 4).ofScale(2),
                Arbitraries.doubles().between(5, 64).ofScale(2), Arbitraries.of(true, false))
                .as((kind, factor, original, low, high, logn) -> {
                    boolean hasBounds = kind == Rope.Kind.YARN || kind == Rope.Kind.LLAMA3;
                    return new Rope(kind, kind == Rope.Kind.MODEL ? 1 : factor,
                            original.map(OptionalInt::of).orElse(OptionalInt.empty()), hasBounds ? low : 1,
                            hasBounds ? high : 1, logn);
                });
    }
}
