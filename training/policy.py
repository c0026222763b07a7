"""Policy gradient: headlines are sampled, rewarded, and made more or less likely than their group's mean."""

import json
import os
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from .documents import encoded_prompts
from .generate import END, generate, padded, until_end
from .llama import Llama, bias_of, refresh, working_copy
from .measures import rouge_rows, style
from .optimizers import optimizers, set_rates
from .rewards import Scorer
from .settings import Policy


def texts(rows: Tensor, tokenizer: Tokenizer) -> list[str | None]:
    """The headline of each row of tokens; None where it has not ended."""
    sequences = [until_end(row) for row in rows.tolist()]
    decoded = tokenizer.decode_batch(sequences, skip_special_tokens=True)
    return [text.strip() if sequence[-1] == END else None for text, sequence in zip(decoded, sequences)]


def log_chances(model: Llama, ids: Tensor, lengths: Tensor, samples: Tensor, temperature: float) -> Tensor:
    """Log chances of every token of the vocabulary at each place of each sample, [prompts, samples, tokens, vocabulary].

    A prompt is computed once: its samples follow it in one sequence, each seeing the prompt and itself.

    :param ids: prompts [prompts, width], padded
    :param samples: [prompts, samples, tokens]
    """
    prompts, width = ids.shape
    _, count, tokens = samples.shape
    inputs = samples[:, :, :-1].flatten(1)
    sequence = torch.cat((ids, inputs), 1)
    step = torch.arange(tokens - 1, device=ids.device).repeat(count)
    positions = torch.cat((torch.arange(width, device=ids.device).expand(prompts, -1),
                           lengths.unsqueeze(1) + step), 1)
    sample = torch.cat((torch.zeros(width, device=ids.device).long(),
                        torch.arange(1, count + 1, device=ids.device).repeat_interleave(tokens - 1)))
    place = torch.arange(sequence.shape[1], device=ids.device)
    related = (sample.unsqueeze(1) == sample) | (sample == 0)
    related = related & (place.unsqueeze(1) >= place)
    real = (place >= width) | (place < lengths.unsqueeze(1))
    visible = related & real.unsqueeze(1) | torch.eye(len(place), dtype=torch.bool, device=ids.device)
    hidden = model.hidden(sequence, positions, bias_of(visible))
    last = hidden[torch.arange(prompts, device=ids.device), lengths - 1]
    first = last[:, None, None].expand(-1, count, 1, -1)
    later = hidden[:, width:].reshape(prompts, count, tokens - 1, -1)
    return torch.log_softmax(model.logits(torch.cat((first, later), 2)).float() / temperature, -1)


def loss_of(chances: Tensor, anchor: Tensor, samples: Tensor, written: Tensor, advantages: Tensor, kl: float):
    """(loss, divergence from the anchor per token)."""
    chosen = chances.gather(-1, samples.unsqueeze(-1)).squeeze(-1)
    divergence = (chances.exp() * (chances - anchor)).sum(-1)
    total = written.sum()
    loss = (-(advantages.unsqueeze(-1) * chosen) + kl * divergence) * written
    return loss.sum() / total, (divergence.detach() * written).sum() / total


