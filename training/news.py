"""Stage data: rows for training, for choosing and for reporting, none of which share a story."""

import gzip
import json
import random
import re
from pathlib import Path

from .settings import Settings
from .words import names, tokens

PROMPT = "Short description: {}\nHeadline:"
SPACES = re.compile(r"\s+")


def read_rows(file: Path) -> list[dict]:
    """Rows with a headline and a description, white space made single."""
    rows = []
    with (gzip.open if file.suffix == ".gz" else open)(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            row = {key: SPACES.sub(" ", row[key]).strip() for key in ("headline", "short_description")}
            if row["headline"] and row["short_description"]:
                rows.append(row)
    return rows


def load(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def prompt(row: dict) -> str:
    return PROMPT.format(row["short_description"])


def document(row: dict) -> str:
    return prompt(row) + " " + row["headline"] + "\n"


def run(folder: Path, settings: Settings, evaluation: Path, training: list[Path]) -> None:
    held_back = read_rows(evaluation)
    rows = list({document(row): row for file in training for row in read_rows(file)}.values())
    rows, overlapping = without_overlap(rows, held_back, settings.data.overlap_words)
    random.Random(settings.seed).shuffle(rows)
    select = rows[:settings.data.select_rows]
    unseen = rows[len(select):len(select) + settings.data.unseen_rows]
    train, retold = without_overlap(rows[len(select) + len(unseen):], select + unseen, settings.data.overlap_words)
    parts = {"train": train, "select": select, "unseen": unseen, "evaluation": held_back}
    for name, part in parts.items():
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in part), encoding="utf-8")
    (folder / "names.json").write_text(json.dumps(names([row["short_description"] for row in rows])))
    print({name: len(part) for name, part in parts.items()},
          f"left out: {overlapping} that overlap with evaluation rows, {retold} with held-out rows")


def grams(row: dict, n: int) -> set[tuple]:
    words = tokens(row["headline"]) + ["|"] + tokens(row["short_description"])
    return {tuple(words[i:i + n]) for i in range(len(words) - n + 1)}


def without_overlap(rows: list[dict], others: list[dict], n: int) -> tuple[list[dict], int]:
    """The rows that share no `n` words in a row with `others`, and how many do."""
    taken = set().union(*(grams(row, n) for row in others))
    kept = [row for row in rows if taken.isdisjoint(grams(row, n))]
    return kept, len(rows) - len(kept)
