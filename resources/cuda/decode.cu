// A greedy decode step of a Llama at batch 1 in 2 + 5 * layers kernels. The residual stream is float32, everything else
// bfloat16. Constants come with the compiler's options: HIDDEN, INNER, HEADS, GROUPS (of keys and values), SIZE (of a
// head), VOCABULARY, CAPACITY (positions of the cache), WINDOW (positions that a token sees, 0: all), EPSILON.
//
// token, place: the newest token and its position; both are moved on by the last kernel
// keys, values: [GROUPS, CAPACITY, SIZE] of a layer
// cosine, sine: [positions, SIZE]; the sine's first half is negated
#define THREADS 256
#define WARPS (THREADS / 32)
#define ATTENDED (HEADS * SIZE)

__device__ __forceinline__ int lane() { return threadIdx.x & 31; }
__device__ __forceinline__ int warp() { return threadIdx.x >> 5; }

// RMS norm of the residual stream, rounded to bfloat16, into shared memory.
__device__ __forceinline__ void normed(const float* x, const bf16* weight, bf16* out, float* sums) {
  float squares = 0;
  for (int i = threadIdx.x; i < HIDDEN; i += THREADS) squares = fmaf(x[i], x[i], squares);
  squares = sum_of_warp(squares);
  if (lane() == 0) sums[warp()] = squares;
  __syncthreads();
  float all = 0;
  for (int i = 0; i < WARPS; i++) all += sums[i];
  float scale = rsqrtf(all / HIDDEN + EPSILON);
  for (int i = threadIdx.x; i < HIDDEN; i += THREADS) out[i] = narrow(x[i] * scale * wide(weight[i]));
  __syncthreads();
}

