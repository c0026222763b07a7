package org.headlinebench.engine.paged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlockTableProperties {
    /** A model of the pool: what was written at each place; sequences that share must still read their own tokens. */
    @Property(tries = 200)
    void everySequenceReadsItsOwnTokensWhateverTheOthersAppendForkAndForget(
            @ForAll @IntRange(min = 1, max = 5) int size,
            @ForAll long seed) {
        var random = new Random(seed);
        var pool = new BlockPool(size, _ -> {});
        Map<Long, Integer> memory = new HashMap<>();
        List<BlockTable> tables = new ArrayList<>(List.of(new BlockTable(pool)));
        List<List<Integer>> tokens = new ArrayList<>(List.of(new ArrayList<>()));
        for (int step = 0; step < 60; step++) {
            int i = random.nextInt(tables.size());
            BlockTable table = tables.get(i);
            List<Integer> expected = tokens.get(i);
            switch (random.nextInt(4)) {
                case 0, 1 -> append(table, expected, 1 + random.nextInt(7), memory, size, step);
                case 2 -> {
                    int left = random.nextInt(expected.size() + 1);
                    table.truncate(left);
                    expected.subList(left, expected.size()).clear();
                }
                default -> {
                    int kept = random.nextInt(expected.size() + 1);
                    tables.add(table.fork(kept));
                    tokens.add(new ArrayList<>(expected.subList(0, kept)));
                }
            }
            for (int t = 0; t < tables.size(); t++) {
                assertThat(read(tables.get(t), memory)).isEqualTo(tokens.get(t));
            }
            var held = new HashSet<Integer>();
            tables.forEach(each -> held.addAll(each.blocks()));
            assertThat(pool.used()).isEqualTo(held.size());
        }
        tables.forEach(BlockTable::close);
        assertThat(pool.used()).isZero();
    }

    @Test
    void aCommonBeginningIsHeldOnceAndCopiedOnlyWhereSomebodyWritesIntoIt() {
        var pool = new BlockPool(4, _ -> {});
        var prompt = new BlockTable(pool);
        prompt.append(10);
        BlockTable first = prompt.fork(10);
        BlockTable second = prompt.fork(8);
        assertThat(pool.used()).isEqualTo(3);
        assertThat(pool.holders(prompt.blocks().getFirst())).isEqualTo(3);
        assertThat(second.append(1)).as("begins a block of its own").isEmpty();
        BlockTable.Copy copy = first.append(1).orElseThrow();
        assertThat(copy.from()).isEqualTo(prompt.blocks().getLast());
        assertThat(copy.to()).isEqualTo(first.blocks().getLast());
        assertThat(prompt.append(1)).as("nobody else holds its last block any more").isEmpty();
        assertThat(pool.used()).isEqualTo(5);
        assertThat(first.blocks().subList(0, 2)).isEqualTo(prompt.blocks().subList(0, 2))
                .isEqualTo(second.blocks().subList(0, 2));
    }

    @Test
    void freedBlocksAreTakenAgainBeforeThePoolGrows() {
        var grown = new ArrayList<Integer>();
        var pool = new BlockPool(4, grown::add);
        pool.reserve(3);
        var table = new BlockTable(pool);
        table.append(12);
        table.close();
        new BlockTable(pool).append(12);
        assertThat(grown).containsExactly(3);
        assertThatThrownBy(() -> table.truncate(1)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void append(BlockTable table, List<Integer> expected, int count, Map<Long, Integer> memory, int size,
            int step) {
        int before = table.length();
        table.append(count).ifPresent(copy -> {
            for (int i = 0; i < size; i++) {
                memory.put((long) copy.to() * size + i, memory.getOrDefault((long) copy.from() * size + i, -1));
            }
        });
        for (long place : table.places(before, count)) {
            memory.put(place, step);
            expected.add(step);
        }
    }

    private static List<Integer> read(BlockTable table, Map<Long, Integer> memory) {
        List<Integer> read = new ArrayList<>();
        for (long place : table.places(0, table.length())) {
            read.add(memory.get(place));
        }
        return read;
    }
}
