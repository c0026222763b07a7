"""Weights after a round trip through fewer bits, and pruned."""

import gguf
import numpy as np
import torch
from torch import Tensor

from .llama import Llama

Q8, Q4 = gguf.GGMLQuantizationType.Q8_0, gguf.GGMLQuantizationType.Q4_1


def blocks(weight: Tensor, kind: gguf.GGMLQuantizationType) -> np.ndarray:
    """The bytes that GGUF stores."""
    return gguf.quants.quantize(weight.detach().float().cpu().contiguous().numpy(), kind)


def round_trip(weight: Tensor, kind: gguf.GGMLQuantizationType) -> Tensor:
    stored = gguf.quants.dequantize(blocks(weight, kind), kind)
    return torch.from_numpy(stored.astype(np.float32)).view_as(weight).to(weight)


@torch.no_grad()
def as_stored(model: Llama) -> None:
    """Rounds the matrices as the student's file does."""
    for weight in model.parameters():
        if weight.dim() == 2:
            weight.copy_(round_trip(weight, Q8))


def like_q4(weight: Tensor) -> Tensor:
    """GGUF's Q4_1 without leaving the GPU: per 32 weights the least one and a step, both float16."""
    grouped = weight.view(-1, 32)
    least, most = grouped.aminmax(dim=1, keepdim=True)
    step = (most - least) / 15
    level = ((grouped - least) / step.clamp(min=1e-12) + 0.5).floor().clamp(0, 15)
    return (level * step.half() + least.half()).view_as(weight).to(weight.dtype)


def rounded(weight: Tensor, bits: int, group: int) -> Tensor:
    """Symmetric round to nearest with a scale per `group` of a row."""
    grouped = weight.view(weight.shape[0], -1, group)
    most = 2 ** (bits - 1) - 1
    scale = grouped.abs().amax(-1, keepdim=True).clamp(min=1e-12) / most
    return ((grouped / scale).round().clamp(-most - 1, most) * scale).view_as(weight)


@torch.no_grad()
def round_matrices(model: Llama, bits: int, group: int | None) -> None:
    """`group` None: one scale per row. The embedding stays as it is."""
    for name, weight in model.named_parameters():
        if weight.dim() == 2 and "embed" not in name:
            weight.copy_(rounded(weight, bits, group or weight.shape[1]))


@torch.no_grad()
def prune_first_half(model: Llama, share: float) -> None:
    """Zeroes the smallest weights of the first half's MLPs, all of them ranked together."""
    half = model.model.layers[:len(model.model.layers) // 2]
    weights = [weight for layer in half for weight in layer.mlp.parameters()]
    sizes = torch.cat([weight.abs().flatten() for weight in weights])
    limit = sizes.kthvalue(max(1, int(share * sizes.numel()))).values
    for weight in weights:
        weight[weight.abs() <= limit] = 0.0
