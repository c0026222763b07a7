package org.headlinebench.engine.torch.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Some int64 on the device, read in the order of a stream. */
final class DeviceNumbers {
    private final long address;
    private final CudaStream stream;
    private final MemorySegment host;

    /**
     * @param address of the tensor's data
     * @param count   at most
     * @param memory  outlives this
     */
    DeviceNumbers(long address, int count, CudaStream stream, Arena memory) {
        this.address = address;
        this.stream = stream;
        this.host = memory.allocate(ValueLayout.JAVA_LONG, count);
    }

    /** The first values once everything launched before is done. */
    long[] read(int count) {
        try {
            CudaCalls.check(
                    (int) CudaCalls.handle("cuMemcpyDtoHAsync_v2", ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG)
                            .invokeExact(host, address, (long) Long.BYTES * count, stream.handle()),
                    "cuMemcpyDtoHAsync");
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
        stream.await();
        return host.asSlice(0, (long) Long.BYTES * count).toArray(ValueLayout.JAVA_LONG);
    }
}
