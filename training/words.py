"""Words of a headline: tokens as ROUGE sees them, content words, names."""

import re
from collections import Counter

TOKEN = re.compile(r"[a-z0-9]+")
WORD = re.compile(r"[A-Za-z0-9]+")
SENTENCE = re.compile(r"(?<=[.!?])[\"'”’)]*\s+")

STOP_WORDS = frozenset("""
a about after again against all also am an and any are as at back be because been before being below between both but by
can could d did do does doing don down during each few for from further had has have having he her here hers him his how
i if in into is isn it its just ll m may me might more most must my new no nor not now of off on once one only or other our
out over own re s said same say says she should so some such t than that the their them then there these they this those
through to too u under until up us ve very was wasn we were what when where which while who whom why will with won would
you your
""".split())


def tokens(text: str) -> list[str]:
    """Lower-cased runs of letters and digits, as rouge_score cuts them."""
    return TOKEN.findall(text.lower())


def content_words(words: list[str]) -> list[str]:
    return [word for word in words if word not in STOP_WORDS]


def names(descriptions: list[str], least: int = 3, share: float = 0.9) -> list[str]:
    """Words that running text capitalizes: in at least `share` of their uses that do not begin a sentence."""
    capital, uses = Counter(), Counter()
    for description in descriptions:
        for sentence in SENTENCE.split(description):
            for word in WORD.findall(sentence)[1:]:
                uses[word.lower()] += 1
                capital[word.lower()] += word[0].isupper()
    return sorted(word for word, count in uses.items()
                  if count >= least and capital[word] >= share * count
                  and len(word) > 1 and word not in STOP_WORDS and not word[0].isdigit())
