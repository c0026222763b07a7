#define THREADS 256  // of a block that compute; more warps fetch
#define WARPS (THREADS / 32)

// bfloat16 as its 16 bits: the upper half of a float32.
typedef unsigned short bf16;
typedef unsigned char u8;
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

__device__ __forceinline__ u32 narrow(float low, float high) {
  u32 two;
  asm("cvt.rn.bf16x2.f32 %0, %1, %2;" : "=r"(two) : "f"(high), "f"(low));
  return two;
}

__device__ __forceinline__ float dot(uint4 a, const float (&b)[8]) {
  float sum = lower(a.x) * b[0];
  sum = fmaf(upper(a.x), b[1], sum);
  sum = fmaf(lower(a.y), b[2], sum);
  sum = fmaf(upper(a.y), b[3], sum);
  sum = fmaf(lower(a.z), b[4], sum);
  sum = fmaf(upper(a.z), b[5], sum);
  sum = fmaf(lower(a.w), b[6], sum);
  return fmaf(upper(a.w), b[7], sum);
}

__device__ __forceinline__ void add_scaled(float (&sums)[8], float scale, uint4 b) {
  sums[0] = fmaf(scale, lower(b.x), sums[0]);
  sums[1] = fmaf(scale, upper(b.x), sums[1]);
  sums[2] = fmaf(scale, lower(b.y), sums[2]);
  sums[3] = fmaf(scale, upper(b.y), sums[3]);
  sums[4] = fmaf(scale, lower(b.z), sums[4]);
  sums[5] = fmaf(scale, upper(b.z), sums[5]);
  sums[6] = fmaf(scale, lower(b.w), sums[6]);
  sums[7] = fmaf(scale, upper(b.w), sums[7]);
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

// Numbers that other multiprocessors wrote in this launch: past the first-level cache, which does not see them.
__device__ __forceinline__ float4 fresh(const float4* place) { return __ldcg(place); }
__device__ __forceinline__ uint4 fresh(const uint4* place) { return __ldcg(place); }
__device__ __forceinline__ float fresh(const float* place) { return __ldcg(place); }

// Numbers that nobody writes in this launch.
__device__ __forceinline__ uint4 constant(const bf16* place) {
  uint4 eight;
  asm volatile("ld.global.nc.L1::no_allocate.v4.u32 {%0,%1,%2,%3}, [%4];"
      : "=r"(eight.x), "=r"(eight.y), "=r"(eight.z), "=r"(eight.w) : "l"(place));
  return eight;
}

// Products of 8 rows of 32 numbers with 8 columns on tensor cores. A lane holds of row lane / 4 and of column lane / 4 eight
// numbers, two in a register; any order of the 32 does as long as both have the same, but x has the middle two registers
// exchanged. Instructions multiply 16 rows; here a lane's x stands in both halves of those, of which the first instruction
// computes the upper one for half of the numbers and the second the lower one for the others. The rest is not looked at.
struct Tile {
  float upper[4], lower[4];

  __device__ __forceinline__ void clear() {
    for (int i = 0; i < 4; i++) upper[i] = lower[i] = 0;
  }

  __device__ __forceinline__ void add(uint4 x, u32 w0, u32 w1, u32 w2, u32 w3) {
    one(upper, x, w0, w1);
    one(lower, x, w2, w3);
  }

  // Of row lane / 4 and columns (lane % 4) * 2 + {0, 1}.
  __device__ __forceinline__ float2 value() const { return make_float2(upper[0] + lower[2], upper[1] + lower[3]); }

  static __device__ __forceinline__ void one(float (&sums)[4], uint4 x, u32 w0, u32 w1) {
    asm("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0,%1,%2,%3}, {%4,%5,%6,%7}, {%8,%9}, {%0,%1,%2,%3};"
        : "+f"(sums[0]), "+f"(sums[1]), "+f"(sums[2]), "+f"(sums[3])
        : "r"(x.x), "r"(x.y), "r"(x.z), "r"(x.w), "r"(w0), "r"(w1));
  }
};

// Waits for the threads of the block that compute.
__device__ __forceinline__ void together() { asm volatile("bar.sync 1, %0;" ::"n"(THREADS) : "memory"); }

// Waits for the warps of a team; teams of all sizes but one warp have a barrier each.
__device__ __forceinline__ void together(int team, int warps) {
  if (warps == 1) {
    __syncwarp();
  } else {
    asm volatile("bar.sync %0, %1;" ::"r"(team + 2), "r"(warps * 32) : "memory");
  }
}
