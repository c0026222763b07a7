package org.headlinebench.benchmark.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.headlinebench.failure.UserError;

class MessageStreamTest {
    private final List<String> logged = new ArrayList<>();

    @Test
    void messagesPassWholeBetweenLinesThatAreNone() throws IOException {
        var sent = new ByteArrayOutputStream();
        var sender = new MessageStream(InputStream.nullInputStream(), sent, logged::add);
        sent.writeBytes("Welcome to gpu-box\r\n\nHB1 Nonsense {}\n".getBytes(StandardCharsets.UTF_8));
        sender.send(new WorkerReport.Progress(0.5, "läuft\nweiter"));
        sent.writeBytes("no end of line".getBytes(StandardCharsets.UTF_8));

        var stream = new MessageStream(new ByteArrayInputStream(sent.toByteArray()), OutputStream.nullOutputStream(),
                logged::add);
        assertThat(stream.receive(WorkerReport.class)).contains(new WorkerReport.Progress(0.5, "läuft\nweiter"));
        assertThat(stream.receive(WorkerReport.class)).isEqualTo(Optional.empty());
        assertThat(logged).containsExactly("Welcome to gpu-box", "", "HB1 Nonsense {}", "no end of line");
    }

    @Test
    void aLineWithoutEndIsAFailureInWordsOnceItPassesTheBound() {
        var endless = new EndlessLine();
        var stream = new MessageStream(endless, OutputStream.nullOutputStream(), logged::add);
        assertThatThrownBy(() -> stream.receive(WorkerReport.class)).isInstanceOf(MessageTooLong.class)
                .hasMessageContaining("more than 32 MiB");
        assertThat(endless.read).isBetween((long) MessageStream.MOST_BYTES, MessageStream.MOST_BYTES + (1L << 17));
        assertThat(logged).isEmpty();
    }

    @Test
    void aLineOfExactlyTheBoundIsTaken() throws IOException {
        byte[] text = "HB1 ".repeat(MessageStream.MOST_BYTES / 4).getBytes(StandardCharsets.UTF_8);
        var stream = new MessageStream(
                new SequenceInputStream(new ByteArrayInputStream(text), new ByteArrayInputStream(new byte[]{'\n'})),
                OutputStream.nullOutputStream(), logged::add);
        assertThat(stream.receive(WorkerReport.class)).isEmpty();
        assertThat(logged).hasSize(1).allMatch(line -> line.length() == MessageStream.MOST_BYTES);
    }

    @Test
    void aMessageBeyondTheBoundIsRefusedBeforeAnyOfItIsSent() {
        var sent = new ByteArrayOutputStream();
        var stream = new MessageStream(InputStream.nullInputStream(), sent, logged::add);
        assertThatThrownBy(() -> stream.send(new WorkerReport.Progress(0, "x".repeat(MessageStream.MOST_BYTES))))
                .isInstanceOfSatisfying(UserError.class,
                        e -> assertThat(e.remedy()).isEqualTo("Choose fewer or shorter rows."));
        assertThat(sent.size()).isZero();
    }

    /** A worker's output that never ends a line. */
    private static final class EndlessLine extends InputStream {
        private long read;

        @Override
        public int read() {
            read++;
            return 'x';
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            java.util.Arrays.fill(bytes, offset, offset + length, (byte) 'x');
            read += length;
            return length;
        }
    }
}
