package org.headlinebench.benchmark.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.benchmark.Workload;
import org.headlinebench.benchmark.protocol.WorkerReport;
import org.headlinebench.benchmark.result.LoadReport;
import org.headlinebench.benchmark.result.MemoryReading;
import org.headlinebench.benchmark.result.Run;
import org.headlinebench.benchmark.result.RunId;
import org.headlinebench.benchmark.result.Sample;
import org.headlinebench.benchmark.result.WorkloadIdentity;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;

@Domain(BenchmarkRecords.class)
class BenchmarkJsonTest {
    private static final Run RUN = Run.queued(new RunId("a-1"), "experiment", 1,
            new RunSetup("model", DeviceId.parse("cuda:3"), Stack.parse("cache=static(512)", DeviceKind.CUDA)),
            new WorkloadIdentity("sample", "00", "1-50", 50, 0, "reference", "first-line/1", "stop/1", "refuse", 25, 1,
                    "11"),
            Instant.parse("2026-11-22T19:45:12.123456789Z"));

    @Property(tries = 200)
    void aRunReadsBackAsItWas(@ForAll Run run) {
        assertThat(throughBytes(run, Run.class)).isEqualTo(run);
    }

    @Property(tries = 200)
    void aSampleReadsBackAsItWasToTheLastBitAndTheLastCharacter(@ForAll Sample sample) {
        assertThat(throughBytes(sample, Sample.class)).isEqualTo(sample);
    }

    @Property(tries = 200)
    void aWorkloadReadsBackAsItWas(@ForAll Workload workload) {
        assertThat(throughBytes(workload, Workload.class)).isEqualTo(workload);
    }

    @Property
    void aMemoryReadingReadsBackAsItWas(@ForAll MemoryReading reading) {
        assertThat(throughBytes(reading, MemoryReading.class)).isEqualTo(reading);
    }

    @Example
    void stackDeviceAndIdAreTheTextsThatAUserWrites() {
        assertThat(BenchmarkJson.write(RUN)).contains("\"id\":\"a-1\"", "\"device\":\"cuda:3\"",
                "\"stack\":\"precision=bfloat16,cache=static(max=512),decoding=greedy\"",
                "\"createdAt\":\"2026-11-22T19:45:12.123456789Z\"").doesNotContain("\n");
    }

    @Example
    void aPropertyOfALaterVersionIsIgnored() {
        assertThat(BenchmarkJson.read(BenchmarkJson.write(RUN).replaceFirst("\\{", "{\"later\":[{}],"), Run.class))
                .isEqualTo(RUN);
    }

    @Example
    void anOptionalComponentMayBeMissingFromAnOlderDocument() {
        String json = BenchmarkJson.write(RUN).replace(",\"memory\":null", "").replace(",\"wallMillis\":null", "");

        assertThat(json).doesNotContain("\"memory\"", "\"wallMillis\"");
        assertThat(BenchmarkJson.read(json, Run.class)).isEqualTo(RUN);
    }

    @Example
    void whatIsMissingNullOrOfAnotherTypeIsRefusedWithItsPlace() {
        String json = BenchmarkJson.write(RUN);

        refused(json.replace("\"ordinal\":1,", ""), "ordinal");
        refused(json.replace("\"dataset\":\"sample\",", ""), "workload", "dataset");
        refused(json.replace("\"dataset\":\"sample\"", "\"dataset\":null"), "workload", "dataset");
        refused(json.replace("\"rows\":50", "\"rows\":\"50\""), "workload.rows", "line 1");
        refused(json.replace("\"rows\":50", "\"rows\":50.5"), "workload.rows");
        refused(json.replace("\"QUEUED\"", "\"PAUSED\""), "state", "PAUSED");
        refused(json.replace("\"QUEUED\"", "0"), "state");
        refused(json.replace("\"cuda:3\"", "\"tpu\""), "setup.device", "'tpu' is not a device");
        refused(json.replace("\"cuda:3\"", "{}"), "setup.device", "is a text");
        refused(json.replace("cache=static", "cache=statik"), "setup.stack", "statik");
        refused(json.replace("\"QUEUED\"", "\"FAILED\""), "a run has a failure exactly if it failed");
    }

    @Example
    void whatIsNoJsonDocumentIsRefused() {
        for (String json : List.of("", "null", "[]", "{", "{}", "nonsense", BenchmarkJson.write(RUN) + "}",
                BenchmarkJson.write(RUN) + BenchmarkJson.write(RUN))) {
            refused(json, "A Run document cannot be read");
        }
        assertThatThrownBy(() -> BenchmarkJson.read("{}", Stack.class)).isInstanceOf(UnreadableDocument.class);
    }

    @Example
    void aNumberThatIsNotFiniteIsNeverWritten() {
        var load = new LoadReport(Double.NaN, 1, 1, true, 1, 1, 1, List.of());

        assertThatIllegalArgumentException().isThrownBy(() -> BenchmarkJson.write(load));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchmarkJson.write(new WorkerReport.Bandwidth(Double.POSITIVE_INFINITY)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BenchmarkJson.write(OptionalDouble.of(Double.NEGATIVE_INFINITY)));
        assertThatIllegalArgumentException().isThrownBy(() -> BenchmarkJson.write(List.of(Double.NaN)));
    }

    /** As the worker protocol and the store carry it. */
    private static <T> T throughBytes(T value, Class<T> type) {
        byte[] bytes = BenchmarkJson.write(value).getBytes(StandardCharsets.UTF_8);
        return BenchmarkJson.read(new String(bytes, StandardCharsets.UTF_8), type);
    }

    private static void refused(String json, String... where) {
        assertThatThrownBy(() -> BenchmarkJson.read(json, Run.class)).isInstanceOf(UnreadableDocument.class)
                .satisfies(error -> assertThat(error.getMessage()).contains(where));
    }
}
