// A greedy decode step of a Llama for 1 to 8 rows in one kernel that stays on all multiprocessors: one block each, whose
// last warps fetch weights without a pause while the others compute, wait for each other, and attend. Constants come with
// the compiler's options: BATCH (rows), VERIFY (1: the rows are successive tokens of one sequence), LAYERS, HIDDEN, INNER,
// HEADS, GROUPS (of keys and values), SIZE (of a head), VOCABULARY, CAPACITY (positions of a cache), PAGE (positions of a
// block of a paged cache; 0: static), WINDOW (positions that a token sees; 0: all), EPSILON, GRID (blocks), WEIGHTS
// (format of the layers), GROUP (of codes with a scale), SHARED (bytes of shared memory that a block gets).
typedef Product<LayerWeights, HIDDEN, RAW / 8, 1> Project;
typedef Product<LayerWeights, HEADS * SIZE, HIDDEN / 8, 1> Out;
typedef Product<LayerWeights, HIDDEN, INNER / 8, 2> GateUp;
typedef Product<LayerWeights, INNER, HIDDEN / 8, 1> Down;
typedef Product<Bf16Weights, HIDDEN, VOCABULARY / 8, 1> Head;

// Waits until all blocks came here. Counts up in a launch; the last kernel's end sets it back.
__device__ __forceinline__ void all_blocks(u32* arrived, u32& expected, int thread) {
  together();
  expected += GRID;
  if (thread == 0) {
    __threadfence();
    atomicAdd(arrived, 1);
    u32 seen;
    do asm volatile("ld.acquire.gpu.global.u32 %0, [%1];" : "=r"(seen) : "l"(arrived) : "memory");
    while (seen < expected);
  }
  together();
}

__device__ __forceinline__ float norm_of(const float* squares, int row) {
  float all = 0;
  for (int w = 0; w < WARPS; w++) all += squares[row * WARPS + w];
  return rsqrtf(all / HIDDEN + EPSILON);
}

// All weights of the step in the order in which they are multiplied.
__device__ __forceinline__ void fetch_all(const Layer* layers, const bf16* head, const Ring& ring, int fetcher, int lane) {
  u64 policy = read_once();
  int number = 0, dealt = 0;
  for (int i = 0; i < LAYERS; i++) {
    const Layer& layer = layers[i];
    Project::fetch(ring, number, dealt, {layer.project, 0}, {layer.project_scales, 0}, fetcher, lane, policy);
    dealt = (dealt + RAW / 8) % GRID;
    Out::fetch(ring, number, dealt, {layer.out, 0}, {layer.out_scales, 0}, fetcher, lane, policy);
    dealt = (dealt + HIDDEN / 8) % GRID;
    GateUp::fetch(ring, number, dealt, {layer.gate, layer.up}, {layer.gate_scales, layer.up_scales}, fetcher, lane, policy);
    dealt = (dealt + INNER / 8) % GRID;
    Down::fetch(ring, number, dealt, {layer.down, 0}, {layer.down_scales, 0}, fetcher, lane, policy);
    dealt = (dealt + HIDDEN / 8) % GRID;
  }
  Head::fetch(ring, number, dealt, {head, 0}, {0, 0}, fetcher, lane, policy);
}

