package org.headlinebench.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class PaceTest {
    @Test
    void theWindowRestsTwoHundredTimesAsLongAsItWasBusy() {
        assertThat(Pace.restNanos(Duration.ofMillis(3).toNanos())).isEqualTo(Duration.ofMillis(600).toNanos());
    }

    @Test
    void itNeverRestsSoLongThatItLooksStuck() {
        assertThat(Pace.restNanos(Duration.ofSeconds(5).toNanos())).isEqualTo(Duration.ofSeconds(4).toNanos());
        assertThat(Pace.restNanos(0)).isEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void theSecondUpdateWaitsUntilTheFirstIsPaidFor() throws Exception {
        var busy = new AtomicLong(Duration.ofMillis(2).toNanos());
        var pace = new Pace(Runnable::run, busy::get);
        var first = new CountDownLatch(1);
        var second = new CountDownLatch(1);
        pace.next(first::countDown);
        assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();
        pace.next(second::countDown);
        assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(350));
    }
}