extern "C" {

__global__ void embed(const bf16* table, const i64* token, float* x) {
  const bf16* row = table + token[0] * HIDDEN;
  for (int i = threadIdx.x; i < HIDDEN; i += blockDim.x) x[i] = wide(row[i]);
}

// Queries, keys and values; a warp computes the two rows that one rotation turns. Keys and values go into the cache.
__global__ void __launch_bounds__(THREADS) project(const float* x, const bf16* norm, const bf16* matrix,
    const bf16* bias, const bf16* cosine, const bf16* sine, const i64* place, bf16* queries, bf16* keys,
    bf16* values) {
  __shared__ __align__(16) bf16 input[HIDDEN];
  __shared__ float sums[WARPS];
  int pair = blockIdx.x * WARPS + warp();
  int head = pair / (SIZE / 2);
  int i = pair % (SIZE / 2);
  int first = head * SIZE + i;
  int second = first + SIZE / 2;
  const bf16* rows[2] = {matrix + (i64) first * HIDDEN, matrix + (i64) second * HIDDEN};
  bool mine = head < HEADS + 2 * GROUPS;
  Rows<HIDDEN, 2, 4> product;
  if (mine) product.begin(rows, lane());
  normed(x, norm, input, sums);
  if (!mine) return;
  float y[2];
  product.finish(rows, input, lane(), y);
  if (lane() != 0) return;
  if (bias) {
    y[0] += wide(bias[first]);
    y[1] += wide(bias[second]);
  }
  i64 position = place[0];
  if (head >= HEADS + GROUPS) {
    bf16* value = values + ((i64) (head - HEADS - GROUPS) * CAPACITY + position) * SIZE;
    value[i] = narrow(y[0]);
    value[i + SIZE / 2] = narrow(y[1]);
    return;
  }
  float c = wide(cosine[position * SIZE + i]);
  float s = wide(sine[position * SIZE + i + SIZE / 2]);
  bf16 turned = narrow(y[0] * c - y[1] * s);
  bf16 other = narrow(y[1] * c + y[0] * s);
  bf16* out = head < HEADS ? queries + head * SIZE : keys + ((i64) (head - HEADS) * CAPACITY + position) * SIZE;
  out[i] = turned;
  out[i + SIZE / 2] = other;
}

// One block per query head: scores of all positions, their softmax, the weighted values.
__global__ void __launch_bounds__(THREADS) attend(const bf16* queries, const bf16* keys, const bf16* values,
    const i64* place, bf16* attended) {
  __shared__ float scores[CAPACITY];
  __shared__ float parts[WARPS][SIZE];
  __shared__ float shared[WARPS];
  const int lanes = SIZE / 8;           // of a position
  const int together = THREADS / lanes; // positions at once
  int head = blockIdx.x;
  int group = head / (HEADS / GROUPS);
  int end = (int) place[0] + 1;
  int begin = WINDOW > 0 && end > WINDOW ? end - WINDOW : 0;
  int mine = threadIdx.x / lanes;
  int part = threadIdx.x % lanes;
  uint4 query = *(const uint4*) (queries + head * SIZE + part * 8);
  const bf16* key = keys + (i64) group * CAPACITY * SIZE + part * 8;
  const bf16* value = values + (i64) group * CAPACITY * SIZE + part * 8;
  float most = -1e30f;
  for (int from = begin; from < end; from += together) {
    int p = from + mine;
    float score = p < end ? dot(*(const uint4*) (key + (i64) p * SIZE), query, 0) : 0;
    for (int other = lanes / 2; other; other >>= 1) score += __shfl_xor_sync(~0u, score, other, lanes);
    score *= rsqrtf((float) SIZE);
    if (p < end) {
      if (part == 0) scores[p] = score;
      most = fmaxf(most, score);
    }
  }
  most = max_of_warp(most);
  if (lane() == 0) shared[warp()] = most;
  __syncthreads();
  for (int i = 0; i < WARPS; i++) most = fmaxf(most, shared[i]);
  __syncthreads();
  float sum = 0;
  for (int p = begin + threadIdx.x; p < end; p += THREADS) {
    float weight = __expf(scores[p] - most);
    scores[p] = weight;
    sum += weight;
  }
  sum = sum_of_warp(sum);
  if (lane() == 0) shared[warp()] = sum;
  __syncthreads();
  sum = 0;
  for (int i = 0; i < WARPS; i++) sum += shared[i];
  float a[8] = {0, 0, 0, 0, 0, 0, 0, 0};
  for (int p = begin + mine; p < end; p += together) {
    uint4 v = *(const uint4*) (value + (i64) p * SIZE);
    float w = scores[p];
    a[0] = fmaf(w, lower(v.x), a[0]);
    a[1] = fmaf(w, upper(v.x), a[1]);
    a[2] = fmaf(w, lower(v.y), a[2]);
    a[3] = fmaf(w, upper(v.y), a[3]);
    a[4] = fmaf(w, lower(v.z), a[4]);
    a[5] = fmaf(w, upper(v.z), a[5]);
    a[6] = fmaf(w, lower(v.w), a[6]);
    a[7] = fmaf(w, upper(v.w), a[7]);
  }
  for (int other = lanes; other < 32; other <<= 1)
    for (int j = 0; j < 8; j++) a[j] += __shfl_xor_sync(~0u, a[j], other);
  if (lane() < lanes)
    for (int j = 0; j < 8; j++) parts[warp()][lane() * 8 + j] = a[j];
  __syncthreads();
  if (threadIdx.x < SIZE) {
    float all = 0;
    for (int i = 0; i < WARPS; i++) all += parts[i][threadIdx.x];
    attended[head * SIZE + threadIdx.x] = narrow(all / sum);
  }
}

// x += matrix * input, a row per warp. input: COLUMNS numbers; matrix: [HIDDEN, COLUMNS]
#define ADD_PRODUCT(NAME, COLUMNS)                                                                          \
  __global__ void __launch_bounds__(THREADS) NAME(const bf16* input, const bf16* matrix, float* x) {        \
    __shared__ __align__(16) bf16 vector[COLUMNS];                                                          \
    int row = blockIdx.x * WARPS + warp();                                                                  \
    const bf16* rows[1] = {matrix + (i64) row * COLUMNS};                                                   \
    Rows<COLUMNS, 1, 8> product;                                                                            \
    if (row < HIDDEN) product.begin(rows, lane());                                                          \
    for (int i = threadIdx.x; i < COLUMNS / 8; i += THREADS)                                                \
      ((uint4*) vector)[i] = ((const uint4*) input)[i];                                                     \
    __syncthreads();                                                                                        \
    if (row >= HIDDEN) return;                                                                              \
    float y[1];                                                                                             \
    product.finish(rows, vector, lane(), y);                                                                \
    if (lane() == 0) x[row] += y[0];                                                                        \
  }

ADD_PRODUCT(out, ATTENDED)
ADD_PRODUCT(down, INNER)

// SiLU of the gate times up; a warp computes both rows of an inner number, and then those of further ones.
__global__ void __launch_bounds__(THREADS) gate_up(const float* x, const bf16* norm, const bf16* gate, const bf16* up,
    bf16* inner) {
  __shared__ __align__(16) bf16 input[HIDDEN];
  __shared__ float sums[WARPS];
  int first = blockIdx.x * WARPS + warp();
  Rows<HIDDEN, 2, 8> product;
  const bf16* rows[2] = {gate + (i64) first * HIDDEN, up + (i64) first * HIDDEN};
  if (first < INNER) product.begin(rows, lane());
  normed(x, norm, input, sums);
  for (int i = first; i < INNER; i += gridDim.x * WARPS) {
    if (i != first) {
      rows[0] = gate + (i64) i * HIDDEN;
      rows[1] = up + (i64) i * HIDDEN;
      product.begin(rows, lane());
    }
    float y[2];
    product.finish(rows, input, lane(), y);
    if (lane() == 0) inner[i] = narrow(y[0] / (1.f + __expf(-y[0])) * y[1]);
  }
}

// The most probable token. Each block knows its own best; the last one to finish moves token and position on. Of equal
// logits the one with the smaller id wins, as in argmax.
__global__ void __launch_bounds__(THREADS) choose(const float* x, const bf16* norm, const bf16* head, u64* best,
    u32* finished, i64* token, i64* place) {
  __shared__ __align__(16) bf16 input[HIDDEN];
  __shared__ float sums[WARPS];
  __shared__ u64 bests[WARPS];
  int first = (blockIdx.x * WARPS + warp()) * 2;
  Rows<HIDDEN, 2, 8> product;
  const bf16* rows[2] = {head + (i64) first * HIDDEN, head + (i64) (first + 1 < VOCABULARY ? first + 1 : first) * HIDDEN};
  if (first < VOCABULARY) product.begin(rows, lane());
  normed(x, norm, input, sums);
  u64 mine = 0;
  for (int id = first; id < VOCABULARY; id += gridDim.x * WARPS * 2) {
    if (id != first) {
      rows[0] = head + (i64) id * HIDDEN;
      rows[1] = head + (i64) (id + 1 < VOCABULARY ? id + 1 : id) * HIDDEN;
      product.begin(rows, lane());
    }
    float y[2];
    product.finish(rows, input, lane(), y);
    for (int j = 0; j < 2 && id + j < VOCABULARY; j++) {
      // Rounded as the logits of the other executions are, so that ties are theirs.
      u64 key = (u64) ordered(wide(narrow(y[j]))) << 32 | (0xffffffffu - (u32) (id + j));
      mine = key > mine ? key : mine;
    }
  }
  if (lane() == 0) bests[warp()] = mine;
  __syncthreads();
  if (threadIdx.x != 0) return;
  for (int i = 1; i < WARPS; i++) mine = bests[i] > mine ? bests[i] : mine;
  atomicMax(best, mine);
  __threadfence();
  if (atomicAdd(finished, 1) == gridDim.x - 1) {
    token[0] = (i64) (0xffffffffu - (u32) (atomicMax(best, 0ull) & 0xffffffffu));
    place[0] += 1;
    *best = 0;
    *finished = 0;
  }
}

}
