"""Supervised training on packed documents, with or without a teacher's distributions."""

import torch
import torch.nn.functional as F
from torch import Tensor

from .documents import Documents, batches, blocks_of
from .llama import Llama, packed_bias
from .optimizers import optimizers, ramp, set_rates
from .settings import Fit


def token_losses(logits: Tensor, targets: Tensor, teacher: Tensor, soft: float) -> Tensor:
    """Per token: cross entropy with the target, and with the teacher's distribution."""
    log_chances = torch.log_softmax(logits.float(), -1)
    hard = -log_chances.gather(-1, targets.unsqueeze(-1)).squeeze(-1)
    return (1 - soft) * hard - soft * (torch.softmax(teacher.float(), -1) * log_chances).sum(-1)


def fit(model: Llama, documents: Documents, settings: Fit, seed: int, teacher: Llama | None = None) -> None:
    """Trains `model` in place."""
    device = model.cos.device
    steps = settings.steps or settings.epochs * (blocks_of(documents, settings.block) // settings.blocks)
    trained = optimizers(model, settings.rate, settings.muon, settings.decay)
    losses = torch.compile(token_losses, dynamic=True) if device.type == "cuda" else token_losses
    weights = torch.tensor([0.0, settings.description, settings.headline], device=device)
    model.compiled().train()
    total = torch.zeros((), device=device)
    for step, batch in zip(range(steps), batches(documents, settings.block, settings.blocks, seed, device)):
        set_rates(trained, ramp(step, steps))
        bias = packed_bias(batch["document"])
        weight = weights[batch["kind"]]
        # Only tokens that count go through the output matrix.
        counted = (weight > 0).flatten().nonzero().squeeze(1)
        targets = batch["ids"].roll(-1, 1).flatten()[counted]
        with torch.autocast(device.type, torch.bfloat16, enabled=device.type == "cuda"):
            with torch.no_grad():
                soft = (teacher.logits(teacher.hidden(batch["ids"], batch["position"], bias)
                                       .flatten(0, 1)[counted]) if teacher else None)
            hidden = model.hidden(batch["ids"], batch["position"], bias).flatten(0, 1)[counted]
            logits = model.logits(hidden)
            each = (losses(logits, targets, soft, settings.soft) if teacher
                    else F.cross_entropy(logits.float(), targets, reduction="none"))
        weight = weight.flatten()[counted]
        loss = (each * weight).sum() / weight.sum()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimizer in trained:
            optimizer.step()
            optimizer.zero_grad()
        total += loss.detach()
        if (step + 1) % max(1, steps // 10) == 0:
            print(f"  step {step + 1} of {steps}: loss {total.item() / max(1, steps // 10):.4f}", flush=True)
            total.zero_()
    model.eval()
