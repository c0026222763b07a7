package org.headlinebench.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineLoadTest {
    @Test
    void workOfThisProcessIsSeenAsItsShareOfTheHosts() {
        var load = new MachineLoad();
        long end = System.nanoTime() + 400_000_000L;
        double sink = 0;
        while (System.nanoTime() < end) {
            sink += Math.sqrt(sink + 1);
        }
        MachineLoad.Reading busy = load.read();
        assertThat(sink).isPositive();
        assertThat(busy.host()).isBetween(0.01, 1.0);
        assertThat(busy.process()).isBetween(0.01, busy.host());
        assertThat(busy.usedBytes()).isGreaterThan(10_000_000);
    }
}
