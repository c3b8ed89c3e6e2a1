"""Finds things in lists, with their article and number: ``several private homes, offices and vehicles``.

Knows nouns, not what befell them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from schemas.harm import TargetKind
from schemas.quantity import Qualifier, Quantity
from worker.extract.reading import Reading
from worker.extract.things.lists import Span, join_things
from worker.extract.things.parts import before_part, is_part, whole_until
from worker.lexicons.things import ThingWords
from worker.text.document import Document, Sentence
from worker.text.layers import Layer
from worker.text.numbers import Number
from worker.values import dataclass

_ARTICLES = frozenset("a an".split())
_DETERMINERS = frozenset(
    "the his her their its our some all both another this that these those nearby other same various several many numerous"
    " certain different few more most".split()
)
_MODIFIERS = 3  # words before a noun that stands in no noun phrase
_LONGEST = 7  # words before one that does
_REACH = 12  # how far before its noun a phrase may begin
_OWNERS_OF_ALL = frozenset(
    "country nation state city town capital world year month week day night morning afternoon evening today yesterday tonight".split()
)  # "the country's pipelines" are pipelines
# "a convoy of trucks"; and of "the gate of the embassy" the embassy is the thing.
_NO_COMPLEMENT = frozenset(
    "convoy fleet dozen number block string series pair gate gates entrance entrances door doors lot lobby bathroom kitchen park".split()
)
_SIZES = frozenset("large small big huge tiny entire whole".split())  # no part of a name
_NAMED = frozenset("camp fort hotel cafe café restaurant hospital port villa bar club".split())  # "Camp | Bastion"
_WHEN = frozenset("late early again tonight alone".split())
_TOWNS = frozenset("city cities town towns".split())
_MEASURES = frozenset("mile miles km kilometres kilometers metres meters nautical people".split())
_NUMBER = frozenset("no number nr".split())
_BEFORE_COUNTED = frozenset("of other nearby more private".split())  # "six | other shops"
_HOMES = frozenset(
    "school home center centre institute hospital academy hostel shelter clinic college orphanage".split()
)
_LAID = frozenset("roadside land anti-tank antitank anti-personnel antipersonnel sea naval limpet road".split())
_MINES, _INDEFINITE = frozenset(("mine", "mines")), frozenset(("a", "an", "another", "two"))
_RUN_OVER = frozenset("hit hits struck strikes striking hitting over detonated triggered".split())
_DRIVEN = 8  # words from the vehicle to the mine
_SHORES = frozenset("west left right south north river".split())
_POINTERS = frozenset("the this that these those".split())
_PLAIN = 2  # words of a name that says nothing new
_NAME = 6  # words of "the Grand Beach View hotel" before the noun
_OF = 3  # "the house | of the mayor | of the town | of …"


class Thing(NamedTuple):
    """Tokens ``[first, last)`` with article and number, the name ``[name, until)``, its noun at ``head``.

    The name ends before a part: ``the bank | 's windows``.
    """

    first: int
    name: int
    head: int
    last: int
    until: int
    kind: TargetKind
    quantity: Quantity | None


@dataclass(frozen=True, slots=True)
class Things:
    """A list of things; ``begin`` is where it begins with what is no thing: ``two farmers, a barn and a car``."""

    begin: int
    first: int
    last: int
    items: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class _Scan:
    """What the things of an article are read with."""

    document: Document
    counts: Mapping[int, Number]  # by their last token
    times: frozenset[int]  # tokens
    phrases: Layer
    words: ThingWords
    towns: frozenset[int]  # where names of several words begin


def find_things(reading: Reading, sentences: Iterable[Sentence], words: ThingWords) -> list[Things]:
    """All things of these sentences, in lists."""
    document, phrases = reading.document, reading.layers["phrase"]
    counts = {number.last: number for number in reading.numbers if number.kind == "count"}
    times = frozenset(at for time in reading.times for at in range(time.first, time.last))
    towns = frozenset(place.first for place in reading.places if place.last > place.first + 1)
    scan = _Scan(document, counts, times, phrases, words, towns)
    found: list[Things] = []
    for sentence in sentences:
        things = _in_sentence(scan, sentence)
        spans = [Span(thing.first, thing.last) for thing in things]
        for begin, members in join_things(document, spans, phrases, times, sentence.first):
            items = tuple(things[at] for at in members)
            found.append(Things(begin, items[0].first, items[-1].last, items))
    return found


def _in_sentence(scan: _Scan, sentence: Sentence) -> list[Thing]:
    said, heads = scan.document.keys, scan.words.heads
    found: list[Thing] = []
    low = sentence.first
    for at in [at for at in range(sentence.first, sentence.last) if said[at] in heads]:
        after = said[at + 1] if at + 1 < sentence.last else "."
        if (
            _is_no_thing(said, at, after)
            or _is_run_over(scan, at, sentence.first)
            or is_part(scan.document, scan.phrases, heads, at, sentence.last)
        ):
            continue
        if at < low or after in scan.words.compound or after in heads or after == "'s" or _is_in_name(scan, at):
            continue
        for keys, kind in heads[said[at]]:
            start = at + 1 - len(keys)
            if start >= low and (len(keys) == 1 or all(map(frozenset.__contains__, keys, said[start : at + 1]))):
                last = _complement(scan, at, sentence.last)
                if not _is_owner(scan, at, last, sentence.last):
                    found.append(_thing(scan, low, start, at, last, kind))
                    low = last
                break
    return found


def _is_no_thing(said: Sequence[str], at: int, after: str) -> bool:
    """``as | well | as``, ``the West | Bank``, ``a roadside | mine``, ``55 | square | kilometres``, ``a van, | property | of``."""
    before = said[at - 1] if at else ""
    return (
        (said[at] == "well" and before == "as")
        or (said[at] == "bank" and before in _SHORES)
        or (said[at] in ("mine", "mines") and before in _LAID)
        or (said[at] == "square" and after in _MEASURES)
        or (said[at] == "port" and after in _TOWNS)
        or (said[at] == "property" and before == "," and after == "of")
    )


def _is_run_over(scan: _Scan, at: int, low: int) -> bool:
    """``their lorry hit a | mine``, "ran over a | mine": it is no colliery."""
    said, heads = scan.document.keys, scan.words.heads
    if said[at] not in _MINES or said[at - 1] not in _INDEFINITE or said[at - 2] not in _RUN_OVER:
        return False
    before = (kind for word in said[max(low, at - _DRIVEN) : at - 2] for _, kind in heads.get(word, ()))
    return said[at - 2] == "over" or TargetKind.VEHICLE in before


def _is_in_name(scan: _Scan, at: int) -> bool:
    """Whether a noun is but a word of a name: "the | Beach | View hotel", "in | Port | Elizabeth"."""
    tokens, heads = scan.document.tokens, scan.words.heads
    if at in scan.towns and tokens[at].text == "Port":
        return True
    if not tokens[at].is_capitalised or at + 2 >= len(tokens) or not tokens[at + 1].is_capitalised:
        return False
    end = next((e for first in range(at, max(-1, at - _NAME), -1) if (e := scan.phrases.ends.get(first, 0)) > at), 0)
    return any(scan.document.keys[later] in heads for later in range(at + 2, end))


def _is_owner(scan: _Scan, head: int, last: int, high: int) -> bool:
    """Whether the thing is of another that follows: ``the paper Le Globe's | offices``, ``the paper Le Globe | offices``."""
    if last >= high:
        return False
    after = scan.document.keys[last]
    return after == "'s" or (last > head + 1 and scan.document.keys[head + 1] != "of" and after in scan.words.heads)


