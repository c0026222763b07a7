"""Stages descriptions and synthetic: the tuned teacher makes descriptions up, the improved one writes their headlines."""

import json
import os
from pathlib import Path

import torch

from . import news, tokenizer as tokenizers_stage
from .documents import Documents
from .filters import kept
from .generate import END, generate, until_end
from .llama import load, working_copy
from .news import grams
from .settings import Settings


def descriptions(folder: Path, settings: Settings, root: Path, device: str) -> None:
    """Different descriptions, sampled; one that has no end is dropped."""
    torch.manual_seed(settings.seed)
    wanted = settings.synthetic
    tokenizer = tokenizers_stage.load(root / "tokenizer")
    line_break = tokenizer.encode("\n").ids[0]
    ends = (line_break, END)
    start = tokenizer.encode(news.PROMPT.split(" {}")[0]).ids
    teacher = working_copy(load(root / "teacher", device))
    texts: dict[str, None] = {}
    for begin in range(0, wanted.documents, wanted.batch):
        count = min(wanted.batch, wanted.documents - begin)
        drawn = generate(teacher, [start], wanted.description, count, 1.0, wanted.min_p, ends, wanted.batch)
        finished = [ids[:-1] for ids in map(lambda row: until_end(row, ends), drawn.tolist()) if ids[-1] == line_break]
        texts.update(dict.fromkeys(text.strip() for text in tokenizer.decode_batch(finished)))
    texts.pop("", None)
    (folder / "descriptions.json").write_text(json.dumps(list(texts)))
    print(f"  {len(texts)} different descriptions of {wanted.documents}", flush=True)


def run(folder: Path, settings: Settings, root: Path, device: str) -> None:
    """Headlines for the made-up descriptions and for the printed ones."""
    wanted = settings.synthetic
    tokenizer = tokenizers_stage.load(root / "tokenizer")
    descriptions = json.loads((root / "descriptions" / "descriptions.json").read_text())
    descriptions += [row["short_description"] for row in news.load(root / "data" / "train.jsonl")]
    encodings = tokenizer.encode_batch([news.PROMPT.format(description) for description in descriptions])
    fitting = [i for i, encoding in enumerate(encodings) if len(encoding.ids) <= settings.prompt_tokens]
    prompts = [encodings[i].ids for i in fitting]
    teacher = working_copy(load(root / "teacher-policy", device))
    written = [until_end(row) for row in generate(teacher, prompts, settings.new_tokens, batch=wanted.batch).tolist()]
    headlines = tokenizer.decode_batch(written, skip_special_tokens=True)
    rows = [{"headline": headline.strip(), "short_description": descriptions[i]}
            for i, headline in zip(fitting, headlines, strict=True)]
    guarded = {gram for part in ("evaluation", "select", "unseen")
               for row in news.load(root / "data" / f"{part}.jsonl") for gram in grams(row, settings.data.overlap_words)}
    good = kept(rows, guarded, settings.data.overlap_words, wanted.least_support, wanted.sound,
                1 if device == "cpu" else min(12, os.cpu_count() or 1))
    chosen = [i for i, is_good in enumerate(good) if is_good and (written[i][-1] == END or not wanted.sound)]
    Documents.continued([prompts[i] for i in chosen], [written[i] for i in chosen]).save(folder / "documents.npz")
    print(f"  {len(chosen)} documents kept of {len(rows)}, for example:")
    for i in chosen[:5]:
        print("   ", rows[i])
