"""Stage evaluation: the exported files on rows that no model was trained on."""

import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from . import news, tokenizer as tokenizers_stage
from .base import GgufBase
from .documents import Documents, encoded_prompts
from .generate import END, generate, until_end
from .llama import Llama, load, packed_bias
from .measures import interval, rouge_rows, summary
from .quantize import prune_first_half, round_matrices
from .settings import Settings

DRAFTED = 4


def read(file: Path, device: str) -> Llama:
    base = GgufBase(file)
    model = Llama(base.shape())
    model.load_state_dict(base.state())
    return model.to(device).requires_grad_(False)


def headlines(model: Llama, rows: list[dict], tokenizer: Tokenizer, new_tokens: int) -> tuple[list[str], Tensor]:
    written = generate(model, encoded_prompts(rows, tokenizer), new_tokens)
    texts = tokenizer.decode_batch([until_end(row) for row in written.tolist()], skip_special_tokens=True)
    return [text.strip() for text in texts], written


def run(folder: Path, settings: Settings, root: Path, device: str) -> None:
    tokenizer = tokenizers_stage.load(root / "tokenizer")
    names = set(json.loads((root / "data" / "names.json").read_text()))
    student, draft = (read(root / "export" / f"headline-{name}.gguf", device) for name in ("student", "draft"))
    report: dict = {}
    for part in ("select", "unseen", "evaluation"):
        rows = news.load(root / "data" / f"{part}.jsonl")
        texts, written = headlines(student, rows, tokenizer, settings.new_tokens)
        report[part] = {"rows": len(rows), "student": summary(texts, rows, names),
                        "draft": summary(headlines(draft, rows, tokenizer, settings.new_tokens)[0], rows, names),
                        "tokensPerPass": tokens_per_pass(draft, encoded_prompts(rows, tokenizer), written)}
        if part == "evaluation":
            report["variants"] = variants(root, student, rows, rouge_rows(texts, rows)["rouge1"], tokenizer,
                                          settings, device)
            report["first50"] = summary(texts[:50], rows[:50], names)
        lines = [{"generated": text, "printed": row["headline"]} for text, row in zip(texts, rows)]
        (folder / f"{part}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (folder / "report.json").write_text(json.dumps(report, indent=1))
    print(json.dumps(report, indent=1))


def variants(root: Path, student: Llama, rows: list[dict], rouge1: np.ndarray, tokenizer: Tokenizer,
             settings: Settings, device: str) -> dict:
    """ROUGE-1 of the stored student changed in some way, and of its predecessors: mean and difference, with intervals."""
    changes = {
        "int8PerRow": lambda model: round_matrices(model, 8, None),
        "int4Group32": lambda model: round_matrices(model, 4, 32),
        "int4Group128": lambda model: round_matrices(model, 4, 128),
        "int3Group32": lambda model: round_matrices(model, 3, 32),
        "pruned50": lambda model: prune_first_half(model, 0.5),
        "pruned70": lambda model: prune_first_half(model, 0.7),
    }
    models = {}
    for name, change in changes.items():
        model = Llama(student.shape).to(device).requires_grad_(False)
        model.load_state_dict(student.state_dict())
        change(model)
        models[name] = model
    for stage in ("teacher", "teacher-policy", "student", "student-policy"):
        models[stage] = load(root / stage, device).requires_grad_(False)
    found = {}
    for name, model in models.items():
        scores = rouge_rows(headlines(model, rows, tokenizer, settings.new_tokens)[0], rows)["rouge1"]
        found[name] = {"rouge1": interval(scores), "difference": interval(scores - rouge1)}
    return found


@torch.no_grad()
def tokens_per_pass(draft: Llama, prompts: list[list[int]], written: Tensor) -> float:
    """Tokens that one pass of the target yields in greedy speculative decoding with DRAFTED tokens.

    Drafted tokens count up to the first that differs, so each is drafted after the target's own tokens: one pass over the
    target's text shows which would be accepted.
    """
    tokens = passes = 0
    for prompt, row in zip(prompts, written.tolist()):
        headline = until_end(row)
        ids = torch.tensor([prompt + headline], device=draft.cos.device)
        bias = packed_bias(torch.ones_like(ids))
        hidden = draft.hidden(ids, torch.arange(ids.shape[1], device=ids.device).unsqueeze(0), bias)[0]
        foreseen = draft.logits(hidden[len(prompt) - 1:-1]).argmax(-1).tolist()
        place = 0
        while place < len(headline):
            drafted = 0
            while drafted < DRAFTED and place < len(headline) and foreseen[place] == headline[place]:
                drafted, place = drafted + 1, place + 1
            place += 1  # the target's own token, unless the text has ended
            passes += 1
        tokens += len(headline)
    return round(tokens / passes, 4)