def _complement(scan: _Scan, head: int, high: int) -> int:
    """Where the name ends: ``the tanker | Elbe Star``, ``the offices | of the union | of teachers``."""
    tokens, ends = scan.document.tokens, scan.phrases.ends
    last = head + 1
    named = not tokens[head].is_capitalised or tokens[head].lower in _NAMED
    while last < high and named and _goes_on(scan, head, last):
        last += 1
    if last < high and tokens[last].lower in _NUMBER:
        last += 1
    far = last + 1 < high and tokens[last + 1].lower in _MEASURES  # "the tanker Elbe | 60 miles off"
    if last < high and tokens[last].text.isdigit() and not far:  # "house number | 7"
        last += 1
    if (last > head + 1 and not tokens[last - 1].text.isdigit()) or _has_no_complement(scan, head):
        return last
    for _ in range(_OF):
        end = ends.get(last + 1)
        if last + 1 >= high or end is None or not _owns(scan, last + 1, end):
            break
        if tokens[last].lower != "of" and not _is_for(scan, head, last, end):
            break
        shared = ends.get(end + 1) if _shares(scan, head, last + 1, end) else None
        begin, last = last + 1, min(shared or end, high)
        while last > begin + 1 and tokens[last - 1].lower in _WHEN:
            last -= 1  # "the village of Kanti | late on Saturday"
    return last


def _is_for(scan: _Scan, head: int, at: int, end: int) -> bool:
    """``a school | for teachers``: whose it is, and not who it was meant for; ``offices of the Agency | for Rural Aid``."""
    keys, tokens = scan.document.keys, scan.document.tokens
    if keys[at] == "for" and tokens[at - 1].is_capitalised and tokens[at + 1].is_capitalised:
        return at + 1 not in scan.times
    whose = keys[end - 1].endswith("s") and end - 1 not in scan.times
    return at == head + 1 and keys[at] == "for" and keys[head] in _HOMES and whose


def is_again(document: Document, thing: Thing) -> bool:
    """Whether a thing points back to one that was told of: ``the building``, ``these two vehicles``, ``the bank branches``."""
    tokens = document.tokens
    pointed = thing.first < thing.name or thing.first > 0
    before = [tokens[at].lower for at in range(max(thing.first - 1, 0), thing.name)] if pointed else []
    plain = thing.last - thing.name <= _PLAIN and not any(t.is_capitalised for t in tokens[thing.name : thing.last])
    return plain and not _POINTERS.isdisjoint(before)


def _has_no_complement(scan: _Scan, head: int) -> bool:
    """``a convoy | of trucks``: what follows is no part of the name."""
    return scan.document.tokens[head].lower in _NO_COMPLEMENT


