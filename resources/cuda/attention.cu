// Attention of the newest tokens of all rows over the cache, its positions split over blocks where there are many. A block
// takes one row, one group of keys and values and up to PER positions at a time; the last one to finish a row's group puts
// the parts together. Keys are rotated and stored here, since a rotation needs two numbers that a product delivers apart.
#define QUERIES (HEADS / GROUPS)
#define LANES (SIZE / 8)             // threads of a position
#define TOGETHER (THREADS / LANES)   // positions at once
#define AHEAD (QUERIES > 4 ? 2 : 4)   // positions of each thread whose loads are under way together
#define PER 512                      // positions of an item at most
#define FRESH (VERIFY ? BATCH : 1)   // positions of a sequence that this step adds
#define RAW ((HEADS + 2 * GROUPS) * SIZE)
#define MOST_SPLITS ((CAPACITY + PER / 2 - 1) / (PER / 2))

struct AttentionMemory {
  float queries[QUERIES][SIZE];
  float parts[WARPS][QUERIES][SIZE];
  float most[WARPS][QUERIES], sums[WARPS][QUERIES];
  __align__(16) bf16 keys[FRESH][SIZE];    // of the tokens of this step
  __align__(16) bf16 values[FRESH][SIZE];
  int last;
};

// What one block does in a step: which row and group, which positions.
struct Item {
  int row, group, begin, end, split, splits;
  i64 position;  // of the newest token

  // Positions of an item: fewer where enough blocks are there.
  static __device__ __forceinline__ int per(const i64* places) {
    int splits = 0;
    for (int b = 0; b < BATCH; b++) splits += (length(places[b]) + PER / 2 - 1) / (PER / 2);
    return splits * GROUPS <= GRID ? PER / 2 : PER;
  }

  static __device__ __forceinline__ int length(i64 position) {
    return WINDOW > 0 && position + 1 > WINDOW ? WINDOW : (int) position + 1;
  }

  // The number-th item of the step; false where there are no more.
  __device__ __forceinline__ bool at(int number, const i64* places, int per) {
    group = number % GROUPS;
    split = number / GROUPS;
    for (row = 0; row < BATCH; row++) {
      position = places[row];
      splits = (length(position) + per - 1) / per;
      if (split < splits) {
        int first = (int) position + 1 - length(position);
        begin = first + split * per;
        end = begin + per < (int) position + 1 ? begin + per : (int) position + 1;
        return true;
      }
      split -= splits;
    }
    return false;
  }
};

// Where a row's keys or values of a group and a position lie.
__device__ __forceinline__ i64 cache_index(const int* blocks, int row, int group, int position) {
#if PAGE
  return (((i64) blocks[row * BLOCKS_OF_ROW + position / PAGE] * PAGE + position % PAGE) * GROUPS + group) * SIZE;
#else
  return (((i64) (VERIFY ? 0 : row) * GROUPS + group) * CAPACITY + position) * SIZE;
#endif
}

// AHEAD positions of each thread; those of this step are not there yet.
struct Fetched {
  uint4 eights[AHEAD];

  __device__ __forceinline__ void fetch(const bf16* cache, const int* blocks, const Item& item, int from, int first_fresh,
      int thread) {
#pragma unroll
    for (int i = 0; i < AHEAD; i++) {
      int p = from + i * TOGETHER + thread / LANES;
      if (p < item.end && p < first_fresh)
        eights[i] = constant(cache + cache_index(blocks, item.row, item.group, p) + thread % LANES * 8);
    }
  }

  __device__ __forceinline__ uint4 at(int i, int p, int first_fresh, const bf16 (*of_step)[SIZE], int thread) const {
    return p < first_fresh ? eights[i] : *(const uint4*) (of_step[p - first_fresh] + thread % LANES * 8);
  }
};

__device__ __forceinline__ void turn(float& one, float& two, float2 by) {
  float first = one * by.x - two * by.y;
  two = two * by.x + one * by.y;
  one = first;
}

