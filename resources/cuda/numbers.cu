// bfloat16 as its 16 bits: the upper half of a float32.
typedef unsigned short bf16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long i64;

__device__ __forceinline__ float lower(u32 two) { return __uint_as_float(two << 16); }
__device__ __forceinline__ float upper(u32 two) { return __uint_as_float(two & 0xffff0000u); }
__device__ __forceinline__ float wide(bf16 number) { return __uint_as_float(((u32) number) << 16); }

// Rounds to the nearest, ties to even.
__device__ __forceinline__ bf16 narrow(float number) {
  u32 bits = __float_as_uint(number);
  return (bf16) ((bits + 0x7fff + ((bits >> 16) & 1)) >> 16);
}

// Eight weights, past the first-level cache: nobody reads them again in this step.
__device__ __forceinline__ uint4 weights_at(const bf16* place) {
  uint4 eight;
  asm volatile("ld.global.nc.L1::no_allocate.L2::256B.v4.u32 {%0,%1,%2,%3}, [%4];"
      : "=r"(eight.x), "=r"(eight.y), "=r"(eight.z), "=r"(eight.w) : "l"(place));
  return eight;
}

__device__ __forceinline__ float dot(uint4 a, uint4 b, float sum) {
  sum = fmaf(lower(a.x), lower(b.x), sum);
  sum = fmaf(upper(a.x), upper(b.x), sum);
  sum = fmaf(lower(a.y), lower(b.y), sum);
  sum = fmaf(upper(a.y), upper(b.y), sum);
  sum = fmaf(lower(a.z), lower(b.z), sum);
  sum = fmaf(upper(a.z), upper(b.z), sum);
  sum = fmaf(lower(a.w), lower(b.w), sum);
  return fmaf(upper(a.w), upper(b.w), sum);
}

__device__ __forceinline__ float sum_of_warp(float value) {
  for (int other = 16; other; other >>= 1) value += __shfl_xor_sync(~0u, value, other);
  return value;
}

__device__ __forceinline__ float max_of_warp(float value) {
  for (int other = 16; other; other >>= 1) value = fmaxf(value, __shfl_xor_sync(~0u, value, other));
  return value;
}

// A number whose order as an integer is the float's.
__device__ __forceinline__ u32 ordered(float number) {
  u32 bits = __float_as_uint(number);
  return bits & 0x80000000u ? ~bits : bits | 0x80000000u;
}
