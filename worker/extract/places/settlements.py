"""Settlements that no gazetteer knows, by the words beside them: "the village of Kozinka", "near Robotyne", "the Bon Kai area"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.place import PlacePrecision
from worker.extract.places.holders import QUARTERS, names_holder
from worker.extract.places.name_runs import LONGEST_NAME, is_article, is_plain_name, name_run
from worker.extract.places.names import begins_name
from worker.lexicons.gazetteer import PlaceKind
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.lexicons.gazetteer.spelling import fold
from worker.lexicons.gazetteer.words import ContextWords
from worker.text.document import Document, Sentence
from worker.text.numerals import HEADS
from worker.values import dataclass

UNKNOWN_SETTLEMENT = "place.settlement"
_LYING = frozenset(
    "in of on near about some where that with outside north south east west just home close , along".split()
)
_PRECISION = {
    PlaceKind.CITY: PlacePrecision.PLACE,
    PlaceKind.ADMIN2: PlacePrecision.ADMIN2,
    PlaceKind.ADMIN1: PlacePrecision.ADMIN1,
}
_NO_HEADS = frozenset("state states republic territory emirate provinces regions oblasts".split())  # of much else, too
_NEAR = frozenset(("near", "outside"))
WITHIN = frozenset(("in", "at", "from", "to", "near", "outside", "around", "of", "off"))
_KINDS = frozenset(
    "business shopping financial residential industrial diplomatic commercial entertainment tourist slum market".split()
)
_FIXTURES = frozenset(
    "pass gorge canyon forest hills ridge glacier plateau bridge junction tunnel dam mine refinery airbase airport market prison landing"
    " barracks depot substation inlet".split()
)
_OF_A_LAND = frozenset("area locality neighbourhood neighborhood".split())
_BEFORE_NAMES = frozenset("tambon kampung kampong sitio purok vereda corregimiento mouza desa aldea caserio".split())
"""Words of other languages for a village or a quarter, which names follow at once."""
_ENTERED = frozenset("stormed entered overran recaptured invaded".split())  # what is done to places and to nobody
_DWELLERS = frozenset("residents villagers inhabitants".split())
LEADING = WITHIN.union(HEAD_WORDS, QUARTERS, _FIXTURES, _BEFORE_NAMES, _ENTERED, ("'s",))  # beside which one may stand
_GROUNDS = frozenset(
    "factory factories plant mill market school college church mosque temple hospital clinic station hillside ravine gorge overpass barracks"
    " prison jail port harbour harbor quarry colliery farm ranch plantation monastery checkpost parish commune municipality locality community".split()
)
_SETTLEMENTS = frozenset(("village", "hamlet", "town", "settlement", "community"))
_TITLED = dict.fromkeys(_SETTLEMENTS, PlacePrecision.PLACE) | {"county": PlacePrecision.ADMIN2}
"""Heads that local papers write as part of the name."""
_HELD_BY = (("in",), ("of",), (",",))
_HOLDING = 8  # words in which a known place follows them
_ATTACKED = frozenset("on attacked invaded raided sacked".split())  # "an attack on | Dalli community in Ruku"
_POSTS = frozenset(
    "base camp post outpost checkpoint barracks garrison position airstrip mine site village town crossing bridge".split()
)
_DESCRIBED = 3  # words between "the" and "quarter of"
_BEHIND_SCENE = frozenset(", . ; on late early when by after before and an a as while during overnight the".split())
_BEHIND_DAYS = frozenset(
    "on late early overnight last monday tuesday wednesday thursday friday saturday sunday left killed killing".split()
)
_OWNING = frozenset(("in", "at", "near", "outside"))
_TOLD = 12  # words from what happened to where
_MOST_NATURAL = 2  # words of the name of a river or a range
BY_NATURE = frozenset("in into on off near along across from of at".split())


@dataclass(frozen=True, slots=True)
class Site:
    """A name that is a place's by the words beside it: tokens ``[first, last)``."""

    first: int
    last: int
    sentence: int
    extended: tuple[int, int]
    precision: PlacePrecision
    rule_id: str


