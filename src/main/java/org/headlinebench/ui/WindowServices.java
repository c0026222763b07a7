package org.headlinebench.ui;

import java.util.Objects;

import org.headlinebench.benchmark.Benchmark;
import org.headlinebench.device.Devices;
import org.headlinebench.ui.bench.ModelChoices;

/**
 * What the window stands on.
 *
 * @param benchmark runs experiments and stores them; fetches a model that is not installed
 * @param models    the models that can be chosen
 * @param devices   this machine's devices
 */
public record WindowServices(Benchmark benchmark, ModelChoices models, Devices devices) {
    public WindowServices {
        Objects.requireNonNull(benchmark, "benchmark");
        Objects.requireNonNull(models, "models");
        Objects.requireNonNull(devices, "devices");
    }
}
