"""ROUGE F1 as rouge_score 0.1.2 defines it (lower case, [a-z0-9]+, no stemming), on token lists."""

from collections import Counter


def f1(hits: int, predicted: int, actual: int) -> float:
    if hits == 0:
        return 0.0
    precision, recall = hits / predicted, hits / actual
    return 2 * precision * recall / (precision + recall)


def overlap_f1(predicted: list, actual: list) -> float:
    return f1(sum((Counter(predicted) & Counter(actual)).values()), len(predicted), len(actual))


def rouge_n(predicted: list[str], actual: list[str], n: int) -> float:
    def grams(words: list[str]) -> list[tuple]:
        return [tuple(words[i:i + n]) for i in range(len(words) - n + 1)]
    return overlap_f1(grams(predicted), grams(actual))


def rouge_l(predicted: list[str], actual: list[str]) -> float:
    """By the longest common subsequence."""
    row = [0] * (len(actual) + 1)
    for word in predicted:
        diagonal = 0
        for j, other in enumerate(actual, 1):
            diagonal, row[j] = row[j], diagonal + 1 if word == other else max(row[j], row[j - 1])
    return f1(row[-1], len(predicted), len(actual))
