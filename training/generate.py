"""Writes continuations of many prompts at once, with a cache; rows that have ended leave the batch."""

import torch
from torch import Tensor

from .llama import NEVER, Llama, bias_of

END = 0
COMPACT_EVERY = 8


@torch.no_grad()
def generate(model: Llama, prompts: list[list[int]], new_tokens: int, samples: int = 1, temperature: float = 0.0,
             min_p: float = 0.0, ends: tuple[int, ...] = (END,), batch: int = 12_288) -> Tensor:
    """[prompts × samples, new_tokens] on the CPU; after the first of `ends` only END follows. temperature 0: greedy."""
    order = sorted(range(len(prompts)), key=lambda i: len(prompts[i]))
    results = torch.full((len(prompts), samples, new_tokens), END)
    per_batch = max(1, batch // samples)
    for start in range(0, len(order), per_batch):
        part = order[start:start + per_batch]
        rows = generate_batch(model, [prompts[i] for i in part], new_tokens, samples, temperature, min_p, ends)
        results[part] = rows.view(len(part), samples, new_tokens).cpu()
    return results.view(-1, new_tokens)


def padded(prompts: list[list[int]], width: int, device) -> tuple[Tensor, Tensor]:
    ids = torch.full((len(prompts), width), END)
    for row, prompt in enumerate(prompts):
        ids[row, :len(prompt)] = torch.tensor(prompt)
    return ids.to(device), torch.tensor([len(prompt) for prompt in prompts], device=device)


def generate_batch(model: Llama, prompts: list[list[int]], new_tokens: int, samples: int, temperature: float,
                   min_p: float, ends: tuple[int, ...]) -> Tensor:
    device = model.cos.device
    longest = max(map(len, prompts))
    ids, lengths = padded(prompts, longest, device)
    cache: list = []
    positions = torch.arange(longest, device=device).expand_as(ids)
    earlier = torch.ones(longest, longest, dtype=torch.bool, device=device).tril().expand(len(prompts), -1, -1)
    hidden = model.hidden(ids, positions, bias_of(earlier), cache)
    hidden = hidden[torch.arange(len(prompts), device=device), lengths - 1].repeat_interleave(samples, 0)
    lengths = lengths.repeat_interleave(samples)
    slots = -(-(longest + new_tokens) // 8) * 8
    for layer, pair in enumerate(cache):
        cache[layer] = [widened(old, slots).repeat_interleave(samples, 0) for old in pair]
    slot_numbers = torch.arange(slots, device=device)
    bias = torch.where(slot_numbers < lengths.unsqueeze(1), 0.0, NEVER).to(hidden.dtype)[:, None, None]

    rows = len(lengths)
    written = torch.full((rows, new_tokens), END, device=device)
    active = torch.arange(rows, device=device)  # the row of `written` that each row of the batch belongs to
    ended = torch.zeros(rows, dtype=torch.bool, device=device)
    for step in range(new_tokens):
        chosen = choose(model.logits(hidden), temperature, min_p).masked_fill(ended, END)
        written[active, step] = chosen
        for end in ends:
            ended |= chosen == end
        if step + 1 == new_tokens:
            break
        if step % COMPACT_EVERY == COMPACT_EVERY - 1:
            left = (~ended).nonzero().squeeze(1)
            if len(left) == 0:
                break
            if len(left) < 0.8 * len(active):
                active, ended, lengths, bias, chosen = (x[left] for x in (active, ended, lengths, bias, chosen))
                cache = [[old[left] for old in pair] for pair in cache]
        slot = longest + step
        bias[..., slot] = 0.0
        x = torch.nn.functional.embedding(chosen.unsqueeze(1), model.embedding())
        rotation = model.rotation((lengths + step).unsqueeze(1))
        used = min(slots, slot // 8 * 8 + 8)
        for layer, (keys, values) in zip(model.model.layers, cache):
            x = layer.step(x, rotation, bias[..., :used], keys[:, :, :used], values[:, :, :used], slot)
        hidden = model.model.norm(x)[:, 0]
    return written


def widened(old: Tensor, slots: int) -> Tensor:
    new = old.new_zeros(*old.shape[:2], slots, old.shape[3])
    new[:, :, :old.shape[2]] = old
    return new


def choose(logits: Tensor, temperature: float, min_p: float) -> Tensor:
    if temperature == 0:
        return logits.argmax(-1)
    chances = torch.softmax(logits.float() / temperature, -1)
    if min_p > 0:
        chances = chances.masked_fill(chances < min_p * chances.amax(-1, keepdim=True), 0.0)
    # The largest of chance / exponential noise is a draw from the chances.
    return (chances / torch.empty_like(chances).exponential_()).argmax(-1)


def until_end(ids: list[int], ends: tuple[int, ...] = (END,)) -> list[int]:
    """The tokens up to and with the first of `ends`; all of them where there is none."""
    for i, token in enumerate(ids):
        if token in ends:
            return ids[:i + 1]
    return ids
