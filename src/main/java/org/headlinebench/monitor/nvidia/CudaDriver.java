package org.headlinebench.monitor.nvidia;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The GPUs that a process may use, by CUDA's driver API ({@code cuda.h}); none where there is no driver. */
public final class CudaDriver {
    private static final int NAME_BYTES = 256;
    private static final int UUID_BYTES = 16;
    /** {@code CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT} and those of the compute capability. */
    private static final int MULTIPROCESSORS = 16;
    private static final int CAPABILITY_MAJOR = 75;
    private static final int CAPABILITY_MINOR = 76;

    /**
     * A GPU.
     *
     * @param index           its number in CUDA's order
     * @param computeCapability for example {@code 9.0}
     * @param uuid            as NVIDIA's tools write it, {@code GPU-…}
     */
    public record Gpu(int index, String name, long memoryBytes, int multiprocessors, String computeCapability,
            String uuid) {}

    private CudaDriver() {}

    /** All GPUs in CUDA's order. Creates no context on any of them. */
    public static List<Gpu> gpus() {
        Optional<CLibrary> driver = CLibrary.open("libcuda.so.1");
        if (driver.isEmpty() || driver.get().call("cuInit", 0) != 0) {
            return List.of();
        }
        CLibrary cuda = driver.get();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment number = arena.allocate(ValueLayout.JAVA_INT);
            int count = cuda.call("cuDeviceGetCount", number) == 0 ? number.get(ValueLayout.JAVA_INT, 0) : 0;
            List<Gpu> found = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                if (cuda.call("cuDeviceGet", number, index) == 0) {
                    found.add(gpu(cuda, index, number.get(ValueLayout.JAVA_INT, 0), arena));
                }
            }
            return found;
        }
    }

    private static Gpu gpu(CLibrary cuda, int index, int device, Arena arena) {
        MemorySegment name = arena.allocate(NAME_BYTES);
        MemorySegment bytes = arena.allocate(ValueLayout.JAVA_LONG);
        MemorySegment uuid = arena.allocate(UUID_BYTES);
        cuda.call("cuDeviceGetName", name, NAME_BYTES, device);
        cuda.call("cuDeviceTotalMem_v2", bytes, device);
        cuda.call("cuDeviceGetUuid_v2", uuid, device);
        return new Gpu(index, name.getString(0), Math.max(1, bytes.get(ValueLayout.JAVA_LONG, 0)),
                Math.max(1, attribute(cuda, MULTIPROCESSORS, device, arena)),
                attribute(cuda, CAPABILITY_MAJOR, device, arena) + "."
                        + attribute(cuda, CAPABILITY_MINOR, device, arena),
                uuid(uuid.toArray(ValueLayout.JAVA_BYTE)));
    }

    private static int attribute(CLibrary cuda, int attribute, int device, Arena arena) {
        MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
        return cuda.call("cuDeviceGetAttribute", value, attribute, device) == 0
                ? value.get(ValueLayout.JAVA_INT, 0)
                : 0;
    }

    private static String uuid(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes);
        return "GPU-" + hex.substring(0, 8) + "-" + hex.substring(8, 12) + "-" + hex.substring(12, 16) + "-"
                + hex.substring(16, 20) + "-" + hex.substring(20);
    }
}