// raw: [BATCH, RAW] queries, keys and values as the product left them
__device__ __forceinline__ void prepare(const Item& item, const float* raw, const float2 (*turns)[SIZE / 2], bf16* keys,
    bf16* values, const int* blocks, int first_row, int rows, bool stores, AttentionMemory& m, int thread) {
  const int half = SIZE / 2;
  for (int i = thread; i < QUERIES * half; i += THREADS) {
    int head = i / half, at = i % half;
    const float* q = raw + (i64) item.row * RAW + (item.group * QUERIES + head) * SIZE;
    float one = fresh(q + at), two = fresh(q + at + half);
    turn(one, two, turns[item.row][at]);
    m.queries[head][at] = wide(narrow(one));
    m.queries[head][at + half] = wide(narrow(two));
  }
  for (int i = thread; i < rows * half; i += THREADS) {
    int row = i / half, at = i % half;
    const float* k = raw + (i64) (first_row + row) * RAW + (HEADS + item.group) * SIZE;
    i64 position = item.position - (rows - 1) + row;
    float one = fresh(k + at), two = fresh(k + at + half);
    turn(one, two, turns[first_row + row][at]);
    m.keys[row][at] = narrow(one);
    m.keys[row][at + half] = narrow(two);
    const float* v = raw + (i64) (first_row + row) * RAW + (HEADS + GROUPS + item.group) * SIZE;
    m.values[row][at] = narrow(fresh(v + at));
    m.values[row][at + half] = narrow(fresh(v + at + half));
    if (stores && row == rows - 1) {
      i64 to = cache_index(blocks, item.row, item.group, (int) position);
      keys[to + at] = m.keys[row][at];
      keys[to + at + half] = m.keys[row][at + half];
      values[to + at] = m.values[row][at];
      values[to + at + half] = m.values[row][at + half];
    }
  }
}

