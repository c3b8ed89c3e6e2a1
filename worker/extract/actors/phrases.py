"""Finds base noun phrases without a tagger: determiner, numbers, adjectives and nouns up to the head, which is the last word.

Read from left to right with one look-ahead: whether "attack" or "killed" is a verb is told by its neighbours.  What comes
out serves to find who stands before and after a verb; it is no syntax tree.
"""

from __future__ import annotations

from collections.abc import Iterable

from worker.extract.actors.retagging import retag, retag_doing, retag_years
from worker.extract.findings import PlaceMention, TimeMention
from worker.lexicons.grammar import GrammarLexicon, tag_by_shape
from worker.text.document import Document
from worker.text.layers import Layer, layer_of
from worker.text.numbers import Number
from worker.values import dataclass

_CONTENT = "wbejg"
_NOUNISH = "wbj"
_NUMBER_TAGS = {"ordinal": "w", "name": "w", "year": "a", "date": "a", "clock": "a"}  # the others count something
_PAST_LIKE_BASE = frozenset("beat hit cut hurt".split())
_AGED = ("-year-old", "-year-olds")
_HITS = frozenset(
    "man men squad squads song songs show shows series list lists single singles film films movie movies musical parade team".split()
)
_TAKEN = frozenset(("hostage", "captive", "prisoner"))
_SPANS = frozenset("minutes hours days nights weeks months years".split())
_OF_PAST = frozenset("last early late".split())
_WHERE = frozenset("in near at outside around".split())
_OF_ONE = frozenset("a an another this each every".split())
_LONGEST_SHORT_TITLE = 4  # letters: "Supt"
_PLURALS = frozenset("men women people police troops militia children personnel".split())