// tokens, places: the newest token of each row and its position (VERIFY: of the first row); chosen: the next ones. Without
//   VERIFY tokens and places are moved on.
// x: [BATCH, HIDDEN] float32; raw: [BATCH, RAW] float32; attended: [BATCH, HEADS * SIZE]; inner: [BATCH, INNER]
// parts, finished: attention's; best: [BATCH]; arrived: 2 counters; all of them 0 at first and at the end
// logits: [BATCH, VOCABULARY] float32 or 0; blocks: of the rows' pages; pairs: of two codes' numbers (NF4, FP4)
extern "C" __global__ void __launch_bounds__(THREADS + HELPERS, 1) step(const Layer* of_layers, const bf16* embedding,
    const bf16* last_norm, const bf16* head, const bf16* cosine, const bf16* sine, i64* tokens, i64* places, i64* chosen,
    float* x, float* raw, bf16* attended, bf16* inner, float* parts, u32* finished, u64* best, u32* arrived, float* logits,
    const int* blocks, const u32* pairs) {
  extern __shared__ __align__(128) char memory[];
  Shared& shared = *(Shared*) memory;
  Ring ring = {memory + sizeof(Shared), shared.full, shared.empty, shared.begun};
  const Layer* layers = shared.layers;
  char* input = shared.input;
  int thread = threadIdx.x;
  for (int i = thread; i < LAYERS * (int) (sizeof(Layer) / 8); i += THREADS + HELPERS)
    ((u64*) shared.layers)[i] = ((const u64*) of_layers)[i];
  if (thread < BATCH) {
    shared.token[thread] = tokens[thread];
    shared.at[thread] = VERIFY ? places[0] + thread : places[thread];
  }
  if (thread == 0) {
    for (int i = 0; i < FETCHERS; i++) shared.begun[i] = 0;
    for (int i = 0; i < SLOTS; i++) {
      make_barrier(shared.full + i, 1);
      make_barrier(shared.empty + i, WARPS);
    }
    asm volatile("fence.mbarrier_init.release.cluster;" ::: "memory");
  }
  if (LayerWeights::TABLE)
    for (int i = thread; i < 256 * 32; i += THREADS + HELPERS) shared.table[i] = pairs[i / 32];
  for (int i = thread; i < BATCH * SIZE / 2; i += THREADS + HELPERS) {
    int b = i / (SIZE / 2), j = i % (SIZE / 2);
    i64 place = VERIFY ? places[0] + b : places[b];
    shared.turns[b][j] = make_float2(wide(cosine[place * SIZE + j]), wide(sine[place * SIZE + j + SIZE / 2]));
  }
  __syncthreads();
  if (thread >= THREADS) {
    fetch_all(layers, head, ring, thread / 32 - WARPS, thread & 31);
    return;
  }
  int warp = thread >> 5, lane = thread & 31;
  u32 expected = 0;
  int number = 0, dealt = 0;
  NormWeights norm;
  norm.fetch(layers[0].attention_norm, thread);
  for (int i = blockIdx.x * THREADS + thread; i < BATCH * HIDDEN; i += GRID * THREADS)
    x[i] = wide(embedding[shared.token[i / HIDDEN] * HIDDEN + i % HIDDEN]);
  const int per = Item::per(shared.at);
  for (int i = 0; i < LAYERS; i++) {
    const Layer& layer = layers[i];
    Project::run(ring, number, dealt, shared, thread,
        [&](int, int) {
          load_normed<LayerWeights>(x, i == 0 ? embedding : 0, shared.token, norm, input, shared.squares, shared.sums_of_groups, thread);
        },
        [&](int row, int b, float sum, float) {
          float y = sum * norm_of(shared.squares, b);
          raw[(i64) b * RAW + row] = layer.bias ? y + wide(layer.bias[row]) : y;
        });
    dealt = (dealt + RAW / 8) % GRID;

    Item item;
    Fetched keys, values;
    int next = blockIdx.x;
    bool any = item.at(next, shared.at, per);
    if (any) {
      int first_fresh = (int) item.position - (VERIFY ? item.row : 0);
      keys.fetch(layer.keys, blocks, item, item.begin, first_fresh, thread);
      values.fetch(layer.values, blocks, item, item.begin, first_fresh, thread);
    }
    all_blocks(arrived, expected, thread);
    while (any) {
      attend(item, keys, values, raw, shared.turns, layer.keys, layer.values, blocks, parts, finished, attended, shared.attention,
          thread);
      next += GRID;
      any = item.at(next, shared.at, per);
      if (!any) break;
      int first_fresh = (int) item.position - (VERIFY ? item.row : 0);
      keys.fetch(layer.keys, blocks, item, item.begin, first_fresh, thread);
      values.fetch(layer.values, blocks, item, item.begin, first_fresh, thread);
      together();
    }
    all_blocks(arrived, expected, thread);

    Out::run(ring, number, dealt, shared, thread,
        [&](int from, int to) {
          load_plain<LayerWeights, HEADS * SIZE>(attended, from, to, input, Out::PITCH, shared.sums_of_groups, thread);
        },
        [&](int row, int b, float sum, float) { atomicAdd(x + b * HIDDEN + row, sum); });
    dealt = (dealt + HIDDEN / 8) % GRID;
    norm.fetch(layer.mlp_norm, thread);
    all_blocks(arrived, expected, thread);

    GateUp::run(ring, number, dealt, shared, thread,
        [&](int, int) { load_normed<LayerWeights>(x, 0, shared.token, norm, input, shared.squares, shared.sums_of_groups, thread); },
        [&](int row, int b, float gate, float up) {
          float scale = norm_of(shared.squares, b);
          gate *= scale;
          inner[(i64) b * INNER + row] = narrow(gate / (1.f + __expf(-gate)) * up * scale);
        });
    dealt = (dealt + INNER / 8) % GRID;
    all_blocks(arrived, expected, thread);

    Down::run(ring, number, dealt, shared, thread,
        [&](int from, int to) { load_plain<LayerWeights, INNER>(inner, from, to, input, Down::PITCH, shared.sums_of_groups, thread); },
        [&](int row, int b, float sum, float) { atomicAdd(x + b * HIDDEN + row, sum); });
    dealt = (dealt + HIDDEN / 8) % GRID;
    norm.fetch(i + 1 < LAYERS ? layers[i + 1].attention_norm : last_norm, thread);
    all_blocks(arrived, expected, thread);
  }

  u64 mine[(BATCH + 3) / 4];
#pragma unroll
  for (int j = 0; j < (BATCH + 3) / 4; j++) mine[j] = 0;
  Head::run(ring, number, dealt, shared, thread,
      [&](int, int) { load_normed<Bf16Weights>(x, 0, shared.token, norm, input, shared.squares, shared.sums_of_groups, thread); },
      [&](int row, int b, float sum, float) {
        // Rounded as the logits of the other executions are, so that ties are theirs; of equal ones the smaller id wins.
        float logit = wide(narrow(sum * norm_of(shared.squares, b)));
        if (logits) logits[(i64) b * VOCABULARY + row] = logit;
        u64 key = (u64) ordered(logit) << 32 | (0xffffffffu - (u32) row);
        u64& most = mine[b / 4];
        most = key > most ? key : most;
      });
#pragma unroll
  for (int j = 0; j < (BATCH + 3) / 4; j++) {
    for (int other = 4; other; other >>= 1) {
      u64 theirs = __shfl_xor_sync(~0u, mine[j], other);
      mine[j] = theirs > mine[j] ? theirs : mine[j];
    }
    int b = j * 4 + lane / 8;
    if (lane % 8 == 0 && b < BATCH) shared.bests[warp][b] = mine[j];
  }
  together();
  if (thread < BATCH) {
    u64 most = 0;
    for (int w = 0; w < WARPS; w++) most = shared.bests[w][thread] > most ? shared.bests[w][thread] : most;
    atomicMax(best + thread, most);
    __threadfence();
  }
  together();
  if (thread != 0 || atomicAdd(arrived + 1, 1) != GRID - 1) return;
  __threadfence();
  for (int b = 0; b < BATCH; b++) {
    i64 next = (i64) (0xffffffffu - (u32) (atomicMax(best + b, 0ull) & 0xffffffffu));
    chosen[b] = next;
    if (!VERIFY) {
      tokens[b] = next;
      places[b] += 1;
    }
    best[b] = 0;
  }
  arrived[0] = arrived[1] = 0;
}
