// Products of ROWS rows of COLUMNS weights with a vector in shared memory, by one warp. AHEAD loads per row are under way
// before the vector is needed, and stay so while it is multiplied.
template <int COLUMNS, int ROWS, int AHEAD> struct Rows {
  static const int STRIDE = 256;  // eight weights of each lane
  static const int STEPS = (COLUMNS + STRIDE - 1) / STRIDE;
  static const bool EVEN = COLUMNS % STRIDE == 0;
  uint4 loaded[AHEAD][ROWS];

  static __device__ __forceinline__ bool inside(int step, int lane) {
    return EVEN ? step < STEPS : step * STRIDE + lane * 8 < COLUMNS;
  }

  static __device__ __forceinline__ uint4 at(const bf16* row, int step, int lane) {
    return inside(step, lane) ? weights_at(row + step * STRIDE + lane * 8) : make_uint4(0, 0, 0, 0);
  }

  __device__ __forceinline__ void begin(const bf16* const (&rows)[ROWS], int lane) {
#pragma unroll
    for (int a = 0; a < AHEAD; a++)
#pragma unroll
      for (int r = 0; r < ROWS; r++) loaded[a][r] = at(rows[r], a, lane);
  }

  __device__ __forceinline__ void finish(const bf16* const (&rows)[ROWS], const bf16* vector, int lane,
      float (&sums)[ROWS]) {
    const uint4* eights = (const uint4*) vector;
#pragma unroll
    for (int r = 0; r < ROWS; r++) sums[r] = 0;
#pragma unroll 1
    for (int step = 0; step < STEPS; step += AHEAD) {
      uint4 now[AHEAD][ROWS];
#pragma unroll
      for (int a = 0; a < AHEAD; a++)
#pragma unroll
        for (int r = 0; r < ROWS; r++) now[a][r] = loaded[a][r];
      if (step + AHEAD < STEPS) {
#pragma unroll
        for (int a = 0; a < AHEAD; a++)
#pragma unroll
          for (int r = 0; r < ROWS; r++) loaded[a][r] = at(rows[r], step + AHEAD + a, lane);
      }
#pragma unroll
      for (int a = 0; a < AHEAD; a++) {
        if (!inside(step + a, lane)) continue;
        uint4 eight = eights[(step + a) * 32 + lane];
#pragma unroll
        for (int r = 0; r < ROWS; r++) sums[r] = dot(now[a][r], eight, sums[r]);
      }
    }
#pragma unroll
    for (int r = 0; r < ROWS; r++) sums[r] = sum_of_warp(sums[r]);
  }
};
