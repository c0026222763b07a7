package org.headlinebench.optimization;

import java.util.Arrays;
import java.util.List;

/** How a decode step reaches the device. */
public enum Execution {
    /** Operator after operator, each launched when it is its turn. */
    EAGER("eager"),
    /** Recorded once as a CUDA graph and launched whole for each token. */
    CUDA_GRAPH("cuda-graph"),
    /** The same in one kernel of our own. */
    FUSED("fused");

    private final String word;

    Execution(String word) {
        this.word = word;
    }

    /** The name as it is written. */
    public String word() {
        return word;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Execution::word).toList();
    }

    static Execution of(Choice choice) {
        choice.accept();
        return Arrays.stream(values())
                .filter(execution -> execution.word.equals(choice.word()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(choice.word()));
    }

    /** The choice as it is written. */
    Choice choice() {
        return Choice.of(word);
    }
}