def _goes_on(scan: _Scan, head: int, at: int) -> bool:
    """Whether a capitalised word after the noun is its name, in the same noun phrase."""
    token = scan.document.tokens[at]
    around = _phrase(scan, head)
    return token.is_word and token.is_capitalised and around is not None and at < around[1]


def _owns(scan: _Scan, first: int, last: int) -> bool:
    """Whether the phrase after "of" names whose it is, and not how many or of which time."""
    tokens = scan.document.tokens
    lower = tokens[first].lower
    return first + 1 not in scan.counts and not lower[0].isdigit() and tokens[last - 1].lower not in _OWNERS_OF_ALL


def _shares(scan: _Scan, head: int, first: int, joint: int) -> bool:
    """Whether two phrases share the noun: ``offices of the farm | and forest ministry``, ``embassies of Chad | and Togo``."""
    tokens = scan.document.tokens
    end = scan.phrases.ends.get(joint + 1)
    if joint >= len(tokens) or tokens[joint].lower != "and" or end is None or joint + 2 in scan.counts:
        return False
    if tokens[joint - 1].is_capitalised:
        plural = tokens[head].lower.endswith("s")
        return plural and tokens[end - 1].is_capitalised and scan.document.keys[end - 1] not in scan.words.heads
    one_word = joint - first == 1 or (joint - first == 2 and tokens[first].lower == "the")
    return one_word and tokens[joint + 1].lower not in scan.words.stop


def _phrase(scan: _Scan, token: int) -> tuple[int, int] | None:
    """The noun phrase that holds a token."""
    for first in range(token, max(-1, token - _REACH), -1):
        last = scan.phrases.ends.get(first)
        if last is not None:
            return (first, last) if last > token else None
    return None


def _thing(scan: _Scan, low: int, start: int, head: int, last: int, kind: TargetKind) -> Thing:
    """Takes in what stands before the noun: modifiers, whose it is, a number, an article."""
    around = _phrase(scan, start)
    limit = max(low, around[0] if around else low, start - (_LONGEST if around else _MODIFIERS))
    name = start
    while name > limit and _modifies(scan, name - 1):
        name -= 1
    name = _owner(scan, low, name, limit)
    thing = _counted(scan, low, start, name, head, last, kind)
    name = thing.name
    while name < start and scan.document.tokens[name].lower in _SIZES:
        name += 1
    until = whole_until(scan.document, scan.words.heads, name, head, last)
    return thing._replace(
        first=before_part(scan.document, scan.counts, low, thing.first, _DETERMINERS | _ARTICLES),
        name=name,
        until=until,
        kind=kind if until == last else scan.words.heads[scan.document.keys[until - 1]][-1][1],
    )


def _counted(scan: _Scan, low: int, start: int, name: int, head: int, last: int, kind: TargetKind) -> Thing:
    """With its number or article."""
    document, counts = scan.document, scan.counts
    tokens = document.tokens
    before = tokens[name - 1].lower if name > low else ""
    number = counts.get(name) or (counts.get(name - 1) if before in _BEFORE_COUNTED else None)
    if before == "the" and name - 2 >= low and tokens[name - 2].lower == "of" and name - 2 in counts:
        number = counts[name - 2]
    if number is not None and number.first >= low:
        return Thing(number.first, name, head, last, last, kind, number.quantity)
    if before in _ARTICLES:
        one = Quantity(min=1, best=1, max=1, qualifier=Qualifier.EXACT, text=document.words(name - 1, last))
        return Thing(name - 1, name, head, last, last, kind, one)
    while (
        name < start
        and tokens[name].text.endswith(("ed", "ing"))
        and not tokens[name].is_capitalised
        and before not in _DETERMINERS
    ):
        name += 1
    first = name
    while first - 2 >= low and tokens[first - 1].lower == "'s":  # "the country's | pipelines"
        first -= 2
    determined = first > low and tokens[first - 1].lower in _DETERMINERS
    return Thing(first - 1 if determined else first, name, head, last, last, kind, None)


def _owner(scan: _Scan, low: int, name: int, limit: int) -> int:
    """``governor Musa's | residence``: where the owner begins; of "the country's" and "yesterday's" none is part of a name."""
    tokens = scan.document.tokens
    if name - 2 < low or tokens[name - 1].lower not in ("'s", "'"):
        return name
    owner = name - 2
    if tokens[owner].lower in _OWNERS_OF_ALL:
        return name
    while owner > max(low, limit) and _modifies(scan, owner - 1):
        owner -= 1
    return owner


def _modifies(scan: _Scan, at: int) -> bool:
    token = scan.document.tokens[at]
    lower = token.lower
    if lower.endswith("ly") and not token.is_capitalised:
        return scan.document.tokens[at + 1].lower.endswith("ed")  # "privately owned"
    if lower == "most" and scan.document.keys[at - 1] == "'s":
        return True  # "the country's | most important bridge"
    if at in scan.times or at + 1 in scan.counts or not token.is_word or lower in ("'s", "same"):
        return False
    return lower not in scan.words.stop or token.text == "US"
