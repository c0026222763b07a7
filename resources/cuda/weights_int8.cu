// Signed bytes with a bfloat16 scale per row, [rows, columns]; the scale comes in when the row's sum is complete.
struct Int8Weights {
  static const int PIECE = 2048;
  static const int PITCH = PIECE + 64;
  static const int BYTES = 8 * PITCH + 16;
  static const int UNIT = 64;
  static const int INPUT_PAD = 16;
  static const bool SUMS = false;
  static const bool TABLE = false;
  static const int TEAMS = 4;           // at most

  template <int COLUMNS>
  static __device__ __forceinline__ void fetch(const Slot& to, const void* matrix, const void* scales, int strip,
      int piece, int lane) {
    int columns = COLUMNS - piece * PIECE < PIECE ? COLUMNS - piece * PIECE : PIECE;
    if (lane == 0) {
      to.expect(columns * 8 + 16);
      to.copy(8 * PITCH, (const bf16*) scales + strip * 8, 16);
    }
    __syncwarp();
    if (lane < 8)
      to.copy(lane * PITCH, (const u8*) matrix + (i64) (strip * 8 + lane) * COLUMNS + piece * PIECE, columns);
  }

  // Of four numbers the even ones stand before the odd ones, as they come out of a word of four bytes.
  static __device__ __forceinline__ void store(char* row, int column, uint4 eight) {
    *(uint4*) (row + column * 2) = make_uint4(__byte_perm(eight.x, eight.y, 0x5410), __byte_perm(eight.z, eight.w, 0x5410),
        __byte_perm(eight.x, eight.y, 0x7632), __byte_perm(eight.z, eight.w, 0x7632));
  }

  struct Sums {
    Tile tiles[2];
    u32 scales;
    __device__ __forceinline__ void clear() {
      tiles[0].clear();
      tiles[1].clear();
    }
    __device__ __forceinline__ float2 value() const {
      float2 a = tiles[0].value(), b = tiles[1].value();
      return make_float2((a.x + b.x) * lower(scales), (a.y + b.y) * upper(scales));
    }
  };

  // Bytes 0 and 2 of a word as bfloat16: 128 + the lower seven bits, less 128 or, where the sign is set, 256. All exact.
  static __device__ __forceinline__ u32 two(u32 word) {
    u32 number = (word & 0x007f007fu) | 0x43004300u;
    u32 offset = (word & 0x00800080u) | 0x43004300u;
    u32 out;
    asm("sub.rn.bf16x2 %0, %1, %2;" : "=r"(out) : "r"(number), "r"(offset));
    return out;
  }

  template <int COLUMNS, int PARTS>
  static __device__ __forceinline__ void multiply_piece(const char* slot, const char* input, int pitch, const float* sums,
      int piece, int part, int lane, Sums& out) {
    int row = lane >> 2, quarter = lane & 3;
    const char* w = slot + row * PITCH + quarter * 16;
    const char* a = input + (row < BATCH ? row : 0) * pitch + quarter * 32;
    out.scales = *(const u32*) (slot + 8 * PITCH + quarter * 4);
    if (COLUMNS - piece * PIECE >= PIECE) {
#pragma unroll 4
      for (int i = 0; i < PIECE / UNIT / PARTS; i++) one(w, a, i * PARTS + part, out);
    } else {
#pragma unroll 2
      for (int unit = part; unit < (COLUMNS - piece * PIECE) / UNIT; unit += PARTS) one(w, a, unit, out);
    }
  }

  static __device__ __forceinline__ void one(const char* w, const char* a, int unit, Sums& out) {
    uint4 b = *(const uint4*) (w + unit * 64);
    uint4 x = *(const uint4*) (a + unit * 128);
    uint4 y = *(const uint4*) (a + unit * 128 + 16);
    out.tiles[0].add(x, two(b.x), two(b.x >> 8), two(b.y), two(b.y >> 8));
    out.tiles[1].add(y, two(b.z), two(b.z >> 8), two(b.w), two(b.w >> 8));
  }
};
