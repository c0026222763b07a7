// Four-bit indices into a table of 16 numbers (NF4, FP4), two per byte, the first in the upper half; [rows, columns / 2].
// A float32 scale per GROUP columns of a row, put in order: [rows / 8, columns / GROUP, 8].
struct Float4Weights {
  static const int PIECE = 2048;
  static const int PITCH = PIECE / 2 + 32;
  static const int BYTES = 8 * PITCH + PIECE / GROUP * 32;
  static const int UNIT = 64;
  static const int INPUT_PAD = 16;
  static const bool SUMS = false;
  static const bool TABLE = true;
  static const int TEAMS = 8;           // at most

  template <int COLUMNS>
  static __device__ __forceinline__ void fetch(const Slot& to, const void* matrix, const void* scales, int strip,
      int piece, int lane) {
    int columns = COLUMNS - piece * PIECE < PIECE ? COLUMNS - piece * PIECE : PIECE;
    int of_scales = columns / GROUP * 32;
    if (lane == 0) to.expect(columns * 4 + of_scales);
    __syncwarp();
    if (lane < 8)
      to.copy(lane * PITCH, (const u8*) matrix + ((i64) (strip * 8 + lane) * COLUMNS + piece * PIECE) / 2, columns / 2);
    if (lane == 8)
      to.copy(8 * PITCH, (const char*) scales + ((i64) strip * COLUMNS + piece * PIECE) / GROUP * 32, of_scales);
  }

  static __device__ __forceinline__ void store(char* row, int column, uint4 eight) {
    *(uint4*) (row + column * 2) = make_uint4(eight.x, eight.z, eight.y, eight.w);
  }

  struct Sums {
    float parts[2];
    __device__ __forceinline__ void clear() { parts[0] = parts[1] = 0; }
    __device__ __forceinline__ float2 value() const { return make_float2(parts[0], parts[1]); }
  };

  template <int COLUMNS, int PARTS>
  static __device__ __forceinline__ void multiply_piece(const char* slot, const char* input, int pitch, const float* table,
      int piece, int part, int lane, Sums& out) {
    int row = lane >> 2, quarter = lane & 3;
    const char* w = slot + row * PITCH + quarter * 8;
    const char* a = input + (row < BATCH ? row : 0) * pitch + quarter * 32;
    const char* scale = slot + 8 * PITCH + quarter * 8;
    const u32* pairs = (const u32*) table + lane;
    if (COLUMNS - piece * PIECE >= PIECE) {
#pragma unroll 4
      for (int i = 0; i < PIECE / UNIT / PARTS; i++) one(w, a, scale, pairs, i * PARTS + part, out);
    } else {
#pragma unroll 2
      for (int unit = part; unit < (COLUMNS - piece * PIECE) / UNIT; unit += PARTS)
        one(w, a, scale, pairs, unit, out);
    }
  }

  static __device__ __forceinline__ void one(const char* w, const char* a, const char* scale, const u32* pairs, 
      int unit, Sums& out) {
    uint2 b = *(const uint2*) (w + unit * 32);
    uint4 x = *(const uint4*) (a + unit * 128);
    uint4 y = *(const uint4*) (a + unit * 128 + 16);
    Tile sum;
    sum.clear();
    sum.add(x, pairs[(b.x & 255) * 32], pairs[(b.x >> 8 & 255) * 32], pairs[(b.x >> 16 & 255) * 32],
        pairs[(b.x >> 24) * 32]);
    sum.add(y, pairs[(b.y & 255) * 32], pairs[(b.y >> 8 & 255) * 32], pairs[(b.y >> 16 & 255) * 32],
        pairs[(b.y >> 24) * 32]);
    float2 all = sum.value();
    float2 scales = *(const float2*) (scale + unit * UNIT / GROUP * 32);
    out.parts[0] = fmaf(all.x, scales.x, out.parts[0]);
    out.parts[1] = fmaf(all.y, scales.y, out.parts[1]);
  }
};
