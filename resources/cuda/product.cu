// Products of the input rows with a matrix, eight of its rows (a strip) after the other, dealt to the blocks like cards.
// All warps work on the same slot, each on columns of its own; then one of them adds what the others hand over, in order.

// Addresses of a layer's tensors.
struct Layer {
  const bf16* attention_norm;
  const void *project, *project_scales;
  const bf16* bias;
  const void *out, *out_scales;
  const bf16* mlp_norm;
  const void *gate, *gate_scales, *up, *up_scales, *down, *down_scales;
  bf16 *keys, *values;
};

typedef WEIGHTS LayerWeights;

__device__ constexpr int most(int a, int b) { return a > b ? a : b; }
constexpr int COMFORTABLE = 80 * 1024;  // bytes of input, beside which enough slots fit
constexpr int WIDEST = most(most(HIDDEN, INNER), HEADS * SIZE);
constexpr int ALL_INPUT = BATCH * (WIDEST * 2 + 64);
constexpr int INPUT_BYTES =
    ALL_INPUT <= COMFORTABLE ? ALL_INPUT : most(COMFORTABLE, BATCH * (most(HIDDEN, LayerWeights::PIECE) * 2 + 64));
constexpr int SLOT_BYTES = (most(Bf16Weights::BYTES, LayerWeights::BYTES) + 127) / 128 * 128;
constexpr int MOST_SLOTS = 32;
constexpr int FETCHERS = 2;     // warps that fill slots by turns

struct Shared {
  union {
    __align__(128) char input[INPUT_BYTES];
    AttentionMemory attention;
  };
  u64 full[MOST_SLOTS], empty[MOST_SLOTS];
  u32 begun[FETCHERS];
  Layer layers[LAYERS];
  i64 at[BATCH], token[BATCH];
  float2 turns[BATCH][SIZE / 2];   // cosine and sine of each row's position
  u64 bests[WARPS][BATCH];
  float squares[BATCH * WARPS];
  __align__(16) float partial[2 * WARPS * 2 * BATCH * 8];
  float sums_of_groups[LayerWeights::SUMS ? BATCH * (WIDEST / GROUP) : 1];
  __align__(128) u32 table[LayerWeights::TABLE ? 256 * 32 : 32];
};

constexpr int SLOTS_THAT_FIT = (SHARED - (int) sizeof(Shared)) / SLOT_BYTES;
// Each is always filled by the same warp.
constexpr int SLOTS = (SLOTS_THAT_FIT < MOST_SLOTS ? SLOTS_THAT_FIT : MOST_SLOTS) / FETCHERS * FETCHERS;
constexpr int HELPERS = FETCHERS * 32;
static_assert(SLOTS >= 2, "the input leaves no room for weights");

struct Ring {
  char* slots;
  u64* full;
  u64* empty;
  u32* begun;  // by each fetching warp: slots up to here

  // By their number in the step.
  __device__ __forceinline__ char* slot(int number) const { return slots + number % SLOTS * SLOT_BYTES; }
  __device__ __forceinline__ u64* filled(int number) const { return full + number % SLOTS; }
  __device__ __forceinline__ u64* emptied(int number) const { return empty + number % SLOTS; }
  static __device__ __forceinline__ u32 phase(int number) { return number / SLOTS & 1; }

  __device__ __forceinline__ void tell_begun(int fetcher, int number) const {
    *(volatile u32*) (begun + fetcher) = number + 1;
  }

  // A barrier tells odd from even rounds alone, so nobody asks it before the slot's round has begun.
  __device__ __forceinline__ void await(int number) const {
    while (*(volatile u32*) (begun + number % FETCHERS) <= number) {
    }
    wait(filled(number), phase(number));
  }
};

