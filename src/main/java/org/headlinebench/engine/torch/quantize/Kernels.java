package org.headlinebench.engine.torch.quantize;

import org.headlinebench.device.DeviceKind;

/**
 * What multiplies quantized matrices on a kind of device: TorchScript texts and the operators' names, for a run's facts.
 *
 * @param int4     four-bit codes in groups
 * @param int8     signed bytes with a scale per row
 * @param integers signed bytes with signed bytes
 */
record Kernels(String int4, String int4Name, String int8, String int8Name, String integers) {
    static Kernels on(DeviceKind device) {
        return switch (device) {
            case CPU -> new Kernels("kernel/int4_cpu", "ATen _weight_int4pack_mm_for_cpu", "kernel/int8",
                    "ATen _weight_int8pack_mm", "kernel/int_mm_cpu");
            // ATen has had a weight-only eight-bit product for GPUs since libtorch 2.9; DJL's natives are older.
            case CUDA -> new Kernels("kernel/int4_cuda", "ATen _weight_int4pack_mm", "kernel/int8_dequantized",
                    "ATen linear, dequantized in every product", "kernel/int_mm_cuda");
        };
    }
}
