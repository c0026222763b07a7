// A head beside codes comes in shorter pieces, so that slots are as long as theirs.
#define LONG_Bf16Weights 1
#define LONG_Int8Weights 1
#define JOINED(a, b) a##b
#define LONG(weights) JOINED(LONG_, weights)
#if LONG(WEIGHTS)
#define PIECE_OF_BF16 1024
#else
#define PIECE_OF_BF16 512
#endif

// Weights in bfloat16, [rows, columns]. A slot holds a piece of each of eight rows.
struct Bf16Weights {
  static const int PIECE = PIECE_OF_BF16;    // columns of a slot
  static const int PITCH = PIECE * 2 + 64;  // bytes from row to row: two rows' 64 bytes lie in different banks
  static const int BYTES = 8 * PITCH;
  static const int UNIT = 32;               // columns that a warp takes at a time
  static const int INPUT_PAD = 64;
  static const bool SUMS = false;
  static const bool TABLE = false;
  static const int TEAMS = 1;           // at most

  template <int COLUMNS>
  static __device__ __forceinline__ void fetch(const Slot& to, const void* matrix, const void* scales, int strip,
      int piece, int lane) {
    int columns = COLUMNS - piece * PIECE < PIECE ? COLUMNS - piece * PIECE : PIECE;
    if (lane == 0) to.expect(columns * 16);
    __syncwarp();
    if (lane < 8)
      to.copy(lane * PITCH, (const bf16*) matrix + (i64) (strip * 8 + lane) * COLUMNS + piece * PIECE, columns * 2);
  }

  // In the order in which tiles want them.
  static __device__ __forceinline__ void store(char* row, int column, uint4 eight) {
    *(uint4*) (row + column * 2) = make_uint4(eight.x, eight.z, eight.y, eight.w);
  }

  struct Sums {
    Tile tiles[2];
    __device__ __forceinline__ void clear() {
      tiles[0].clear();
      tiles[1].clear();
    }
    __device__ __forceinline__ float2 value() const {
      float2 a = tiles[0].value(), b = tiles[1].value();
      return make_float2(a.x + b.x, a.y + b.y);
    }
  };

  // input: the rows from the piece's first column on, PITCH bytes apart; sums: of their blocks, not needed here
  template <int COLUMNS, int PARTS>
  static __device__ __forceinline__ void multiply_piece(const char* slot, const char* input, int pitch, const float* sums,
      int piece, int part, int lane, Sums& out) {
    int row = lane >> 2, quarter = lane & 3;
    const char* w = slot + row * PITCH + quarter * 16;
    const char* a = input + (row < BATCH ? row : 0) * pitch + quarter * 16;
    if (COLUMNS - piece * PIECE >= PIECE) {
      const int each = PIECE / UNIT / PARTS, together = each < 4 ? each : 4;
#pragma unroll
      for (int i = 0; i < each; i += together) several<together, PARTS>(w, a, i * PARTS + part, out);
    } else {
      for (int unit = part; unit < (COLUMNS - piece * PIECE) / UNIT; unit += PARTS) several<1, PARTS>(w, a, unit, out);
    }
  }

  // Units that are loaded before the first of them is multiplied.
  template <int COUNT, int APART>
  static __device__ __forceinline__ void several(const char* w, const char* a, int first, Sums& out) {
    uint4 b[COUNT], x[COUNT];
#pragma unroll
    for (int i = 0; i < COUNT; i++) {
      b[i] = *(const uint4*) (w + (first + i * APART) * 64);
      x[i] = *(const uint4*) (a + (first + i * APART) * 64);
    }
#pragma unroll
    for (int i = 0; i < COUNT; i++) out.tiles[i % 2].add(x[i], b[i].x, b[i].y, b[i].z, b[i].w);
  }
};
