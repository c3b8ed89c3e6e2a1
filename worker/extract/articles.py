"""What an article is as a whole: most articles tell of no incident, and should cost as little as possible.

The gate asks for a single word that any trigger could be anchored on; the kinds ask what the article is about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from schemas.reasons import SkipReason
from worker.extract.findings import Trigger
from worker.extract.reading import Reading
from worker.lexicons.article_kinds import ArticleKinds

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_LEAD_TRIGGERS = 2  # sentences of a match report that may tell of a stampede
_STRONG = 0.8


@dataclass(frozen=True, slots=True)
class Verdict:
    """The whole article is of a kind that gives no event, by this rule."""

    reason: SkipReason
    rule_id: str


def has_any_word(text: str, words: frozenset[str]) -> bool:
    """Whether the text holds one of the words, in any case.  The gate: linear, and far cheaper than reading."""
    return not words.isdisjoint(_WORD.findall(text.lower()))


def find_article_kind(reading: Reading, triggers: tuple[Trigger, ...], lexicon: ArticleKinds) -> Verdict | None:
    """The kind of article that gives no event, unless strong triggers in its lead say that something happened."""
    document = reading.document
    cues: dict[SkipReason, dict[str, float]] = defaultdict(dict)
    rules: dict[SkipReason, str] = {}
    for match in lexicon.cues.find(document, reading.layers):
        cues[match.rule.reason][document.lower(match.first, match.last)] = match.rule.weight
        rules.setdefault(match.rule.reason, match.rule.id)
    hundreds = len(document.tokens) / 100
    live = sum(t.weight for t in triggers if t.skip is None and t.weight >= _STRONG)
    best: tuple[float, SkipReason] | None = None
    for reason, kind in lexicon.kinds.items():
        score = sum(cues[reason].values())
        if (
            score >= kind.least
            and score >= kind.share * hundreds
            and score >= live + 1
            and (best is None or score > best[0])
        ):
            best = score, reason
    if best is None:
        return None
    return Verdict(best[1], rules[best[1]])
