package org.headlinebench.engine.torch.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** One int64 on the device, read in the order of a stream. */
final class DeviceNumber {
    private final long address;
    private final CudaStream stream;
    private final MemorySegment host;

    /**
     * @param address of the tensor's data
     * @param memory  outlives this
     */
    DeviceNumber(long address, CudaStream stream, Arena memory) {
        this.address = address;
        this.stream = stream;
        this.host = memory.allocate(ValueLayout.JAVA_LONG);
    }

    /** The value once everything launched before is done. */
    long read() {
        try {
            CudaCalls.check(
                    (int) CudaCalls.handle("cuMemcpyDtoHAsync_v2", ValueLayout.ADDRESS, ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG)
                            .invokeExact(host, address, (long) Long.BYTES, stream.handle()),
                    "cuMemcpyDtoHAsync");
        } catch (Throwable t) {
            throw CudaCalls.unexpected(t);
        }
        stream.await();
        return host.get(ValueLayout.JAVA_LONG, 0);
    }
}
