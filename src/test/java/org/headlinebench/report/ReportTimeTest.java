package org.headlinebench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

import org.headlinebench.comparison.MeasuredRun;
import org.headlinebench.report.ReportFile.Format;

@Isolated("it counts the processor time of the whole process")
class ReportTimeTest {
    /** In processor time on two cores, of which nearly all is spent side by side: a clock would measure other programs. */
    @Test
    void aReportOnFiftyRunsOfAThousandSamplesTakesLessThanTenSeconds() {
        var process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        List<MeasuredRun> runs = ReportFixture.many(50, 1000);
        long start = process.getProcessCpuTime();
        assertThat(ReportFixture.write(runs, Format.PDF)).isNotEmpty();
        assertThat((process.getProcessCpuTime() - start) / 2e9).as("seconds").isLessThan(10);
    }
}
