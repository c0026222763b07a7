// Input vectors on their way into shared memory, in the order in which the weights' codes come out of their words.

// A norm's weights, eight for each thread at a time, fetched before they are needed.
struct NormWeights {
  static const int EACH = (HIDDEN / 8 + THREADS - 1) / THREADS;
  uint4 eights[EACH];

  __device__ __forceinline__ void fetch(const bf16* weights, int thread) {
#pragma unroll
    for (int i = 0; i < EACH; i++) {
      int eight = i * THREADS + thread;
      eights[i] = eight < HIDDEN / 8 ? constant(weights + eight * 8) : make_uint4(0, 0, 0, 0);
    }
  }
};

__device__ __forceinline__ uint4 scaled(const float (&x)[8], uint4 weights) {
  return make_uint4(narrow(x[0] * lower(weights.x), x[1] * upper(weights.x)),
      narrow(x[2] * lower(weights.y), x[3] * upper(weights.y)), narrow(x[4] * lower(weights.z), x[5] * upper(weights.z)),
      narrow(x[6] * lower(weights.w), x[7] * upper(weights.w)));
}

__device__ __forceinline__ float squares(const float (&x)[8]) {
  float sum = 0;
  for (int i = 0; i < 8; i++) sum = fmaf(x[i], x[i], sum);
  return sum;
}

// The sum over each group of columns, as the kernels see the numbers: GROUP / 8 threads in a row hold one. Where the columns
// end within a warp, a group ends there too.
template <class Weights>
__device__ __forceinline__ void sum_group(uint4 eight, int column, int end, float* sums, int lane) {
  if constexpr (Weights::SUMS) {
    float sum = (lower(eight.x) + upper(eight.x)) + (lower(eight.y) + upper(eight.y)) + (lower(eight.z) + upper(eight.z))
        + (lower(eight.w) + upper(eight.w));
    int left = (end - column) / 8 + lane;
    u32 active = left >= 32 ? ~0u : (1u << left) - 1;
#pragma unroll
    for (int other = GROUP / 16; other; other >>= 1) sum += __shfl_xor_sync(active, sum, other);
    if (column % GROUP == 0) sums[column / GROUP] = sum;
  }
}

// The residual stream times a norm's weights. What the norm divides by comes in when a product is complete: it is the same
// for all of a row. shared: WARPS sums of squares of each row.
template <class Weights>
__device__ __forceinline__ void load_normed(const float* x, const bf16* table, const i64* tokens, const NormWeights& norm,
    char* input, float* shared, float* sums, int thread) {
  const int pitch = HIDDEN * 2 + Weights::INPUT_PAD;
#pragma unroll
  for (int b = 0; b < BATCH; b++) {
    float sum = 0;
#pragma unroll
    for (int i = 0; i < NormWeights::EACH; i++) {
      int eight = i * THREADS + thread;
      if (eight >= HIDDEN / 8) continue;
      float values[8];
      if (table) {
        uint4 row = constant(table + tokens[b] * HIDDEN + eight * 8);
        values[0] = lower(row.x), values[1] = upper(row.x), values[2] = lower(row.y), values[3] = upper(row.y);
        values[4] = lower(row.z), values[5] = upper(row.z), values[6] = lower(row.w), values[7] = upper(row.w);
      } else {
        float4 one = fresh((const float4*) (x + b * HIDDEN + eight * 8));
        float4 two = fresh((const float4*) (x + b * HIDDEN + eight * 8 + 4));
        values[0] = one.x, values[1] = one.y, values[2] = one.z, values[3] = one.w;
        values[4] = two.x, values[5] = two.y, values[6] = two.z, values[7] = two.w;
      }
      sum += squares(values);
      uint4 out = scaled(values, norm.eights[i]);
      Weights::store(input + b * pitch, eight * 8, out);
      sum_group<Weights>(out, eight * 8, HIDDEN, sums + b * (HIDDEN / GROUP), thread & 31);
    }
    sum = sum_of_warp(sum);
    if ((thread & 31) == 0) shared[b * WARPS + (thread >> 5)] = sum;
  }
}

// Numbers in bfloat16, from one column to another. vectors: [BATCH, WIDTH]
template <class Weights, int WIDTH>
__device__ __forceinline__ void load_plain(const bf16* vectors, int from, int to, char* input, int pitch, float* sums,
    int thread) {
#pragma unroll
  for (int b = 0; b < BATCH; b++)
    for (int eight = thread; eight < (to - from) / 8; eight += THREADS) {
      uint4 out = fresh((const uint4*) (vectors + b * WIDTH + from + eight * 8));
      Weights::store(input + b * pitch, eight * 8, out);
      sum_group<Weights>(out, from + eight * 8, to, sums + b * (WIDTH / GROUP), thread & 31);
    }
}
