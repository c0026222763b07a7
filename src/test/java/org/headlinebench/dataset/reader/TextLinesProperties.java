package org.headlinebench.dataset.reader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TextLinesProperties {
    @Property(tries = 200)
    void linesComeBackWholeHoweverTheyLieInTheBuffer(@ForAll("lines") List<String> lines, @ForAll boolean crLf)
            throws IOException {
        String lineBreak = crLf ? "\r\n" : "\n";
        byte[] bytes = (String.join(lineBreak, lines) + lineBreak).getBytes(UTF_8);

        var read = new ArrayList<String>();
        var source = new TextLines(new ByteArrayInputStream(bytes), 1 << 20);
        for (Optional<TextLine> line = source.next(); line.isPresent(); line = source.next()) {
            assertThat(line.get()).isEqualTo(new TextLine.Readable(read.size() + 1, lines.get(read.size())));
            read.add(lines.get(read.size()));
        }

        assertThat(read).hasSameSizeAs(lines);
    }

    /** Some lines are longer than the reader's buffer of 65,536 bytes. */
    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.strings()
                .withChars("aé漢 \"")
                .ofMaxLength(60)
                .flatMap(line -> Arbitraries.of(1, 1, 1, 700, 3000).map(line::repeat))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