template <class Weights, int COLUMNS, int STRIPS, int MATRICES> struct Product {
  static const int PIECES = (COLUMNS + Weights::PIECE - 1) / Weights::PIECE;
  // Columns of the input that lie in shared memory at a time.
  static const int FITTING = (INPUT_BYTES / BATCH - Weights::INPUT_PAD) / 2 / Weights::PIECE * Weights::PIECE;
  static const bool WHOLE = BATCH * (COLUMNS * 2 + Weights::INPUT_PAD) <= INPUT_BYTES;
  static const int PANEL = WHOLE ? COLUMNS : FITTING;
  static const int PANELS = (COLUMNS + PANEL - 1) / PANEL;
  static const int PITCH = PANEL * 2 + Weights::INPUT_PAD;
  static const int PIECES_OF_PANEL = (PANEL + Weights::PIECE - 1) / Weights::PIECE;
  // Strips of a block at most. As many teams of warps as there are strips work at once, each on its own.
  static const int MOST = (STRIPS + GRID - 1) / GRID;
  static const int WANTED = MOST > 4 ? 8 : MOST > 2 ? 4 : MOST > 1 ? 2 : 1;
  static const int TEAMS = WANTED < Weights::TEAMS ? WANTED : Weights::TEAMS;
  static const int PARTS = WARPS / TEAMS;
  // Strips of a team, whose sums are kept beside each other where the input does not fit.
  static const int KEPT = (MOST + TEAMS - 1) / TEAMS;
  typedef typename Weights::Sums Sums;

  // The first strip of this block; the others follow GRID by GRID.
  static __device__ __forceinline__ int first(int dealt) { return (blockIdx.x + GRID - dealt) % GRID; }
  static __device__ __forceinline__ int count(int dealt) {
    int strip = first(dealt);
    return strip < STRIPS ? (STRIPS - 1 - strip) / GRID + 1 : 0;
  }
  static __device__ __forceinline__ int pieces(int panel) {
    return (panel + 1) * PIECES_OF_PANEL < PIECES ? PIECES_OF_PANEL : PIECES - panel * PIECES_OF_PANEL;
  }

  // Slots come in this order: panels, turns of all teams, pieces, teams, matrices.
  static __device__ __forceinline__ int teams(int strips, int turn) {
    return strips - turn * TEAMS < TEAMS ? strips - turn * TEAMS : TEAMS;
  }

  // By a fetching warp. number: of the next slot
  static __device__ __forceinline__ void fetch(const Ring& ring, int& number, int dealt, const void* const (&matrices)[2],
      const void* const (&scales)[2], int fetcher, int lane, u64 policy) {
    int strips = count(dealt);
    for (int panel = 0; panel < PANELS; panel++)
      for (int turn = 0; turn * TEAMS < strips; turn++)
        for (int p = 0; p < pieces(panel); p++)
          for (int team = 0; team < teams(strips, turn); team++)
#pragma unroll
            for (int j = 0; j < MATRICES; j++, number++) {
              if (number % FETCHERS != fetcher) continue;
              wait(ring.emptied(number), Ring::phase(number) ^ 1);
              Weights::template fetch<COLUMNS>(Slot{ring.slot(number), ring.filled(number), policy}, matrices[j], scales[j],
                  first(dealt) + (turn * TEAMS + team) * GRID, panel * PIECES_OF_PANEL + p, lane);
              __syncwarp();
              if (lane == 0) ring.tell_begun(fetcher, number);
            }
  }

  // number: of the turn's first slot
  static __device__ __forceinline__ void multiply_strip(const Ring& ring, int number, int teams,
      const char* input, const float* extra, int panel, int team, int part, int lane, Sums (&sums)[MATRICES]) {
    for (int p = 0; p < pieces(panel); p++)
#pragma unroll
      for (int j = 0; j < MATRICES; j++) {
        int slot = number + (p * teams + team) * MATRICES + j;
        ring.await(slot);
        Weights::template multiply_piece<COLUMNS, PARTS>(ring.slot(slot), input + p * Weights::PIECE * 2, PITCH, extra,
            panel * PIECES_OF_PANEL + p, part, lane, sums[j]);
        __syncwarp();
        if (lane == 0) arrive(ring.emptied(slot), TEAMS);
      }
  }

  // finish(row of the matrix, row of the input, its sums)
  template <class Finish>
  static __device__ __forceinline__ void hand_over(const Sums (&sums)[MATRICES], int strip, int turn, float* partial,
      int warp, int lane, Finish& finish) {
    const int each = BATCH * 8;
    float* buffer = partial + (turn & 1) * WARPS * MATRICES * each;
    int row = lane >> 2, quarter = lane & 3;
    if (row < BATCH)
#pragma unroll
      for (int j = 0; j < MATRICES; j++)
        *(float2*) (buffer + (warp * MATRICES + j) * each + row * 8 + quarter * 2) = sums[j].value();
    together(warp / PARTS, PARTS);
    if (warp % PARTS) return;
#pragma unroll
    for (int i = lane; i < each; i += 32) {
      float all[2] = {0, 0};
#pragma unroll
      for (int w = 0; w < PARTS; w++)
#pragma unroll
        for (int j = 0; j < MATRICES; j++) all[j] += buffer[((warp + w) * MATRICES + j) * each + i];
      finish(strip * 8 + i % 8, i / 8, all[0], all[1]);
    }
  }

  // By all other warps. number: of the block's first slot; load(from, to): brings those columns of the input
  template <class Load, class Finish>
  static __device__ __forceinline__ void run(const Ring& ring, int& number, int dealt, Shared& shared,
      int thread, Load load, Finish finish) {
    const char* input = shared.input;
    const float* extra = Weights::SUMS ? shared.sums_of_groups : (const float*) shared.table;
    int warp = thread >> 5, lane = thread & 31, team = warp / PARTS, part = warp % PARTS;
    int strips = count(dealt);
    if constexpr (PANELS == 1) {
      load(0, COLUMNS);
      together();
      for (int turn = 0; turn * TEAMS + team < strips; turn++) {
        Sums sums[MATRICES];
#pragma unroll
        for (int j = 0; j < MATRICES; j++) sums[j].clear();
        multiply_strip(ring, number + turn * TEAMS * PIECES * MATRICES, teams(strips, turn), input, extra, 0, team,
            part, lane, sums);
        hand_over(sums, first(dealt) + (turn * TEAMS + team) * GRID, turn, shared.partial, warp, lane, finish);
      }
    } else {
      Sums kept[KEPT][MATRICES];
#pragma unroll
      for (int turn = 0; turn < KEPT; turn++)
#pragma unroll
        for (int j = 0; j < MATRICES; j++) kept[turn][j].clear();
      int before = number;
      for (int panel = 0; panel < PANELS; panel++) {
        if (panel) together();
        load(panel * PANEL, panel * PANEL + PANEL < COLUMNS ? panel * PANEL + PANEL : COLUMNS);
        together();
#pragma unroll
        for (int turn = 0; turn < KEPT; turn++)
          if (turn * TEAMS + team < strips)
            multiply_strip(ring, before + turn * TEAMS * pieces(panel) * MATRICES, teams(strips, turn), input, extra,
                panel, team, part, lane, kept[turn]);
        before += strips * pieces(panel) * MATRICES;
      }
#pragma unroll
      for (int turn = 0; turn < KEPT; turn++)
        if (turn * TEAMS + team < strips)
          hand_over(kept[turn], first(dealt) + (turn * TEAMS + team) * GRID, turn, shared.partial, warp, lane, finish);
    }
    number += strips * PIECES * MATRICES;
  }
};
