"""Which made-up documents are good enough to learn from; free of torch, for several processes at once."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from .news import grams
from .words import content_words, tokens


def keeps(row: dict, guarded: frozenset[tuple], overlap_words: int, least_support: float, sound: bool) -> bool:
    return (guarded.isdisjoint(grams(row, overlap_words)) and (not sound or is_sound(row))
            and support(row) >= least_support)


def is_sound(row: dict) -> bool:
    """A headline of some words, not the same words again and again, on a description that is one too."""
    words, description = tokens(row["headline"]), tokens(row["short_description"])
    return (3 <= len(words) <= 24 and len(set(words)) >= 0.7 * len(words)
            and len(description) >= 4 and len(set(description)) >= 0.5 * len(description))


def support(row: dict) -> float:
    """Share of the headline's content words that stand in the description."""
    content, description = content_words(tokens(row["headline"])), set(tokens(row["short_description"]))
    return sum(word in description for word in content) / max(1, len(content))


def kept(rows: list[dict], guarded: set[tuple], overlap_words: int, least_support: float, sound: bool,
         processes: int) -> list[bool]:
    check = partial(keeps, guarded=frozenset(guarded), overlap_words=overlap_words, least_support=least_support,
                    sound=sound)
    if processes == 1:
        return [check(row) for row in rows]
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(check, rows, chunksize=-(-len(rows) // processes)))
