"""The reward of sampled headlines, computed by several processes."""

import multiprocessing
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from .rouge import overlap_f1, rouge_l, rouge_n
from .settings import Reward
from .words import content_words, tokens


def of_row(row: dict, headlines: list[str | None], reward: Reward, names: frozenset[str]):
    """(reward of each headline, its names that do not stand in the description); None: not finished."""
    actual = tokens(row["headline"])
    actual_content = content_words(actual)
    description = set(tokens(row["short_description"]))
    values, stray_names = [], []
    for headline in headlines:
        words = tokens(headline or "")
        content = content_words(words)
        value = reward.overlap * (rouge_n(words, actual, 1) + rouge_n(words, actual, 2) + rouge_l(words, actual)
                                  + overlap_f1(content, actual_content))
        if content:
            value += reward.support * sum(word in description for word in content) / len(content)
        value -= reward.repeated * (len(content) - len(set(content)))
        stray = {word for word in content if word in names and word not in description}
        value -= reward.stray_name * len(stray)
        if headline is None:
            value -= reward.unfinished
        values.append(value)
        stray_names.append(stray)
    return values, stray_names


def of_rows(rows: list[dict], headlines: list[list[str | None]], reward: Reward, names: frozenset[str]):
    return [of_row(row, several, reward, names) for row, several in zip(rows, headlines)]


class Scorer:
    def __init__(self, reward: Reward, names: frozenset[str], processes: int):
        self.reward, self.names, self.processes = reward, names, processes
        self.pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) if processes > 1 else None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.pool:
            self.pool.shutdown()

    def score(self, rows: list[dict], headlines: list[list[str | None]]) -> np.ndarray:
        """[rows, samples]."""
        if self.pool:
            part = -(-len(rows) // self.processes)
            jobs = [self.pool.submit(of_rows, rows[i:i + part], headlines[i:i + part], self.reward, self.names)
                    for i in range(0, len(rows), part)]
            scored = [one for job in jobs for one in job.result()]
        else:
            scored = of_rows(rows, headlines, self.reward, self.names)
        values = np.array([values for values, _ in scored])
        if self.reward.overused:
            values -= self.overuse([stray for _, stray in scored])
        return values

    def overuse(self, strays: list[list[set[str]]]) -> np.ndarray:
        """A name that much of the batch puts where no description has it costs each of these headlines."""
        counts = Counter(name for several in strays for stray in several for name in stray)
        total = sum(map(len, strays))
        fines = {name: self.reward.overused * (count / total - self.reward.common) / self.reward.common
                 for name, count in counts.items() if count > self.reward.common * total}
        return np.array([[sum(fines.get(name, 0.0) for name in stray) for stray in several] for several in strays])
