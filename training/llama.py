"""A Llama with Hugging Face's parameter names: whole sequences for training, one token at a time for generating."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from .settings import Shape

NEVER = -30_000.0  # added to the scores of positions that must not be seen


class Norm(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(shape.width))
        self.epsilon = shape.epsilon

    def forward(self, x: Tensor) -> Tensor:
        wide = x.float()
        wide = wide * torch.rsqrt(wide.pow(2).mean(-1, keepdim=True) + self.epsilon)
        return (wide * self.weight).to(x.dtype)


def linear(inputs: int, outputs: int) -> nn.Linear:
    return nn.Linear(inputs, outputs, bias=False)


def rotate(x: Tensor, rotation: tuple[Tensor, Tensor]) -> Tensor:
    """x: [batch, heads, tokens, head]; rotation: cosines and sines [batch, 1, tokens, head]."""
    cos, sin = rotation
    left, right = x.chunk(2, -1)
    return (x * cos + torch.cat((-right, left), -1) * sin).to(x.dtype)


class Attention(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.heads, self.kv_heads, self.head = shape.heads, shape.kv_heads, shape.head
        self.q_proj = linear(shape.width, shape.heads * shape.head)
        self.k_proj = linear(shape.width, shape.kv_heads * shape.head)
        self.v_proj = linear(shape.width, shape.kv_heads * shape.head)
        self.o_proj = linear(shape.heads * shape.head, shape.width)

    def project(self, x: Tensor, rotation) -> tuple[Tensor, Tensor, Tensor]:
        batch, tokens, _ = x.shape
        q = self.q_proj(x).view(batch, tokens, self.heads, self.head).transpose(1, 2)
        k = self.k_proj(x).view(batch, tokens, self.kv_heads, self.head).transpose(1, 2)
        v = self.v_proj(x).view(batch, tokens, self.kv_heads, self.head).transpose(1, 2)
        return rotate(q, rotation), rotate(k, rotation), v

    def output(self, y: Tensor) -> Tensor:
        batch, _, tokens, _ = y.shape
        return self.o_proj(y.transpose(1, 2).reshape(batch, tokens, -1))


class Mlp(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.gate_proj = linear(shape.width, shape.inner)
        self.up_proj = linear(shape.width, shape.inner)
        self.down_proj = linear(shape.inner, shape.width)

    def forward(self, x: Tensor) -> Tensor:
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Layer(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.self_attn = Attention(shape)
        self.mlp = Mlp(shape)
        self.input_layernorm = Norm(shape)
        self.post_attention_layernorm = Norm(shape)

    def forward(self, x: Tensor, rotation, bias: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """x: [batch, tokens, width]; bias: [batch, 1, tokens, tokens]. Also returns the keys and values."""
        attention = self.self_attn
        q, k, v = attention.project(self.input_layernorm(x), rotation)
        groups = attention.heads // attention.kv_heads
        y = F.scaled_dot_product_attention(q, k.repeat_interleave(groups, 1), v.repeat_interleave(groups, 1), bias)
        x = x + attention.output(y)
        return x + self.mlp(self.post_attention_layernorm(x)), k, v

    def step(self, x: Tensor, rotation, bias: Tensor, keys: Tensor, values: Tensor, slot: int) -> Tensor:
        """One token per row, x: [batch, 1, width]; its key and value go to `slot` of the cache."""
        attention = self.self_attn
        q, k, v = attention.project(self.input_layernorm(x), rotation)
        keys[:, :, slot] = k[:, :, 0]
        values[:, :, slot] = v[:, :, 0]
        # The heads that share a key become rows of one query, so that keys are read once and never repeated.
        batch, kv_heads, slots, head = keys.shape
        q = q.view(batch, kv_heads, -1, head)
        y = F.scaled_dot_product_attention(q, keys, values, bias.expand(-1, kv_heads, q.shape[2], -1))
        x = x + attention.output(y.reshape(batch, attention.heads, 1, head))
        return x + self.mlp(self.post_attention_layernorm(x))


class Body(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.embed_tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.norm = Norm(shape)


class Llama(nn.Module):
    def __init__(self, shape: Shape):
        super().__init__()
        self.shape = shape
        self.model = Body(shape)
        self.rounding: Callable[[Tensor], Tensor] | None = None
        angles = torch.outer(torch.arange(shape.positions).float(),
                             shape.theta ** (-torch.arange(0, shape.head, 2).float() / shape.head))
        angles = torch.cat((angles, angles), -1)
        self.register_buffer("cos", angles.cos(), persistent=False)
        self.register_buffer("sin", angles.sin(), persistent=False)
        for name, weight in self.named_parameters():
            if weight.dim() == 2:
                scale = 0.02 if "embed" in name else weight.shape[1] ** -0.5
                if "o_proj" in name or "down_proj" in name:
                    scale /= (2 * shape.layers) ** 0.5
                nn.init.normal_(weight, std=scale)

    def rotation(self, positions: Tensor) -> tuple[Tensor, Tensor]:
        return self.cos[positions].unsqueeze(1), self.sin[positions].unsqueeze(1)

    def embedding(self) -> Tensor:
        """The weights, or what `rounding` makes of them, with the gradient passed straight through."""
        weight = self.model.embed_tokens.weight
        return weight if self.rounding is None else weight + (self.rounding(weight) - weight).detach()

    def hidden(self, ids: Tensor, positions: Tensor, bias: Tensor, cache: list | None = None) -> Tensor:
        """What the output matrix is applied to, [batch, tokens, width]. Keys and values are appended to `cache`."""
        x = F.embedding(ids, self.embedding())
        if torch.is_autocast_enabled(x.device.type):
            x = x.to(torch.get_autocast_dtype(x.device.type))
        rotation = self.rotation(positions)
        bias = bias.to(x.dtype)
        for layer in self.model.layers:
            x, keys, values = layer(x, rotation, bias)
            if cache is not None:
                cache.append((keys, values))
        return self.model.norm(x)

    def logits(self, hidden: Tensor) -> Tensor:
        return F.linear(hidden, self.embedding())

    def compiled(self) -> "Llama":
        """Compiles the layers, all of which share one program; on a GPU only."""
        if self.cos.is_cuda:
            torch._dynamo.config.recompile_limit = 64
            torch._dynamo.config.automatic_dynamic_shapes = False
            for layer in self.model.layers:
                layer.compile()
        return self


def packed_bias(documents: Tensor) -> Tensor:
    """[rows, 1, tokens, tokens]: a token sees itself and what stands before it in its document (numbers [rows, tokens])."""
    tokens = documents.shape[1]
    earlier = torch.ones(tokens, tokens, dtype=torch.bool, device=documents.device).tril()
    return bias_of(earlier & (documents.unsqueeze(2) == documents.unsqueeze(1)))


def bias_of(visible: Tensor) -> Tensor:
    """visible: [rows, queries, keys]."""
    return torch.where(visible, 0.0, NEVER).to(torch.bfloat16).unsqueeze(1)


def working_copy(model: Llama) -> Llama:
    """For generating and as a teacher: bfloat16 on a GPU, float32 on a CPU; never trained."""
    copy = Llama(model.shape).to(model.cos.device)
    copy.requires_grad_(False)
    copy.eval()
    if model.cos.is_cuda:
        copy.to(torch.bfloat16)
        copy.cos, copy.sin = model.cos, model.sin  # angles stay in float32
    refresh(copy, model.state_dict())
    return copy


@torch.no_grad()
def refresh(copy: Llama, state: dict[str, Tensor]) -> None:
    for name, weight in copy.state_dict().items():
        weight.copy_(state[name])


def save(model: Llama, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    save_file({name: weight.detach().float().cpu().contiguous() for name, weight in model.state_dict().items()},
              folder / "model.safetensors")
    (folder / "shape.json").write_text(json.dumps(asdict(model.shape)))


def load(folder: Path, device: str) -> Llama:
    model = Llama(Shape(**json.loads((folder / "shape.json").read_text())))
    model.load_state_dict(load_file(folder / "model.safetensors"))
    return model.to(device)