def settlements_in(
    document: Document, words: ContextWords, sentence: Sentence, heads: Sequence[int], begins: set[int]
) -> Iterator[Site]:
    """Settlements: "the village of Kozinka", "Torkula village", "near Robotyne", "in Kozinka, Belgorod region"."""
    tokens = document.tokens
    for at in heads:
        lower = tokens[at].lower
        if lower == "'s":
            yield from _owned(document, words, sentence, begins, at)
            continue
        if lower in WITHIN or lower in _ENTERED:
            yield from _behind_preposition(document, words, sentence, begins, at)
            continue
        if not tokens[at].text[0].islower():
            yield from _titled(document, words, sentence, begins, at)
            continue
        if lower in QUARTERS or lower in _BEFORE_NAMES:
            yield from _quarter(document, words, sentence, begins, at)
            continue
        if lower in _FIXTURES:
            yield from _natural(document, words, sentence, at, PlacePrecision.SITE)
            continue
        kinds = HEAD_WORDS.get(lower)
        if kinds is None:
            continue
        if kinds[0] not in _PRECISION:
            yield from _natural(document, words, sentence, at, PlacePrecision.REGION)
            continue
        if lower not in words.vague_head and lower not in _NO_HEADS:
            yield from _headed(document, words, sentence, at, _PRECISION[kinds[0]])


def _headed(
    document: Document, words: ContextWords, sentence: Sentence, at: int, precision: PlacePrecision
) -> Iterator[Site]:
    """The names beside a head word: "the village of Kozinka", "Torkula village", "Lytton, a village of 250 people"."""
    tokens, lower = document.tokens, document.tokens[at].lower
    of = at + 1 < sentence.last and tokens[at + 1].lower in ("of", "called", "named")
    first = at + (2 if of else 1)
    end = name_run(document, words, first, sentence.last)
    if end > first and (of or lower in _SETTLEMENTS):
        yield Site(first, end, sentence.index, (at, end), precision, UNKNOWN_SETTLEMENT)
    if lower in _SETTLEMENTS:
        yield from _explained(document, words, sentence, at, precision)
    behind = at - (tokens[at - 1].lower in _KINDS) if at > sentence.first else at  # "the Docklands business district"
    first = _begin_of_run(document, words, sentence, behind)
    if first < behind < at:
        yield Site(first, behind, sentence.index, (first, at + 1), PlacePrecision.PLACE, UNKNOWN_SETTLEMENT)
        return
    if first == behind:
        return  # "a residential district"
    if first < at and first - 1 > sentence.first and is_article(tokens[first - 1].text):
        first = _begin_of_run(document, words, sentence, first - 1, 1)  # "Villa El Salvador"
    if first < at and first != sentence.first:
        yield Site(first, at, sentence.index, (first, at + 1), precision, UNKNOWN_SETTLEMENT)


def _titled(document: Document, words: ContextWords, sentence: Sentence, begins: set[int], head: int) -> Iterator[Site]:
    """``in Dalli | Community in Ruku``, ``in Kolo | County of Ruku State``; not "the European Community in Brussels"."""
    keys = document.keys
    if keys[head] not in _TITLED:
        return
    first = _begin_of_run(document, words, sentence, head)
    held = keys[head + 1 : head + 2] in _HELD_BY and not begins.isdisjoint(range(head + 2, head + 2 + _HOLDING))
    if held and sentence.first < first < head and keys[first - 1] in WITHIN:
        yield Site(first, head, sentence.index, (first, head + 1), _TITLED[keys[head]], UNKNOWN_SETTLEMENT)


def _begin_of_run(
    document: Document, words: ContextWords, sentence: Sentence, last: int, most: int = LONGEST_NAME
) -> int:
    """Where the name of up to ``most`` words that ends before ``last`` begins; ``last`` itself where none does."""
    first = last
    while first > sentence.first and last - first < most and is_plain_name(document, words, first - 1):
        first -= 1
    return first


