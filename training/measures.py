"""What a set of headlines is worth: ROUGE with intervals, support by the description, repetitions, names."""

from collections import Counter

import numpy as np

from .rouge import rouge_l, rouge_n
from .words import content_words, tokens

RESAMPLES = 10_000


def interval(values: np.ndarray) -> list[float]:
    """[mean, low, high]: 95 % bootstrap of the mean."""
    numbers = np.random.default_rng(1)
    means = np.concatenate([values[numbers.integers(0, len(values), (500, len(values)))].mean(1)
                            for _ in range(RESAMPLES // 500)])
    low, high = np.percentile(means, [2.5, 97.5])
    return [round(float(x), 4) for x in (values.mean(), low, high)]


def rouge_rows(headlines: list[str], rows: list[dict]) -> dict[str, np.ndarray]:
    scores = []
    for headline, row in zip(headlines, rows, strict=True):
        words, actual = tokens(headline), tokens(row["headline"])
        scores.append((rouge_n(words, actual, 1), rouge_n(words, actual, 2), rouge_l(words, actual)))
    columns = np.array(scores).T
    return dict(zip(("rouge1", "rouge2", "rougeL"), columns))


def style(headlines: list[str], rows: list[dict], names: set[str]) -> dict:
    """Shares of support, repetition and of the most frequent names, with intervals where they are means over rows."""
    found = total = 0
    repeated, stray, words_of = [], [], []
    counts = Counter()
    for headline, row in zip(headlines, rows, strict=True):
        words = content_words(tokens(headline))
        description = set(tokens(row["short_description"]))
        found += sum(word in description for word in words)
        total += len(words)
        repeated.append(len(set(words)) < len(words))
        stray.append(any(word in names and word not in description for word in words))
        words_of.append(len(tokens(headline)))
        counts.update({word for word in words if word in names})
    return {
        "support": round(found / max(1, total), 4),
        "repeated": interval(np.array(repeated, float)),
        "strayName": interval(np.array(stray, float)),
        "names": {name: round(count / len(rows), 4) for name, count in counts.most_common(5)},
        "words": round(float(np.mean(words_of)), 2),
    }


def first_words(row: dict, count: int) -> str:
    return " ".join(row["short_description"].split()[:count])


def summary(headlines: list[str], rows: list[dict], names: set[str]) -> dict:
    scores = rouge_rows(headlines, rows)
    lead = rouge_rows([first_words(row, 15) for row in rows], rows)["rouge1"]
    whole = rouge_rows([row["short_description"] for row in rows], rows)["rouge1"]
    return {
        **{name: interval(values) for name, values in scores.items()},
        "lead15": interval(lead),
        "overLead15": interval(scores["rouge1"] - lead),
        "overWhole": interval(scores["rouge1"] - whole),
        **style(headlines, rows, names),
    }
