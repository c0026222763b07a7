"""Documents as token ids, packed into blocks of one length."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from . import news
from .generate import END


class Documents:
    """Many token sequences in one array; `headline` is the place in each at which the headline begins."""

    def __init__(self, ids: np.ndarray, lengths: np.ndarray, headline: np.ndarray):
        self.ids, self.lengths, self.headline = ids.astype(np.int32), lengths, headline
        self.starts = np.cumsum(lengths) - lengths

    def __len__(self) -> int:
        return len(self.lengths)

    def __getitem__(self, i: int) -> np.ndarray:
        return self.ids[self.starts[i]:self.starts[i] + self.lengths[i]]

    def prompts(self) -> list[list[int]]:
        return [self[i][:self.headline[i]].tolist() for i in range(len(self))]

    def save(self, file: Path) -> None:
        np.savez(file, ids=self.ids.astype(np.uint16), lengths=self.lengths, headline=self.headline)

    @staticmethod
    def load(file: Path) -> "Documents":
        stored = np.load(file)
        return Documents(stored["ids"], stored["lengths"], stored["headline"])

    @staticmethod
    def of(sequences: list[list[int]], headline: list[int]) -> "Documents":
        return Documents(np.array(list(chain.from_iterable(sequences)), np.int32),
                         np.array([len(sequence) for sequence in sequences], np.int64), np.array(headline, np.int64))

    @staticmethod
    def joined(parts: list["Documents"]) -> "Documents":
        return Documents(*(np.concatenate([getattr(part, name) for part in parts])
                           for name in ("ids", "lengths", "headline")))

    @staticmethod
    def continued(prompts: list[list[int]], headlines: list[list[int]]) -> "Documents":
        return Documents.of([p + h for p, h in zip(prompts, headlines, strict=True)], [len(p) for p in prompts])


def encoded_prompts(rows: list[dict], tokenizer: Tokenizer) -> list[list[int]]:
    return [encoding.ids for encoding in tokenizer.encode_batch([news.prompt(row) for row in rows])]


def real_documents(rows: list[dict], tokenizer: Tokenizer) -> Documents:
    """The rows as they were printed, each closed by END."""
    whole = [encoding.ids + [END] for encoding in tokenizer.encode_batch([news.document(row) for row in rows])]
    return Documents.of(whole, [len(prompt) for prompt in encoded_prompts(rows, tokenizer)])


def packed(documents: Documents, block: int, seed: int) -> dict[str, torch.Tensor]:
    """All documents in random order in blocks: `ids`, `document` (number from 1, 0 where a block is empty), `position` (in
    the document) and `kind` of the token that follows (0 none, 1 description, 2 headline), each [blocks, block]. What a
    document has beyond a block is left out."""
    order = np.random.default_rng(seed).permutation(len(documents))
    lengths = np.minimum(documents.lengths[order], block)
    places = places_of(lengths, block)
    position = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    target = np.repeat(places, lengths) + position
    kind = np.where(position + 1 >= np.repeat(documents.headline[order], lengths), 2, 1)
    kind[np.cumsum(lengths) - 1] = 0
    columns = {
        "ids": documents.ids[np.repeat(documents.starts[order], lengths) + position],
        "document": np.repeat(np.arange(1, len(order) + 1), lengths),
        "position": position,
        "kind": kind,
    }
    blocks = int(places[-1]) // block + 1
    filled = {}
    for name, values in columns.items():
        flat = np.zeros(blocks * block, np.int32)
        flat[target] = values
        filled[name] = torch.from_numpy(flat).view(blocks, block)
    return filled


def places_of(lengths: np.ndarray, block: int) -> np.ndarray:
    """Where each document begins if they are laid one after the other and none crosses a block's end."""
    places, place = [], 0
    for length in lengths.tolist():
        if place % block + length > block:
            place += block - place % block
        places.append(place)
        place += length
    return np.array(places)


def batches(documents: Documents, block: int, blocks: int, seed: int, device: str) -> Iterator[dict]:
    """Batches without end, packed anew for each pass; a pass's last incomplete batch is left out unless it is the only."""
    passes = 0
    while True:
        data = {name: values.to(device).long() for name, values in packed(documents, block, seed + passes).items()}
        rows = len(data["ids"])
        for start in range(0, max(1, rows - blocks + 1), blocks):
            yield {name: values[start:start + blocks] for name, values in data.items()}
        passes += 1


def blocks_of(documents: Documents, block: int) -> int:
    return len(packed(documents, block, 0)["ids"])