_TAKE_OBJECT = frozenset(  # hardly ever before a noun that they describe: "a bus | carrying pilgrims"
    "belonging carrying sheltering housing hosting harbouring transporting ferrying hauling taking bringing wearing wielding brandishing riding driving using chanting demanding fleeing"
    " seeking leaving killing wounding injuring damaging destroying containing holding".split()
)
_LIKE_ADJECTIVES = frozenset(
    "striking protesting demonstrating rioting marching warring feuding retreating advancing attacking invading fleeing opposing".split()
)
_DOING = frozenset("of after before for while".split())  # "accused of | striking", "after | attacking"
_PARTICLES = frozenset(("down", "up", "off", "away"))
_DEEDS = frozenset(  # participles that are verbs behind a noun: "police | detained students", "the detained students"
    "accused suspected jailed elected appointed designated occupied besieged trained banned outlawed displaced hired convicted detained"
    " organized organised wanted disputed united clad".split()
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The noun phrases of a document, and one tag per token (see ``worker.lexicons.grammar``), neighbours considered."""

    tags: str
    layer: Layer
    bounds: frozenset[int] = frozenset()  # where no phrase and no name goes on: behind "In Puno", beside "last week"

    def core(self, first: int, last: int) -> int:
        """The first token after determiners, numbers and adverbs: where the name begins."""
        at = first
        while at < last - 1 and self.tags[at] in "dna" and not (self.tags[at] == "a" and self.tags[at + 1] == "j"):
            at += 1
        return at

    def around(self, token: int) -> tuple[int, int] | None:
        """The phrase that a token belongs to, as a token range."""
        for first in range(token, max(-1, token - 12), -1):
            last = self.layer.ends.get(first)
            if last is not None:
                return (first, last) if last > token else None
        return None


def find_phrases(
    document: Document,
    numbers: Iterable[Number],
    times: Iterable[TimeMention],
    places: Iterable[PlaceMention],
    lexicon: GrammarLexicon,
) -> Phrases:
    """The noun phrases: ``the heavily armed men``, ``two Russian soldiers``, ``governor Maria Lopez``."""
    tags = [
        known or tag_by_shape(token.text)
        for known, token in zip(map(lexicon.tags.get, document.keys), document.tokens, strict=True)
    ]
    retag(tags, document)
    retag_doing(tags, document, lexicon)
    for number in numbers:
        for at in range(number.first, min(number.last, len(tags))):
            tags[at] = _NUMBER_TAGS.get(number.kind, "n")
    for at in aged(document):
        if at + 1 == len(tags) or tags[at + 1] in "expv.cra":
            tags[at] = "w"  # "a 17-year-old | shot a guard", but "a 17-year-old boy"
    retag_years(tags, document)
    bounds = _beside_times(document, times) | _behind_places(document, places)
    ranges: list[tuple[int, int]] = []
    for sentence in document.sentences:
        _read_sentence(tags, document, sentence.first, sentence.last, bounds, ranges)
    return Phrases("".join(tags), layer_of(ranges), bounds)


def aged(document: Document) -> list[int]:
    """The tokens that say how old somebody is, and may stand for him: "a 17-year-old"."""
    return [at for key, spots in document.spots.items() if key.endswith(_AGED) for at in spots]


def _beside_times(document: Document, times: Iterable[TimeMention]) -> frozenset[int]:
    """Where a time begins or ends that no noun has for its own: "killed by gunmen | last week", "on Sunday | masked men killed"."""
    bounds: set[int] = set()
    keys = document.keys
    for first, last in ((time.first, time.last) for time in times):
        owned = first > 0 and keys[first - 1] == "'s"  # "Russia's | overnight attack"
        if (last == len(keys) or keys[last] != "'s") and not owned:
            bounds.add(first)
            if "on" in keys[max(first - 1, 0) : first + 1] or (last - first > 1 and keys[first] in _OF_PAST):
                bounds.add(last)
    return frozenset(bounds)


def _behind_places(document: Document, places: Iterable[PlaceMention]) -> frozenset[int]:
    """Where somebody begins behind the place that a sentence begins with: "In Puno | rebels killed", "In Puno | Luis Prado"."""
    ends = {place.first: place.last for place in places}
    bounds: set[int] = set()
    for sentence in document.sentences:
        last = ends.get(sentence.first + 1)
        if last is not None and last < sentence.last and document.keys[sentence.first] in _WHERE:
            bounds.add(last)
    return frozenset(bounds)


def _read_sentence(  # noqa: C901, PLR0912 - one question after the other of each word
    tags: list[str], document: Document, begin: int, end: int, bounds: frozenset[int], ranges: list[tuple[int, int]]
) -> None:
    """Closes a phrase where a word can be no part of it, as on ``bounds``; a phrase without any noun is none."""
    start = -1  # of the phrase that is open
    content = -1  # its last noun or adjective
    for at in range(begin, end):
        tag = tags[at]
        if tag == "w" and (
            _is_adverb(tags, document, at, begin, end)
            or (start >= 0 and tags[start] == "w" and _is_of_name(document, start, at, end))
        ):
            tag = tags[at] = "a"
        if content == at - 1 >= begin and (
            (document.keys[content] in _SPANS and tag in "wbej") or (at in bounds and tags[content] == "w")
        ):
            ranges.append((start, content + 1))  # "in recent days | rebels"
            start = content = -1
        if tag == "w":
            start = at if start < 0 else start
            content = at
            continue
        if tag in "dn":
            if content >= 0:  # a new phrase begins: "Tuesday | two men"
                ranges.append((start, content + 1))
                start = content = -1
            start = at if start < 0 else start
            continue
        timed = tag == "a" and at in bounds  # "Sunday | suspected rebels"
        if (
            tag in "begjas"
            and not timed
            and _keeps(tags, document, at, begin, start, content, tags[at + 1] if at + 1 < end else ".")
        ):
            start = at if start < 0 else start
            if tag in _CONTENT:
                content = at
                tags[at] = "j" if tag in "ej" else "w"
            continue
        if content == at - 1 and _abbreviates(document, at, end):
            content = at  # "killed | Sgt. Ana Ruiz", one phrase
            continue
        if content == at - 1 and _is_hyphen(document, at, end):
            tags[at] = tags[at + 1] = "j"  # "of | U.S.-backed President Ana Ruiz"
            content = at
            continue
        if content >= 0:
            ranges.append((start, content + 1))
        start = content = -1
        if tag in "begj":
            tags[at] = "v"
    if content >= 0:
        ranges.append((start, content + 1))


def _abbreviates(document: Document, at: int, end: int) -> bool:
    """Whether a full stop shortens a title before a name: "Sgt. | Ana Ruiz", "the Rev. | Luis Prado"."""
    tokens = document.tokens
    short = (
        tokens[at].text == "." and tokens[at - 1].is_capitalised and len(tokens[at - 1].text) <= _LONGEST_SHORT_TITLE
    )
    return short and at + 1 < end and tokens[at + 1].is_capitalised


def _is_hyphen(document: Document, at: int, end: int) -> bool:
    """Whether a hyphen makes one word of what stands on both sides: "U.S. | - | backed"."""
    tokens = document.tokens
    glued = at + 2 < end and tokens[at - 1].end == tokens[at].start and tokens[at].end == tokens[at + 1].start
    return glued and tokens[at].text in "-‐‑" and tokens[at - 1].text.endswith(".")


def _is_of_name(document: Document, start: int, at: int, end: int) -> bool:
    """``took Ana Ruiz | hostage``: said of a name, no noun of one."""
    tokens = document.tokens
    if document.keys[at] not in _TAKEN or at - start < 2 or (at + 1 < end and tokens[at + 1].is_capitalised):
        return False
    return all(token.is_capitalised for token in tokens[start:at])


def _is_adverb(tags: list[str], document: Document, at: int, begin: int, end: int) -> bool:
    """``was Brutally murdered``: a capital that no name explains."""
    between = begin < at < end - 1 and tags[at - 1] == "x" and tags[at + 1] in "ev"
    return between and document.keys[at].endswith("ly")


def _keeps(tags: list[str], document: Document, at: int, begin: int, start: int, content: int, following: str) -> bool:
    """Whether a word that may be several things is part of a noun phrase here; ``content`` is the phrase's last noun."""
    tag = tags[at]
    before = tags[at - 1] if at > begin else "."
    bare = start >= 0 and content < 0  # begun, without any noun yet
    match tag:
        case "s":
            return start >= 0 and content == at - 1 and following in "wbejgn"
        case "a":
            return (following == "j" and content < 0) or (bare and following in "ejw")
        case "j":
            deed = content == at - 1 and document.keys[at] in _DEEDS and _is_common(document, content)
            return not deed and (following in "wbjeng" or bare)
        case "e":
            fits = (start >= 0 and before != "n") or (before in "pn" and following in _NOUNISH)
            return fits and (content < 0 or before == "s")
        case "g":
            return before != "x" and _keeps_gerund(document, at, start, content, before, following)
        case _:
            of_one = start >= 0 and document.keys[start] in _OF_ONE
            counted = start >= 0 and tags[start] == "n" and content == at - 1 == start + 1
            if counted and document.keys[at].endswith("s") and not _plural(document, content):
                return True  # "three terrorist attacks here"
            return _keeps_noun_or_verb(document, at, begin, content, before, following, of_one=of_one)


def _keeps_gerund(document: Document, at: int, start: int, content: int, before: str, following: str) -> bool:
    """Noun in "the shelling of", "drug trafficking", verb in "gunmen | killing three"."""
    if start < 0 and document.keys[at] in _LIKE_ADJECTIVES and before == "p" and following == "w":
        return document.keys[at - 1] not in _DOING  # "clashed with | striking miners"
    if start < 0 and not _PARTICLES.isdisjoint(document.keys[at + 1 : at + 2]):
        return False  # "suspected of | burning down homes"
    if start < 0:
        return following == "p" and not (document.keys[at] in _TAKE_OBJECT and document.keys[at + 1] == "as")
    if content >= 0 and before != "s" and document.keys[at] in _TAKE_OBJECT:
        return False
    return content < 0 or before == "s" or (following not in "dnr" and not _plural(document, at - 1))


def _keeps_noun_or_verb(
    document: Document, at: int, begin: int, content: int, before: str, following: str, *, of_one: bool
) -> bool:
    """Noun in "the rebel attack", verb in "the rebels | attack the base", "to | attack"."""
    lower = document.tokens[at].lower
    if before in "xr" or (at > begin and document.tokens[at - 1].lower == "to"):
        return False
    if lower == "hit" and content == at - 1 and _hits(document, at, following):
        return False  # "Israeli artillery | hit Aita", "a shell | hit homes"
    if lower == "beat" and content >= 0 and following in "dnrpa":
        return False  # "a mob | beat to death"
    if content < 0:
        if before == "c" and following in "drn" and lower in _PAST_LIKE_BASE:
            return False  # "and | beat a farmer"
        return before != "a" or following not in "dnrp"
    several = _plural(document, at - 1) and document.keys[at - 1] != "police"  # "a police | patrol"
    if of_one and lower not in _PAST_LIKE_BASE and not lower.endswith(("s", "ed")) and not several:
        return True  # one does not "attack": "a terrorist attack the year before"
    if following in "dr" or (following == "n" and lower in _PAST_LIKE_BASE):
        return before in "js"
    plural = _plural(document, at - 1)
    if lower.endswith("s") and not plural:
        return before == "j" or following not in "nwj"
    return not (plural and following in "nwpbj")


def _hits(document: Document, at: int, following: str) -> bool:
    """Whether "hit" is done to what follows, and is not part of it: a hit man, hit songs."""
    return following in "wbdn" and at + 1 < len(document.keys) and document.keys[at + 1] not in _HITS


def _is_common(document: Document, at: int) -> bool:
    """Whether a noun is no name that says whose people follow: "Hamas | suspected militants"."""
    return not document.tokens[at].is_capitalised or document.keys[at] in _PLURALS or _plural(document, at)


def _plural(document: Document, at: int) -> bool:
    """Whether a word looks like a plural of people: they do something, the next word is no noun."""
    lower = document.tokens[at].lower
    return (
        lower in _PLURALS
        or lower.endswith("men")
        or (lower.endswith("s") and not lower.endswith(("ss", "us", "is", "'s")))
    )
