package org.headlinebench.ui.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.headlinebench.ui.table.ColumnWidths.Claim;

class ColumnWidthsTest {
    private static final List<Claim> CLAIMS = List.of(new Claim(50, 0), new Claim(100, 2), new Claim(100, 1));

    @Test
    void whatIsLeftGoesToTheTextByWeight() {
        assertThat(ColumnWidths.share(550, CLAIMS)).containsExactly(50.0, 300.0, 200.0);
    }

    @Test
    void aNarrowTableScrollsRatherThanSqueezing() {
        assertThat(ColumnWidths.share(120, CLAIMS)).containsExactly(50.0, 100.0, 100.0);
    }
}
