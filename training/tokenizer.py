"""Stage tokenizer: the base model's byte-level BPE and its embedding, cut to the tokens that the news need."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from . import news
from .base import GgufBase, random_base
from .settings import Settings

END = "<|endoftext|>"


def load(folder: Path) -> Tokenizer:
    return Tokenizer.from_file(str(folder / "tokenizer.json"))


def byte_level_bpe(vocabulary: dict[str, int], merges: list[tuple[str, str]]) -> Tokenizer:
    """SmolLM's: each digit alone, then GPT-2's pattern (llama.cpp knows it as `smollm`)."""
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.decoder = decoders.ByteLevel()
    if END in vocabulary:
        tokenizer.add_special_tokens([END])
    return tokenizer


def run(folder: Path, settings: Settings, data: Path, base_file: Path | None) -> None:
    rows = news.load(data / "train.jsonl")
    texts = [news.document(row) for row in rows]
    base = GgufBase(base_file) if base_file else None
    vocabulary, merges = base.tokenizer() if base else train_bpe(texts, settings.base.vocabulary)
    kept, kept_merges = cut(vocabulary, merges, texts, settings.vocabulary)
    byte_level_bpe({token: i for i, token in enumerate(kept)}, kept_merges).save(str(folder / "tokenizer.json"))
    rows_kept = np.array([vocabulary[token] for token in kept])
    if base:
        base.write_cut(folder / "base.gguf", rows_kept)
    else:
        random_base(folder / "base.gguf", settings.base, settings.vocabulary, settings.seed)
    tokenizer = load(folder)
    lengths = [len(encoding.ids) for encoding in tokenizer.encode_batch(texts)]
    print(f"{len(kept)} tokens, {len(kept_merges)} merges, {np.mean(lengths):.1f} tokens per document")


def train_bpe(texts: list[str], size: int) -> tuple[dict[str, int], list[tuple[str, str]]]:
    """A base for tiny mode, which has no file to cut."""
    tokenizer = byte_level_bpe({}, [])
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=size, special_tokens=[END], initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    model = json.loads(tokenizer.to_str())["model"]
    return model["vocab"], [tuple(merge) for merge in model["merges"]]


def cut(vocabulary: dict[str, int], merges: list[tuple[str, str]], texts: list[str],
        size: int) -> tuple[list[str], list[tuple[str, str]]]:
    """The most used tokens with the tokens they are merged from, in their old order; all bytes; END as number 0."""
    by_id = {i: token for token, i in vocabulary.items()}
    uses = Counter()
    for encoding in byte_level_bpe(vocabulary, merges).encode_batch(texts, add_special_tokens=False):
        uses.update(encoding.ids)
    parts = {left + right: (left, right) for left, right in reversed(merges)}

    def with_ancestors(token: str) -> set[str]:
        needed, waiting = set(), [token]
        while waiting:
            token = waiting.pop()
            needed.add(token)
            waiting.extend(part for part in parts.get(token, ()) if part not in needed)
        return needed

    # SmolLM2 has no tokens for the bytes that UTF-8 never uses.
    kept = {END, *(byte for byte in pre_tokenizers.ByteLevel.alphabet() if byte in vocabulary)}
    for token in (by_id[i] for i, _ in uses.most_common()):
        needed = with_ancestors(token) - kept
        if len(kept) + len(needed) <= size:
            kept |= needed
    # Fewer than `size` only if the text is too small; then tokens of the base fill up.
    for token in vocabulary:
        if len(kept) == size:
            break
        if token in parts and len(with_ancestors(token) - kept) == 1:
            kept.add(token)
    ordered = [END] + sorted(kept - {END}, key=vocabulary.__getitem__)
    return ordered, [(a, b) for a, b in merges if a in kept and b in kept and a + b in kept]
