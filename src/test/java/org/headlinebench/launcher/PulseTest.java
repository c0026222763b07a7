package org.headlinebench.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import org.headlinebench.benchmark.protocol.MessageStream;
import org.headlinebench.launcher.protocol.HostCommand;

class PulseTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final CountDownLatch gone = new CountDownLatch(1);

    @Test
    void silenceIsNoticedAndTheOtherSideHearsThatThisOneIsThere() throws InterruptedException {
        pulse(100).start();
        assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(sent.toString(StandardCharsets.UTF_8)).startsWith(HostCommand.ALIVE + "\n");
    }

    @Test
    void whoeverIsHeardIsThere() throws InterruptedException {
        Pulse pulse = pulse(400).start();
        for (int i = 0; i < 10; i++) {
            pulse.heard();
            assertThat(gone.await(100, TimeUnit.MILLISECONDS)).isFalse();
        }
        pulse.stop();
        assertThat(gone.await(600, TimeUnit.MILLISECONDS)).isFalse();
    }

    private Pulse pulse(long silenceMillis) {
        return new Pulse(new MessageStream(InputStream.nullInputStream(), sent, _ -> {}), silenceMillis,
                gone::countDown);
    }
}
