// Weights on their way: a ring of slots in shared memory, filled by the copy engine in the order in which they will be
// multiplied. Weights depend on nothing that the step computes, so the ring fills while the blocks wait for each other.
__device__ __forceinline__ u32 shared_address(const void* place) { return (u32) __cvta_generic_to_shared(place); }

__device__ __forceinline__ void make_barrier(u64* barrier, int arrivals) {
  asm volatile("mbarrier.init.shared::cta.b64 [%0], %1;" ::"r"(shared_address(barrier)), "r"(arrivals) : "memory");
}

__device__ __forceinline__ void expect(u64* barrier, int bytes) {
  asm volatile("mbarrier.arrive.expect_tx.shared::cta.b64 _, [%0], %1;" ::"r"(shared_address(barrier)), "r"(bytes)
      : "memory");
}

__device__ __forceinline__ void arrive(u64* barrier, int times) {
  asm volatile("mbarrier.arrive.shared::cta.b64 _, [%0], %1;" ::"r"(shared_address(barrier)), "r"(times) : "memory");
}

__device__ __forceinline__ void wait(u64* barrier, u32 phase) {
  asm volatile(
      "{\n.reg .pred done;\nagain:\nmbarrier.try_wait.parity.shared::cta.b64 done, [%0], %1;\n"
      "@done bra over;\nbra again;\nover:\n}" ::"r"(shared_address(barrier)), "r"(phase) : "memory");
}

// Weights are read once in a step: they leave the second-level cache first.
__device__ __forceinline__ u64 read_once() {
  u64 policy;
  asm volatile("createpolicy.fractional.L2::evict_first.b64 %0, 1.0;" : "=l"(policy));
  return policy;
}

// A slot that is being filled. bytes: a multiple of 16, as both addresses are
struct Slot {
  char* place;
  u64* filled;
  u64 policy;

  __device__ __forceinline__ void expect(int bytes) const { ::expect(filled, bytes); }
  __device__ __forceinline__ void copy(int to, const void* from, int bytes) const {
    asm volatile(
        "cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes.L2::cache_hint [%0], [%1], %2, [%3], %4;" ::"r"(
            shared_address(place + to)), "l"(from), "r"(bytes), "r"(shared_address(filled)), "l"(policy) : "memory");
  }
};