def _explained(
    document: Document, words: ContextWords, sentence: Sentence, head: int, precision: PlacePrecision
) -> Iterator[Site]:
    """``Lytton, a village of 250 people``, ``near Kolo, a small mining town in the north``."""
    keys, tokens = document.keys, document.tokens
    if head + 1 >= sentence.last or not (
        keys[head + 1] in _LYING or keys[head + 1] in HEADS or keys[head + 1].isdigit()
    ):
        return
    article = next(
        (n for n in range(head - 1, max(sentence.first, head - _DESCRIBED - 1), -1) if keys[n] in ("a", "the")), 0
    )
    if not article or keys[article - 1] != ",":
        return
    first = last = article - 1
    while first > sentence.first and last - first < LONGEST_NAME and begins_name(tokens[first - 1]):
        first -= 1
    if first < last and name_run(document, words, first, last) == last:
        yield Site(first, last, sentence.index, (first, last), precision, UNKNOWN_SETTLEMENT)


def _quarter(
    document: Document, words: ContextWords, sentence: Sentence, begins: set[int], head: int
) -> Iterator[Site]:
    """``the old Turkish quarter of Bascarsija``, ``the Bon Kai area``; not "a quarter of Frenchmen"."""
    keys = document.keys
    if keys[head] == "community" and not begins.isdisjoint(range(head + 2, head + 2 + _DESCRIBED)):
        # "Ruku, a farming community in Plateau"
        yield from _explained(document, words, sentence, head, PlacePrecision.PLACE)
    if (called := _called(document, words, sentence, head)) is not None:
        yield Site(*called, sentence.index, called, PlacePrecision.PLACE, UNKNOWN_SETTLEMENT)
        return
    first = _begin_of_run(document, words, sentence, head)
    if (sentence.first < first < head and keys[first - 1] == "the") or (
        # "in Ebem community", "attack on Ebem community in", "in Sorkhab area of Balochistan"
        (keys[head] == "community" or (keys[head] in _OF_A_LAND and keys[head + 1 : head + 2] == ("of",)))
        and sentence.first < first < head
        and (keys[first - 1] in WITHIN or (keys[first - 1] in _ATTACKED and keys[head + 1 : head + 2] in _HELD_BY))
    ):
        yield Site(first, head, sentence.index, (first, head + 1), PlacePrecision.PLACE, UNKNOWN_SETTLEMENT)
    if keys[head + 1 : head + 2] != ("of",) or "the" not in keys[max(sentence.first, head - _DESCRIBED - 1) : head]:
        return
    end = name_run(document, words, head + 2, sentence.last)
    if end > head + 2:
        yield Site(head + 2, end, sentence.index, (head + 2, end), PlacePrecision.PLACE, UNKNOWN_SETTLEMENT)


def _called(document: Document, words: ContextWords, sentence: Sentence, head: int) -> tuple[int, int] | None:
    """``at the place known as | La Lizama``, ``in | tambon Kayu Boko``."""
    keys = document.keys
    if keys[head] in _BEFORE_NAMES:
        end = name_run(document, words, head + 1, sentence.last)
        return (head, end) if end > head + 1 else None
    known = keys[head + 1 : head + 3] == ("known", "as")
    first = head + 3 if known else head + 2 if keys[head + 1 : head + 2] == ("called",) else 0
    end = name_run(document, words, first, sentence.last) if 0 < first < sentence.last else first
    return (first, end) if end > first else None


def _natural(
    document: Document, words: ContextWords, sentence: Sentence, head: int, precision: PlacePrecision
) -> Iterator[Site]:
    """``in the Hamrin mountains``, ``into the Trishuli river``, ``at the Kamchik pass``: what no gazetteer knows."""
    first = _begin_of_run(document, words, sentence, head, _MOST_NATURAL)
    before = first - 1 - (first > sentence.first and document.keys[first - 1] == "the")
    if first < head and before > sentence.first and document.keys[before] in BY_NATURE:
        site = precision is PlacePrecision.SITE  # called by its whole name: "the Terminus market"
        last, rule = (head + 1, "place.site") if site else (head, UNKNOWN_SETTLEMENT)
        yield Site(first, last, sentence.index, (first, head + 1), precision, rule)


