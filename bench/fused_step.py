"""The fused step of resources/cuda against PyTorch in float32, and its time on one GPU of compute capability 9.0.

Needs torch (CUDA) and cupy; seen with torch 2.11, cupy 14.2 and CUDA 13 on one H200. Weights are made up.

    python bench/fused_step.py 'shape="1b",fmt="Bf16Weights"' '[[60]]' '[60]'

The first argument says which model and kernel (see Model), the second at which positions the logits are compared, one list
with a position for each row, the third at which positions 60 steps are timed, by CUDA events and with the host waiting.
"""

import math
import os
import sys
import time

import cupy
import numpy as np
import torch

CUDA = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "resources", "cuda")
TEXTS = [
    "numbers",
    "stream",
    "weights_bf16",
    "weights_int8",
    "weights_int4",
    "weights_float4",
    "attention",
    "vectors",
    "product",
    "step",
]
dev = "cuda"
torch.manual_seed(1)


def source():
    return "".join(f'#line 1 "{name}.cu"\n' + open(os.path.join(CUDA, name + ".cu")).read() for name in TEXTS)


SHAPES = {
    "1b": dict(HIDDEN=2048, LAYERS=16, HEADS=32, GROUPS=8, INNER=8192, SIZE=64, VOCABULARY=128256),
    "8b": dict(HIDDEN=4096, LAYERS=32, HEADS=32, GROUPS=8, INNER=14336, SIZE=128, VOCABULARY=128256),
    "smol": dict(HIDDEN=576, LAYERS=30, HEADS=9, GROUPS=3, INNER=1536, SIZE=64, VOCABULARY=49152),
    "qwen": dict(HIDDEN=896, LAYERS=24, HEADS=14, GROUPS=2, INNER=4864, SIZE=64, VOCABULARY=151936),
    "tiny": dict(HIDDEN=256, LAYERS=3, HEADS=4, GROUPS=2, INNER=512, SIZE=64, VOCABULARY=1024),
}


def options(shape, weights="Bf16Weights", group=64, batch=1, verify=0, capacity=192, page=0, window=0, grid=132, **more):
    d = dict(SHAPES[shape])
    d.update(WEIGHTS=weights, GROUP=group, BATCH=batch, VERIFY=verify, CAPACITY=capacity, PAGE=page, BLOCKS_OF_ROW=0)
    d.update(WINDOW=window, GRID=grid, SHARED=232448, EPSILON="1e-5f")
    d.update(more)
    return [f"-D{k}={v}" for k, v in d.items()]


NF4 = torch.tensor(
    [
        -1.0,
        -0.6961928009986877,
        -0.5250730514526367,
        -0.39491748809814453,
        -0.28444138169288635,
        -0.18477343022823334,
        -0.09105003625154495,
        0.0,
        0.07958029955625534,
        0.16093020141124725,
        0.24611230194568634,
        0.33791524171829224,
        0.44070982933044434,
        0.5626170039176941,
        0.7229568362236023,
        1.0,
    ],
    device=dev,
)


