package org.headlinebench.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.headlinebench.benchmark.RunSetup;
import org.headlinebench.device.DeviceId;
import org.headlinebench.device.DeviceKind;
import org.headlinebench.optimization.Stack;
import org.headlinebench.ui.WindowDriver;

/** The window in a process of its own, which begins a first experiment and is there to be killed. */
final class KilledWindow {
    private KilledWindow() {}

    /** @param arguments the application folder */
    public static void main(String[] arguments) throws Exception {
        Services services = services(Path.of(arguments[0]), Map.of());
        var driver = WindowDriver.open(services.window());
        WindowDriver.onFx(() -> {
            var model = driver.window().model();
            model.queue()
                    .add(Stream.of("cache=none", "cache=dynamic")
                            .map(stack -> new RunSetup("headline-draft", DeviceId.CPU,
                                    Stack.parse(stack, DeviceKind.CPU)))
                            .toList(), model.setup().firstArticles());
            return true;
        });
        driver.awaitEnd(Duration.ofMinutes(2));
        Thread.sleep(Duration.ofMinutes(2));
    }

    static Services services(Path folder, Map<String, String> environment) {
        return new Services(new AppFolder(folder), Version.read(), environment, folder,
                Path.of(System.getProperty("java.home")), System.getProperty("java.class.path"));
    }
}