class Training:
    """One run of policy gradient on one model."""

    def __init__(self, model: Llama, anchor: Llama, tokenizer: Tokenizer, settings: Policy, new_tokens: int,
                 scorer: Scorer, seed: int):
        self.model, self.anchor, self.tokenizer, self.settings = model, anchor, tokenizer, settings
        self.new_tokens, self.scorer, self.seed = new_tokens, scorer, seed
        self.device = model.cos.device
        self.writer = working_copy(model)
        self.average = {name: weight.detach().clone() for name, weight in model.state_dict().items()}
        self.trained = optimizers(model, settings.rate, 0.0, 0.0)
        self.best = (-np.inf, {name: weight.clone() for name, weight in self.average.items()})
        self.loss_of = torch.compile(loss_of) if self.device.type == "cuda" else loss_of

    def run(self, rows: list[dict], held_out: list[dict], width: int) -> list[dict]:
        """Trains; the model ends with the best weights by the held-out rows. Returns what was seen on the way."""
        prompts = encoded_prompts(rows, self.tokenizer)
        fitting = [i for i, prompt in enumerate(prompts) if len(prompt) <= width]
        order = np.random.default_rng(self.seed)
        waiting: list[int] = []
        history = [self.look(held_out, 0)]
        self.model.compiled()
        start = time.perf_counter()
        for step in range(1, self.settings.steps + 1):
            if len(waiting) < self.settings.prompts:
                waiting.extend(order.permutation(fitting).tolist())
            chosen, waiting = waiting[:self.settings.prompts], waiting[self.settings.prompts:]
            reward, divergence = self.step([rows[i] for i in chosen], [prompts[i] for i in chosen], width, step)
            if step % self.settings.check == 0 or step == self.settings.steps:
                history.append({**self.look(held_out, step), "sampled": round(reward, 4),
                                "divergence": round(divergence, 4), "seconds": round(time.perf_counter() - start, 1)})
                print("  " + json.dumps(history[-1]), flush=True)
        self.model.load_state_dict(self.best[1])
        return history

    def step(self, rows: list[dict], prompts: list[list[int]], width: int, step: int) -> tuple[float, float]:
        settings = self.settings
        drawn = generate(self.writer, prompts, self.new_tokens, settings.samples, settings.temperature)
        words = texts(drawn, self.tokenizer)
        groups = [words[i:i + settings.samples] for i in range(0, len(words), settings.samples)]
        rewards = self.scorer.score(rows, groups)
        advantages = torch.from_numpy(rewards - rewards.mean(1, keepdims=True)).float().to(self.device)
        ids, lengths = padded(prompts, width, self.device)
        samples = drawn.view(len(prompts), settings.samples, -1).to(self.device)
        ended = (samples == END).long()
        written = ((ended.cumsum(-1) - ended) == 0).float()
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.device.type == "cuda"):
            with torch.no_grad():
                anchor = log_chances(self.anchor, ids, lengths, samples, settings.temperature)
            chances = log_chances(self.model, ids, lengths, samples, settings.temperature)
        loss, divergence = self.loss_of(chances, anchor, samples, written, advantages, settings.kl)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        set_rates(self.trained, min(1.0, step / 5, max(0.1, 1.5 * (1 - step / settings.steps))))
        for optimizer in self.trained:
            optimizer.step()
            optimizer.zero_grad()
        state = self.model.state_dict()
        refresh(self.writer, state)
        for name, mean in self.average.items():
            mean.lerp_(state[name], 1 - settings.average)
        return float(rewards.mean()), float(divergence)

    def look(self, rows: list[dict], step: int) -> dict:
        """Greedy headlines of the held-out rows by the weights and by their mean; keeps the best by reward."""
        found = {"step": step}
        for name, state in (("now", self.model.state_dict()), ("mean", self.average)):
            refresh(self.writer, state)
            words = texts(generate(self.writer, encoded_prompts(rows, self.tokenizer), self.new_tokens), self.tokenizer)
            reward = float(self.scorer.score(rows, [[text] for text in words]).mean())
            written = [text or "" for text in words]
            judged = style(written, rows, set(self.scorer.names))
            found[name] = {"reward": round(reward, 4),
                           "rouge1": round(float(rouge_rows(written, rows)["rouge1"].mean()), 4),
                           "support": judged["support"], "repeated": judged["repeated"][0],
                           "strayName": judged["strayName"][0], "names": judged["names"], "words": judged["words"]}
            if reward > self.best[0]:
                self.best = (reward, {key: weight.detach().clone() for key, weight in state.items()})
        refresh(self.writer, self.model.state_dict())
        return found


def improve(model: Llama, anchor: Llama, tokenizer: Tokenizer, settings: Policy, new_tokens: int, width: int,
            data: Path, seed: int) -> list[dict]:
    from . import news
    names = frozenset(json.loads((data / "names.json").read_text()))
    processes = min(12, (os.cpu_count() or 1) - 2) if model.cos.is_cuda else 1
    with Scorer(settings.reward, names, processes) as scorer:
        training = Training(model, anchor, tokenizer, settings, new_tokens, scorer, seed)
        return training.run(news.load(data / "train.jsonl"), news.load(data / "select.jsonl"), width)