def _behind_preposition(
    document: Document, words: ContextWords, sentence: Sentence, begins: set[int], at: int
) -> Iterator[Site]:
    end = name_run(document, words, at + 1, sentence.last)
    if end == at + 1 and at + 3 in begins and _is_held_forename(document, words, at):
        end += 1
    if end == at + 1 or (
        end < sentence.last and (begins_name(document.tokens[end]) or document.tokens[end].lower == "'s")
    ):
        return
    where = _is_where(document, words, at)
    held = names_holder(document, words, sentence, begins, end, behind_in=where)
    ashore = document.keys[at] == "off" and document.keys[end : end + 1] in ((",",), (".",))  # "off Kiunga,"
    if held or ashore or document.tokens[at].lower in _NEAR or _is_scene(document, words, sentence, begins, at, end):
        yield Site(at + 1, end, sentence.index, (at + 1, end), PlacePrecision.PLACE, UNKNOWN_SETTLEMENT)


def _is_held_forename(document: Document, words: ContextWords, at: int) -> bool:
    """``in | Brandon, Minnesota``: a person's name that a place is called, as what holds it says."""
    keys = document.keys
    named = begins_name(document.tokens[at + 1]) and fold(keys[at + 1]) in words.given_name
    return named and keys[at] in _OWNING and keys[at + 2] == ","


def _owned(document: Document, words: ContextWords, sentence: Sentence, begins: set[int], at: int) -> Iterator[Site]:
    """``near Shariatpur's | Tavra on Monday``, ``residents of Bakool's | Tavruro``: in the place that owns it."""
    keys, tokens = document.keys, document.tokens
    owner = next((n for n in range(at - 1, max(sentence.first, at - LONGEST_NAME - 1), -1) if n in begins), 0)
    end = name_run(document, words, at + 1, sentence.last)
    if not owner or not at + 1 < end < sentence.last or not all(begins_name(token) for token in tokens[owner:at]):
        return
    dwell = keys[owner - 1] == "of" and keys[owner - 2] in _DWELLERS
    if dwell or (keys[owner - 1] in _OWNING and keys[end] in _BEHIND_SCENE):
        yield Site(at + 1, end, sentence.index, (at + 1, end), PlacePrecision.PLACE, UNKNOWN_SETTLEMENT)


def _is_scene(document: Document, words: ContextWords, sentence: Sentence, begins: set[int], at: int, end: int) -> bool:
    """``the principal was ambushed | in | Guihulngan``, where other places are known."""
    keys = document.keys
    if at == sentence.first or not begins:
        return False
    if _is_dated_scene(document, words, sentence, at, end):
        return True
    of_town = keys[at] == "of" and keys[at - 1] in _GROUNDS | _DWELLERS  # "in the market | of | Meme"
    if keys[at] == "at" and keys[at - 1] in _GROUNDS:
        return end - at - 1 < LONGEST_NAME  # "workers of a factory | at | Konabari died"
    if not of_town and (keys[at] not in ("in", "at") or keys[at - 1] not in words.happened):
        return False
    return end < sentence.last and end - at - 1 < LONGEST_NAME and keys[end] in _BEHIND_SCENE


def _is_dated_scene(document: Document, words: ContextWords, sentence: Sentence, at: int, end: int) -> bool:
    """``police shot two miners | at Pampa Honda on Monday``, ``fighting in Gado Kebir | left 17 dead``: where what is told befell them."""
    if end >= sentence.last or document.keys[at] not in ("in", "at") or document.keys[end] not in _BEHIND_DAYS:
        return False
    if any(token.text.isupper() for token in document.tokens[at + 1 : end]):
        return False  # "killed in CAR on Monday"
    return not words.happened.isdisjoint(document.keys[max(sentence.first, at - _TOLD) : at])


def _is_where(document: Document, words: ContextWords, at: int) -> bool:
    """Whether a preposition leads to a place, if another one follows: "in", "the city of", "a base at", not "the view of"."""
    word, before = document.tokens[at].lower, document.tokens[at - 1].lower if at else ""
    if word == "at":
        return before in _POSTS or before in _GROUNDS or before in words.happened
    return word == "in" or word in _ENTERED or (word == "of" and (before in HEAD_WORDS or before in _GROUNDS))
