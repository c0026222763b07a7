"""Muon for matrices (Keller Jordan, https://kellerjordan.github.io/posts/muon), AdamW for the rest."""

import torch
from torch import Tensor, nn


def orthogonalized(gradients: Tensor) -> Tensor:
    """[matrices, rows, columns] with all singular values near 1, by five Newton-Schulz steps."""
    x = gradients.to(torch.bfloat16)
    tall = x.shape[1] > x.shape[2]
    if tall:
        x = x.mT
    x = x / (x.norm(dim=(1, 2), keepdim=True) + 1e-7)
    for _ in range(5):
        square = x @ x.mT
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    """Matrices of one shape are updated together."""

    def __init__(self, matrices: list[nn.Parameter], lr: float, momentum: float = 0.95):
        shapes = sorted({tuple(matrix.shape) for matrix in matrices})
        groups = [{"params": [matrix for matrix in matrices if tuple(matrix.shape) == shape]} for shape in shapes]
        super().__init__(groups, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self, closure=None) -> None:
        for group in self.param_groups:
            matrices = group["params"]
            gradients = torch.stack([matrix.grad for matrix in matrices])
            state = self.state[matrices[0]]
            average = state.setdefault("average", torch.zeros_like(gradients))
            average.lerp_(gradients, 1 - group["momentum"])
            update = orthogonalized(gradients.lerp(average, group["momentum"])).to(gradients.dtype)
            rows, columns = matrices[0].shape
            rate = group["lr"] * max(1.0, rows / columns) ** 0.5
            torch._foreach_add_(matrices, list(update.unbind(0)), alpha=-rate)


def optimizers(model: nn.Module, rate: float, muon: float, decay: float, betas=(0.9, 0.95)) -> list:
    matrices = [weight for name, weight in model.named_parameters() if weight.dim() == 2 and "embed" not in name]
    rest = [weight for name, weight in model.named_parameters() if weight.dim() < 2 or "embed" in name]
    fused = next(model.parameters()).is_cuda
    if muon == 0:
        return [torch.optim.AdamW(matrices + rest, lr=rate, betas=betas, weight_decay=decay, fused=fused)]
    return [torch.optim.AdamW(rest, lr=rate, betas=betas, weight_decay=decay, fused=fused), Muon(matrices, muon)]


def set_rates(optimizers: list, share: float) -> None:
    """Each optimizer's rate becomes this share of the one it began with."""
    for optimizer in optimizers:
        for group in optimizer.param_groups:
            group.setdefault("first_rate", group["lr"])
            group["lr"] = group["first_rate"] * share


def ramp(step: int, steps: int, warm: float = 0.03, fall: float = 0.6) -> float:
    """Rises over the first steps, stays, falls to zero in a line over the last."""
    return min(1.0, (step + 1) / max(1, warm * steps), (steps - step) / (fall * steps))