// parts: [BATCH * GROUPS, MOST_SPLITS, QUERIES, SIZE + 2] float32; finished: [BATCH * GROUPS]
__device__ __forceinline__ void attend(const Item& item, Fetched& k, Fetched& v, const float* raw,
    const float2 (*turns)[SIZE / 2], bf16* keys, bf16* values, const int* blocks, float* parts, u32* finished, bf16* attended,
    AttentionMemory& m, int thread) {
  int warp = thread >> 5, lane = thread & 31;
  int rows = VERIFY ? item.row + 1 : 1;
  int first_fresh = (int) item.position - (rows - 1);
  bool newest = item.end == (int) item.position + 1;
  prepare(item, raw, turns, keys, values, blocks, VERIFY ? 0 : item.row, rows, newest, m, thread);
  together();
  // Each warp attends to positions of its own, with the largest score so far taken out; the warps' parts are put together
  // in the end.
  float query[QUERIES][8], out[QUERIES][8], most[QUERIES], sum[QUERIES];
#pragma unroll
  for (int h = 0; h < QUERIES; h++) {
    most[h] = -1e30f;
    sum[h] = 0;
#pragma unroll
    for (int j = 0; j < 8; j++) {
      query[h][j] = m.queries[h][thread % LANES * 8 + j] * rsqrtf((float) SIZE);
      out[h][j] = 0;
    }
  }
  for (int from = item.begin; from < item.end; from += AHEAD * TOGETHER) {
    if (from != item.begin) {
      k.fetch(keys, blocks, item, from, first_fresh, thread);
      v.fetch(values, blocks, item, from, first_fresh, thread);
    }
    float score[AHEAD][QUERIES];
#pragma unroll
    for (int i = 0; i < AHEAD; i++) {
      int p = from + i * TOGETHER + thread / LANES;
      uint4 key = p < item.end ? k.at(i, p, first_fresh, m.keys, thread) : make_uint4(0, 0, 0, 0);
#pragma unroll
      for (int h = 0; h < QUERIES; h++) {
        score[i][h] = dot(key, query[h]);
#pragma unroll
        for (int other = LANES / 2; other; other >>= 1) score[i][h] += __shfl_xor_sync(~0u, score[i][h], other);
        if (p >= item.end) score[i][h] = -1e30f;
      }
    }
#pragma unroll
    for (int h = 0; h < QUERIES; h++) {
      float all = most[h];
#pragma unroll
      for (int i = 0; i < AHEAD; i++) all = fmaxf(all, score[i][h]);
#pragma unroll
      for (int other = LANES; other < 32; other <<= 1) all = fmaxf(all, __shfl_xor_sync(~0u, all, other));
      float less = __expf(most[h] - all);
      most[h] = all;
      sum[h] *= less;
#pragma unroll
      for (int j = 0; j < 8; j++) out[h][j] *= less;
    }
#pragma unroll
    for (int i = 0; i < AHEAD; i++) {
      int p = from + i * TOGETHER + thread / LANES;
      if (p >= item.end) break;
      uint4 value = v.at(i, p, first_fresh, m.values, thread);
#pragma unroll
      for (int h = 0; h < QUERIES; h++) {
        float weight = __expf(score[i][h] - most[h]);
        sum[h] += weight;
        add_scaled(out[h], weight, value);
      }
    }
  }
#pragma unroll
  for (int h = 0; h < QUERIES; h++) {
#pragma unroll
    for (int other = LANES; other < 32; other <<= 1) {
      sum[h] += __shfl_xor_sync(~0u, sum[h], other);
#pragma unroll
      for (int j = 0; j < 8; j++) out[h][j] += __shfl_xor_sync(~0u, out[h][j], other);
    }
    if (lane < LANES) {
#pragma unroll
      for (int j = 0; j < 8; j++) m.parts[warp][h][lane * 8 + j] = out[h][j];
    }
    if (lane == 0) {
      m.most[warp][h] = most[h];
      m.sums[warp][h] = sum[h];
    }
  }
  together();
  float* part = parts + ((i64) (item.row * GROUPS + item.group) * MOST_SPLITS + item.split) * QUERIES * (SIZE + 2);
  for (int i = thread; i < QUERIES * SIZE; i += THREADS) {
    int h = i / SIZE, at = i % SIZE;
    float highest = -1e30f, sums = 0, all = 0;
#pragma unroll
    for (int w = 0; w < WARPS; w++) highest = fmaxf(highest, m.most[w][h]);
#pragma unroll
    for (int w = 0; w < WARPS; w++) {
      float weight = __expf(m.most[w][h] - highest);
      sums = fmaf(weight, m.sums[w][h], sums);
      all = fmaf(weight, m.parts[w][h][at], all);
    }
    if (item.splits == 1) {
      attended[(i64) item.row * HEADS * SIZE + (item.group * QUERIES + h) * SIZE + at] = narrow(all / sums);
    } else {
      part[h * (SIZE + 2) + at] = all;
      if (at == 0) {
        part[h * (SIZE + 2) + SIZE] = highest;
        part[h * (SIZE + 2) + SIZE + 1] = sums;
      }
    }
  }
  if (item.splits == 1) return;
  __threadfence();
  together();
  if (thread == 0) m.last = atomicAdd(finished + item.row * GROUPS + item.group, 1) == item.splits - 1;
  together();
  if (!m.last) return;
  __threadfence();
  const float* all_parts = parts + (i64) (item.row * GROUPS + item.group) * MOST_SPLITS * QUERIES * (SIZE + 2);
  for (int i = thread; i < QUERIES * SIZE; i += THREADS) {
    int h = i / SIZE, at = i % SIZE;
    const float* of_head = all_parts + h * (SIZE + 2);
    float most = -1e30f;
    for (int s = 0; s < item.splits; s++) most = fmaxf(most, fresh(of_head + s * QUERIES * (SIZE + 2) + SIZE));
    float sum = 0, all = 0;
    for (int s = 0; s < item.splits; s++) {
      const float* p = of_head + s * QUERIES * (SIZE + 2);
      float weight = __expf(fresh(p + SIZE) - most);
      sum = fmaf(weight, fresh(p + SIZE + 1), sum);
      all = fmaf(weight, fresh(p + at), all);
    }
    attended[(i64) item.row * HEADS * SIZE + (item.group * QUERIES + h) * SIZE + at] = narrow(all / sum);
  }
  if (thread == 0) finished[item.row * GROUPS + item.group] = 0;
}
