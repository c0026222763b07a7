package org.headlinebench.engine.torch.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.engine.torch.script.Script;
import org.headlinebench.failure.UserError;
import org.headlinebench.optimization.Axis;
import org.headlinebench.optimization.Stack;
import org.headlinebench.optimization.StackRules;
import org.headlinebench.weights.ModelFamily;

/** What runs on GPUs is compiled here as it is there, with every operator and type checked. */
class ProgramsForGpusTest {
    private static Stream<Stack> stacks() {
        return Stream.concat(Stream.of(Axis.values())
                .flatMap(
                        axis -> axis.choices().stream().map(choice -> axis.word() + "=" + choice + parameters(choice))),
                Stream.of("cache=dynamic(bits=8)", "cache=static(bits=4)", "cache=sliding(8,2,bits=8)",
                        "cache=paged(16,bits=2)"))
                .flatMap(text -> Stream.of(text, "cache=static,execution=cuda-graph," + text,
                        "cache=static,execution=fused," + text))
                .filter(text -> text.indexOf("cache=") == text.lastIndexOf("cache=")
                        && text.indexOf("execution=") == text.lastIndexOf("execution="))
                .map(text -> Stack.parse(text, DeviceKind.CUDA))
                .filter(ProgramsForGpusTest::runs);
    }

    @ParameterizedTest
    @EnumSource(names = {"LLAMA", "OPT"})
    void everyProgramForGpusCompiles(ModelFamily family) {
        Set<List<String>> programs = stacks().map(stack -> ProgramParts.of(family, stack, DeviceKind.CUDA).resources())
                .collect(Collectors.toSet());

        assertThat(programs).hasSizeGreaterThan(15);
        programs.forEach(program -> Script.compile(new DeviceId(DeviceKind.CUDA, 0), program));
    }

    private static String parameters(String choice) {
        return switch (choice) {
            case "sliding" -> "(8,2)";
            case "paged" -> "(16)";
            case "l1-unstructured", "l1-structured" -> "(0.5)";
            case "speculative" -> "(draft=small)";
            case "prompt-lookup" -> "(3,8)";
            case "linear", "dynamic-ntk", "yarn", "llama3" -> "(factor=2)";
            default -> "";
        };
    }

    private static boolean runs(Stack stack) {
        try {
            StackRules.check(stack, DeviceKind.CUDA);
            return true;
        } catch (UserError refused) {
            return false;
        }
    }
}
