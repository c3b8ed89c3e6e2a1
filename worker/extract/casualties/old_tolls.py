"""Tells tolls of other times from those of the news: "since 2015", "two years after a blast that killed 31"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from datetime import timedelta

from worker.extract.findings import TimeMention
from worker.extract.incidents.clauses import NEW_SUBJECTS
from worker.extract.reading import Reading
from worker.extract.times.moments import day_of
from worker.lexicons.casualties import CasualtyLexicon
from worker.text.document import Document
from worker.text.layers import Layers
from worker.values import dataclass

_SUPERLATIVES = frozenset("deadliest worst first biggest largest bloodiest most second third heaviest".split())
_WHEN = frozenset(("when", "where"))
_THEN = _WHEN | {"which", "who", "that"}
_NEWS = timedelta(days=7)  # a time of the past that is no older tells of the news
_SHORT = frozenset("day days hour hours minutes night morning".split())
_UNTIL = frozenset("then later but now ;".split())
_TOGETHER = 6  # words between a toll and "across the country"
_NEAR = 4  # words between "deadliest" and "since 2015"
_COUNTING = frozenset("over more some about around nearly almost tens hundreds thousands millions another".split())
_HAVE = frozenset(("have", "has"))
_HOLDERS = frozenset("they he she it who we".split())
_HAD_HELD = 3  # words of "they had held" before "since"
_SUBJECT = 8  # words of a sentence in which its "have" stands
_ANOTHER_CLAUSE = frozenset("which where who that but while whereas".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """Words at token ``at`` that tell of other times; ``onward``: only of what stands after them, as "two years after"."""

    at: int
    onward: bool
    whole: bool = False  # of all that stands behind them in the sentence
    overall: bool = False  # of no other time, but of all that is told together
    running: bool = False  # of all that has gone on, the news in it
    superseded: bool = False  # of no other time, but what was said at first


def find_cues(
    reading: Reading, layers: Layers, lexicon: CasualtyLexicon, sentences: Container[int]
) -> dict[int, list[Cue]]:
    """The words that date a toll of these sentences to other times, by sentence."""
    document = reading.document
    found: dict[int, list[Cue]] = defaultdict(list)
    for time in reading.times:
        until = document.keys[time.first - 1 : time.first] == ("until",)  # "a minister until last July, was killed"
        then = time.use == "past" and not until and not _says_how_long(document, time.first)
        if then and not _is_news(time, document):
            owns = document.keys[time.last : time.last + 1] == ("'s",)  # "last year's protests"
            found[time.sentence].append(Cue(time.first, time.onward or owns))
    for number in reading.numbers:
        if number.kind == "year" and number.first and document.tokens[number.first - 1].lower == "since":
            found[document.sentence_of(number.first).index].append(Cue(number.first, onward=False))
    ours: set[int] = set()
    for match in lexicon.earlier.find(document, layers, sentences):
        if _says_how_long(document, match.first):
            continue
        sentence = document.sentence_of(match.first).index
        if match.rule.lasting:
            ours.add(sentence)
        rule = match.rule
        at = match.last if rule.superseded else match.first
        found[sentence].append(
            Cue(
                at,
                onward=False,
                whole=rule.whole,
                overall=rule.overall,
                running=rule.running,
                superseded=rule.superseded,
            )
        )
    known = {sentence: cues for sentence, cues in found.items() if sentence not in ours}
    for sentence in _summing_up(document, known):
        known[sentence] = [Cue(document.sentences[sentence].first, onward=False, whole=True)]
    return known


def _says_how_long(document: Document, at: int) -> bool:
    """``Killed two of the sailors they had held | since last year``: how long they had been where they died."""
    since = at if document.keys[at] == "since" else at - 1
    before = document.keys[max(0, since - _HAD_HELD) : since + 1]
    return before[1:2] == ("had",) and before[3:] == ("since",) and before[0] in _HOLDERS


def _summing_up(document: Document, known: Mapping[int, Sequence[Cue]]) -> Iterator[int]:
    """``The war has killed 200 since May. | Over 60,000 people have fled``: the sentences that go on to count what has been."""
    for before in tuple(known):
        after = before + 1
        if after in known or after >= len(document.sentences):
            continue
        sentence = document.sentences[after]
        words = document.keys[sentence.first : sentence.last]
        told = all(cue.overall or cue.superseded or cue.running for cue in known[before])
        if told or sentence.paragraph != document.sentences[before].paragraph:
            continue
        if not _COUNTING.isdisjoint(words[:1]) and not _HAVE.isdisjoint(words[1:_SUBJECT]) and words[-1:] == (".",):
            yield after


def _is_news(time: TimeMention, document: Document) -> bool:
    """Whether it is but days back: "on Sunday", before a later day; "a day earlier", whichever day that is."""
    published, then = day_of(document.published), day_of(time.best)
    if then is None:
        return not _SHORT.isdisjoint(document.keys[time.first : time.last])
    return published is not None and published - then <= _NEWS


def is_old(document: Document, first: int, last: int, cues: Sequence[Cue], days: Collection[int]) -> bool:
    """Whether one of the cues tells of the toll in tokens ``[first, last)``; ``days`` are where days of the news are named."""
    return any(not (cue.overall or cue.superseded) and _holds(document, cue, first, last, days) for cue in cues)


def is_running(first: int, cues: Sequence[Cue]) -> bool:
    """Whether the toll that begins there sums up more than the news: "taking the number killed in a week of unrest to 110"."""
    return any(cue.running and cue.at < first for cue in cues)


def is_superseded(document: Document, first: int, cues: Sequence[Cue]) -> bool:
    """``Officials first said that | 75 had died, then 71``."""
    near = (cue.at for cue in cues if cue.superseded and cue.at <= first)
    return any(_UNTIL.isdisjoint(document.keys[at:first]) for at in near)


def is_overall(document: Document, first: int, last: int, cues: Sequence[Cue]) -> bool:
    """Whether the toll is of all incidents together: "41 people were killed | across the country"."""
    near = [cue.at for cue in cues if cue.overall and -_TOGETHER <= cue.at - last <= _TOGETHER]
    return any({";", "where"}.isdisjoint(document.keys[min(last, at) : max(first, at) + 1]) for at in near)


def _holds(document: Document, cue: Cue, first: int, last: int, days: Collection[int]) -> bool:
    """Not that of "the deadliest attack since 2015", nor one that stands beyond a nearer day or in another clause."""
    if cue.whole:
        return cue.at < first
    onwards = cue.at >= last
    step = range(last, cue.at) if onwards else range(cue.at, first)
    words = {document.keys[at] for at in step}
    superlative = not _SUPERLATIVES.isdisjoint(document.keys[max(0, cue.at - _NEAR) : cue.at])
    if superlative and words.isdisjoint(_WHEN if document.keys[cue.at] == "in" else _THEN):
        return False  # "the worst fire in years, which killed nine", but "the deadliest since 2009, when nine died"
    if onwards and (cue.onward or not _ANOTHER_CLAUSE.isdisjoint(words)):
        return False
    if not onwards and any(document.keys[at] == "," and document.keys[at + 1] in NEW_SUBJECTS for at in step):
        return False  # "on the anniversary of the blast, | two people"
    return ";" not in words and _SUPERLATIVES.isdisjoint(words) and not any(at in days for at in step)
