// Four-bit codes in ATen's packing for GPUs (tinygemm, _convert_weight_to_int4pack), [rows / 8, columns / (16 * tiles), 32,
// tiles / 2] words with as many tiles as divide a row, 8 at most; weight = (code - 8) * scale + zero per GROUP columns of a row. Scales and zeros were put in order:
// [rows / 8, columns / GROUP, 8, 2] bfloat16. A slot holds the codes of a piece of eight rows, and then their scales.
struct Int4Weights {
  static const int PIECE = 2048;
  static const int BYTES = PIECE * 4 + PIECE / GROUP * 32;
  // Words of a lane in a unit; each holds 32 columns of its row.
  static constexpr __device__ int words(int columns) { return columns % 128 == 0 ? 4 : columns % 64 == 0 ? 2 : 1; }
  static const int INPUT_PAD = 64;
  static const bool SUMS = true;          // needs the sum of the input over each group
  static const bool TABLE = false;
  static const int TEAMS = 8;           // at most

  template <int COLUMNS>
  static __device__ __forceinline__ void fetch(const Slot& to, const void* matrix, const void* scales, int strip,
      int piece, int lane) {
    int columns = COLUMNS - piece * PIECE < PIECE ? COLUMNS - piece * PIECE : PIECE;
    if (lane == 0) {
      int of_scales = columns / GROUP * 32;
      to.expect(columns * 4 + of_scales);
      to.copy(0, (const char*) matrix + ((i64) strip * COLUMNS + piece * PIECE) * 4, columns * 4);
      to.copy(PIECE * 4, (const char*) scales + ((i64) strip * COLUMNS + piece * PIECE) / GROUP * 32, of_scales);
    }
  }

  // A lane's pairs of two tiles of 16 columns: the first tile's first, the second's first, and then the others.
  static __device__ __forceinline__ void store(char* row, int column, uint4 eight) {
    char* block = row + (column / 32) * 64 + column % 32 / 16 * 4 + column % 16 / 8 * 8;
    *(u32*) block = eight.x;
    *(u32*) (block + 16) = eight.y;
    *(u32*) (block + 32) = eight.z;
    *(u32*) (block + 48) = eight.w;
  }

  struct Sums {
    float parts[2];
    __device__ __forceinline__ void clear() { parts[0] = parts[1] = 0; }
    __device__ __forceinline__ float2 value() const { return make_float2(parts[0], parts[1]); }
  };

  // Two codes as bfloat16, 128 + code each.
  static __device__ __forceinline__ u32 two(u32 word) {
    u32 out;
    asm("lop3.b32 %0, %1, 0x000f000f, 0x43004300, 0xea;" : "=r"(out) : "r"(word));
    return out;
  }

  template <int COLUMNS, int PARTS>
  static __device__ __forceinline__ void multiply_piece(const char* slot, const char* input, int pitch, const float* sums,
      int piece, int part, int lane, Sums& out) {
    const int WORDS = words(COLUMNS), UNIT = 32 * WORDS;
    int row = lane >> 2, quarter = lane & 3;
    const char* a = input + (row < BATCH ? row : 0) * pitch + quarter * 16;
    const u32* w = (const u32*) slot + lane * WORDS;
    const float* whole = sums + (row < BATCH ? row : 0) * (COLUMNS / GROUP) + piece * (PIECE / GROUP);
    const char* scale = slot + PIECE * 4 + quarter * 8;
    if (COLUMNS - piece * PIECE >= PIECE) {
#pragma unroll 4
      for (int i = 0; i < PIECE / UNIT / PARTS; i++) one<WORDS>(w, a, whole, scale, i * PARTS + part, out);
    } else {
#pragma unroll 2
      for (int unit = part; unit < (COLUMNS - piece * PIECE) / UNIT; unit += PARTS)
        one<WORDS>(w, a, whole, scale, unit, out);
    }
  }

  template <int WORDS>
  static __device__ __forceinline__ void one(const u32* w, const char* a, const float* whole, const char* scale,
      int unit, Sums& out) {
    const int together = GROUP / 32;  // words of a group
    u32 words[WORDS];
    w += unit * 32 * WORDS;
    if (WORDS == 4) *(uint4*) words = *(const uint4*) w;
    if (WORDS == 2) *(uint2*) words = *(const uint2*) w;
    if (WORDS == 1) words[0] = *w;
#pragma unroll
    for (int first = 0; first < WORDS; first += together) {
      Tile sum;
      sum.clear();
#pragma unroll
      for (int j = first; j < first + together; j++)
        sum.add(*(const uint4*) (a + (unit * WORDS + j) * 64), two(words[j]), two(words[j] >> 4), two(words[j] >> 8),
            two(words[j] >> 12));
      float2 all = sum.value();
      int group = (unit * WORDS + first) / together;
      uint2 both = *(const uint2*) (scale + group * 32);
      float input = whole[group];
      out.parts[0] = fmaf(fmaf(input, -136.f, all.x), lower(both.x), fmaf(input, upper(both.x), out.parts[0]));
      out.parts[1] = fmaf(fmaf(input, -136.f, all.y), lower(both.y), fmaf(input, upper(both.y), out.parts[1]));
    }
  }
};
