package org.headlinebench.metrics.quality;

import java.util.BitSet;
import java.util.List;

/** Longest common subsequences, with {@code rouge_score}'s choice among equally long ones. */
final class CommonSubsequence {
    private CommonSubsequence() {}

    /**
     * {@code [i][j]}: length of the longest common subsequence of the first i actual and the first j generated words.
     */
    static int[][] table(List<String> actual, List<String> generated) {
        int[][] lengths = new int[actual.size() + 1][generated.size() + 1];
        for (int i = 1; i <= actual.size(); i++) {
            for (int j = 1; j <= generated.size(); j++) {
                lengths[i][j] = actual.get(i - 1).equals(generated.get(j - 1))
                        ? lengths[i - 1][j - 1] + 1
                        : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
            }
        }
        return lengths;
    }

    /**
     * Positions in the actual line, ascending, that belong to its chosen subsequence with any of the generated lines.
     */
    static int[] unionPositions(List<String> actual, List<List<String>> generatedLines) {
        BitSet union = new BitSet(actual.size());
        for (List<String> generated : generatedLines) {
            markPositions(actual, generated, union);
        }
        return union.stream().toArray();
    }

    private static void markPositions(List<String> actual, List<String> generated, BitSet positions) {
        int[][] lengths = table(actual, generated);
        int i = actual.size();
        int j = generated.size();
        while (i > 0 && j > 0) {
            if (actual.get(i - 1).equals(generated.get(j - 1))) {
                positions.set(--i);
                j--;
            } else if (lengths[i][j - 1] > lengths[i - 1][j]) {
                j--;
            } else {
                i--;
            }
        }
    }
}