def matrix(n, k, fmt, group, ref):
    """(weight, scales in the kernels' order, dequantized in float32 or None); ATen packs as many tiles as divide a row."""
    tiles = 8 if k % 128 == 0 else 4 if k % 64 == 0 else 2
    if fmt == "Bf16Weights":
        w = torch.randn(n, k, device=dev, dtype=torch.bfloat16) * (1 / math.sqrt(k))
        return w, None, (w.float() if ref else None)
    if fmt == "Int8Weights":
        w = torch.randint(-127, 128, (n, k), device=dev, dtype=torch.int8)
        s = (torch.rand(n, device=dev) * 0.5 + 0.75).div(73 * math.sqrt(k)).bfloat16()
        return w, s, (w.float() * s.float()[:, None] if ref else None)
    if fmt == "Int4Weights":
        code = torch.randint(0, 16, (n, k), device=dev, dtype=torch.uint8)
        p = torch._convert_weight_to_int4pack((code[:, 0::2] * 16 + code[:, 1::2]).contiguous(), tiles)
        s = (torch.rand(n, k // group, device=dev) * 0.5 + 0.75).div(4.6 * math.sqrt(k)).bfloat16()
        z = (torch.randn(n, k // group, device=dev) * 0.3 / math.sqrt(k)).bfloat16()
        own = torch.stack([s, z], 2).view(n // 8, 8, k // group, 2).transpose(1, 2).contiguous()
        d = ((code.float().view(n, -1, group) - 8) * s.float()[:, :, None] + z.float()[:, :, None]).view(n, k) if ref else None
        return p, own, d
    code = torch.randint(0, 16, (n, k), device=dev, dtype=torch.uint8)
    s = (torch.rand(n, k // group, device=dev) * 0.5 + 0.75) / (0.55 * math.sqrt(k))
    own = s.view(n // 8, 8, k // group).transpose(1, 2).contiguous()
    d = (NF4[code.long()].view(n, -1, group) * s[:, :, None]).view(n, k) if ref else None
    return (code[:, 0::2] * 16 + code[:, 1::2]).contiguous(), own, d


class Model:
    def __init__(self, shape, fmt, group=64, batch=1, verify=0, capacity=192, ref=True, page=0, window=0, bias=False):
        s = SHAPES[shape]
        self.__dict__.update(s)
        self.o = dict(
            shape=shape,
            weights=fmt,
            group=group,
            batch=batch,
            verify=verify,
            capacity=capacity,
            page=page,
            window=window,
        )
        self.batch, self.verify, self.capacity, self.page, self.window = batch, verify, capacity, page, window
        D, F, H, G, S, V = self.HIDDEN, self.INNER, self.HEADS, self.GROUPS, self.SIZE, self.VOCABULARY
        self.emb = torch.randn(V, D, device=dev, dtype=torch.bfloat16)
        self.head = torch.randn(V, D, device=dev, dtype=torch.bfloat16) * (1 / math.sqrt(D))
        self.last = 1 + 0.1 * torch.randn(D, device=dev, dtype=torch.bfloat16)
        self.layers = []
        rows = []
        self.keep = []
        self.bytes = V * D * 2
        caches = 1 if verify else batch
        f = 1.0 / (500000.0 ** (torch.arange(0, S, 2, device=dev).float() / S))
        t = torch.arange(capacity + 16, device=dev).float()[:, None] * f
        t = torch.cat([t, t], 1)
        self.cos = t.cos().bfloat16()
        self.sin = t.sin().bfloat16()
        self.sin[:, : S // 2] *= -1
        for _ in range(self.LAYERS):
            m = {}
            m["n1"] = 1 + 0.1 * torch.randn(D, device=dev, dtype=torch.bfloat16)
            m["n2"] = 1 + 0.1 * torch.randn(D, device=dev, dtype=torch.bfloat16)
            for name, n, k in (("qkv", (H + 2 * G) * S, D), ("out", D, H * S), ("gate", F, D), ("up", F, D), ("down", D, F)):
                m[name] = matrix(n, k, fmt, group, ref)
                self.bytes += sum(x.numel() * x.element_size() for x in m[name][:2] if x is not None)
            m["bias"] = torch.randn((H + 2 * G) * S, device=dev, dtype=torch.bfloat16) * 0.1 if bias else None
            if page:
                blocks = (capacity + page - 1) // page * caches
                m["k"] = torch.randn(blocks, page, G, S, device=dev, dtype=torch.bfloat16)
                m["v"] = torch.randn(blocks, page, G, S, device=dev, dtype=torch.bfloat16)
            else:
                m["k"] = torch.randn(caches, G, capacity, S, device=dev, dtype=torch.bfloat16)
                m["v"] = torch.randn(caches, G, capacity, S, device=dev, dtype=torch.bfloat16)
            self.layers.append(m)
            p = lambda t: 0 if t is None else t.data_ptr()
            rows.append(
                [
                    p(m["n1"]),
                    p(m["qkv"][0]),
                    p(m["qkv"][1]),
                    p(m["bias"]),
                    p(m["out"][0]),
                    p(m["out"][1]),
                    p(m["n2"]),
                    p(m["gate"][0]),
                    p(m["gate"][1]),
                    p(m["up"][0]),
                    p(m["up"][1]),
                    p(m["down"][0]),
                    p(m["down"][1]),
                    p(m["k"]),
                    p(m["v"]),
                ]
            )
        self.table = torch.tensor(rows, device=dev, dtype=torch.int64)
        per = (capacity + page - 1) // page if page else 0
        self.per = per
        self.blocks = torch.randperm(per * caches, device=dev).int().view(caches, per) if page else None
        if page and verify:
            self.blocks = self.blocks.expand(batch, per).contiguous()
        z = lambda n, t=torch.float32: torch.zeros(n, device=dev, dtype=t)
        B = batch
        RAW = (H + 2 * G) * S
        self.tokens = torch.randint(0, V, (B,), device=dev)
        self.places = z(B, torch.int64)
        self.chosen = z(B, torch.int64)
        self.x = z(B * D)
        self.raw = z(B * RAW)
        self.att = z(B * H * S, torch.bfloat16)
        self.inner = z(B * F, torch.bfloat16)
        self.parts = z(B * H * ((capacity + 255) // 256) * (S + 2))
        self.fin = z(B * G, torch.int32)
        self.best = z(B, torch.int64)
        self.arr = z(4, torch.int32)
        self.logits = z(B * V)
        pairs = torch.stack(
            [NF4.bfloat16()[torch.arange(256, device=dev) // 16], NF4.bfloat16()[torch.arange(256, device=dev) % 16]], 1
        ).contiguous()
        self.pairs = pairs
        self.kernel = self.compile()

    def compile(self, extra={}):
        o = dict(self.o)
        o.update(extra)
        if self.page:
            o["BLOCKS_OF_ROW"] = self.per
        m = cupy.RawModule(code=source(), options=tuple(["--std=c++17"] + options(**o)), backend="nvrtc")
        k = m.get_function("step")
        k.max_dynamic_shared_size_bytes = 232448
        self.regs = (k.num_regs, k.local_size_bytes)
        return k

    def launch(self, logits=False, grid=132):
        a = [
            np.uint64(0 if t is None else t.data_ptr())
            for t in (
                self.table,
                self.emb,
                self.last,
                self.head,
                self.cos,
                self.sin,
                self.tokens,
                self.places,
                self.chosen,
                self.x,
                self.raw,
                self.att,
                self.inner,
                self.parts,
                self.fin,
                self.best,
                self.arr,
                self.logits if logits else None,
                self.blocks,
                self.pairs,
            )
        ]
        with cupy.cuda.ExternalStream(torch.cuda.current_stream().cuda_stream):
            self.kernel((grid,), (320,), tuple(a), shared_mem=232448)

    def cache(self, m, name, b, n):
        t = m[name]
        if self.page:
            return t[self.blocks[b].long()].reshape(-1, self.GROUPS, self.SIZE)[:n].transpose(0, 1).float()
        return t[0 if self.verify else b][:, :n].float()

    def reference(self, tokens, places):
        """float32 logits; rows one after the other, with the cache as it is before the step"""
        D, F, H, G, S = self.HIDDEN, self.INNER, self.HEADS, self.GROUPS, self.SIZE
        B = self.batch
        norm = lambda x, w: x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-5) * w.float()
        x = self.emb[tokens].float()
        r = lambda t: t.bfloat16().float()
        for m in self.layers:
            q = r(norm(x, m["n1"])) @ m["qkv"][2].T
            if m["bias"] is not None:
                q = q + m["bias"].float()
            q, k, v = q.split([H * S, G * S, G * S], -1)
            q = q.view(B, H, S)
            k = k.view(B, G, S)
            v = r(v.view(B, G, S))
            rot = (
                lambda t: t * self.cos[places].float()[:, None]
                + torch.cat([t[..., S // 2 :], t[..., : S // 2]], -1) * self.sin[places].float()[:, None]
            )
            q = r(rot(q))
            k = r(rot(k))
            o = []
            for b in range(B):
                first = int(places[0]) if self.verify else int(places[b])
                new = list(range(b + 1)) if self.verify else [b]
                kk = torch.cat([self.cache(m, "k", b, first)] + [k[j][:, None] for j in new], 1)
                vv = torch.cat([self.cache(m, "v", b, first)] + [v[j][:, None] for j in new], 1)
                if self.window and kk.shape[1] > self.window:
                    kk = kk[:, -self.window :]
                    vv = vv[:, -self.window :]
                a = torch.einsum("ghs,gps->ghp", q[b].view(G, H // G, S), kk) / math.sqrt(S)
                o.append(torch.einsum("ghp,gps->ghs", a.softmax(-1), vv).reshape(H * S))
            x = x + r(torch.stack(o)) @ m["out"][2].T
            h = r(norm(x, m["n2"]))
            g = h @ m["gate"][2].T
            u = h @ m["up"][2].T
            x = x + r(torch.nn.functional.silu(g) * u) @ m["down"][2].T
        return r(norm(x, self.last)) @ self.head.T.float(), x

    def check(self, places):
        self.places.copy_(torch.tensor(places, device=dev))
        t = self.tokens.clone()
        p = self.places.clone()
        if self.verify:
            p = p[0] + torch.arange(self.batch, device=dev)
        torch.backends.cuda.matmul.allow_tf32 = False
        want, x = self.reference(t, p)
        self.arr.zero_()
        self.launch(True)
        torch.cuda.synchronize()
        got = self.logits.view(self.batch, -1)
        d = (got - want).abs()
        rms = want.pow(2).mean().sqrt()
        dx = (self.x.view(self.batch, -1) - x).abs().max().item() / x.pow(2).mean().sqrt().item()
        top = want.topk(2, -1)
        agree = (self.chosen == want.argmax(-1)).tolist()
        own = (self.chosen == got.argmax(-1)).all().item()
        gap = (top.values[:, 0] - top.values[:, 1]).tolist()
        moved = self.verify or ((self.places == p + 1).all().item() and (self.tokens == self.chosen).all().item())
        clean = self.arr[:2].sum().item() == 0 and self.fin.sum().item() == 0 and self.best.sum().item() == 0
        print(
            f"{self.o} at {places}: logits max {d.max()/rms:.4f} mean {d.mean()/rms:.5f} x {dx:.4f} argmax {agree} own {own} moved {moved} clean {clean} regs {self.regs}"
            + ("" if all(agree) else f" gaps {gap}"),
            flush=True,
        )
        return (d.max() / rms).item()

    def time(self, place, n=60, reset=True):
        self.arr.zero_()
        s = torch.cuda.Stream()
        with torch.cuda.stream(s):
            self.places.fill_(place)
            self.launch()
            s.synchronize()
            g = torch.cuda.CUDAGraph()
            with torch.cuda.graph(g, stream=s):
                self.launch()
            best = []
            for _ in range(3):
                self.places.fill_(place)
                e0 = torch.cuda.Event(enable_timing=True)
                e1 = torch.cuda.Event(enable_timing=True)
                s.synchronize()
                e0.record(s)
                for _ in range(n):
                    g.replay()
                e1.record(s)
                s.synchronize()
                best.append(e0.elapsed_time(e1) / n)
            self.places.fill_(place)
            s.synchronize()
            t = time.perf_counter()
            for _ in range(n):
                g.replay()
                self.chosen[0].item()
            host = (time.perf_counter() - t) / n * 1e3
        kv = 2 * self.LAYERS * self.GROUPS * self.SIZE * 2 * (place + n // 2) * (1 if self.verify else self.batch)
        b = self.bytes + kv
        ms = min(best)
        print(
            f"TIME {self.o} at {place}: {ms:.4f} ms ({best[-1]:.4f}), host waits {host:.4f}; {b/1e9:.3f} GB, {b/ms/1e9:.3f} TB/s, of 4.57: {b/4.57e9/ms:.1%} regs {self.regs}",
            flush=True,
        )
        return ms


if __name__ == "__main__":
    kw = eval(f"dict({sys.argv[1]})")
    checks = eval(sys.argv[2])
    times = eval(sys.argv[3])
    n = int(sys.argv[4]) if len(sys.argv) > 4 else 60
    m = Model(ref=bool(checks), **kw)
    for p in checks:
        m.check(p)
    for p in times:
        m.time(p, n)
