"""Finds the stretches of a text that are spelled like a place's name: the longest name at each capitalised word.

It does not ask whether a place is meant: that is ``context`` and ``senses``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from worker.lexicons.gazetteer import Candidate, Gazetteer, NameRank, PlaceKind
from worker.lexicons.gazetteer.spelling import fold
from worker.text.document import Document, Sentence
from worker.text.tokens import Token
from worker.text.words import remembered
from worker.values import dataclass

_REACH = 64  # characters; longer names are not written out in news
_SHORT = 4  # letters; such a word in capitals is an acronym, and a name only if it is known as one
_LEAST_LIKE = 5  # letters that a word must have to be looked up by transliteration
_WELL_KNOWN = 100_000  # people; the least town that part of a hyphenated word may name ("Moscow-based")
_PARTICLES = frozenset(
    "of de del es la las los le les du des da do das dos di the and al el ad ash as an ar ul on upon sur en am der den e y i by an -"
    " . , ' ’ & st 's".split()
)
# Alone these are words that open a sentence, though some village has the name.
_NO_NAMES = frozenset(
    "from with under after when where then there this that these those they he she it we you what who how why but because although while"
    " if since until during before among between despite according meanwhile however also both each every some many most few several"
    " yet once not now here".split()
)
_OF_TIME = frozenset("january february march april may june july august september october november december".split())
_TOWN_HEADS = frozenset("city town village port resort suburb municipality".split())
_AT_TOWN = frozenset("in near at of from to outside around".split())
_WIDE = (PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.REGION, PlaceKind.WATER)
_OF_PEOPLES = (NameRank.DEMONYM, NameRank.PEOPLE)
_CURRENCIES = "$€£"
_HYPHENS = "-‐‑–"
_DIVISIONS = frozenset("state province governorate county oblast prefecture".split())
_DESCRIBING = (
    "north",
    "south",
    "east",
    "west",
    "ern",
    "central",
    "capital",
    "upper",
    "lower",
    "new",
    "old",
    "national",
    "federal",
    "home",
    "police",
)


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Words that are spelled like the name of the candidates."""

    first: int
    last: int
    start: int
    end: int
    sentence: int
    folded: str
    candidates: tuple[Candidate, ...]


def find_names(document: Document, gazetteer: Gazetteer) -> list[NameMatch]:
    """All names of places, in the order of the text, none over another."""
    return [match for sentence in document.sentences for match in _Scan(document, gazetteer, sentence).names()]


def begins_name(token: Token) -> bool:
    """Whether a word may begin a name: a capital letter at its start, or behind an article: al-Shaddadi."""
    return _begins_name(token.text)


@remembered
def _begins_name(text: str) -> bool:
    return text[0].isupper() or (text[0].islower() and len(text) > 4 and text[2:3] in _HYPHENS and text[3].isupper())


class _Scan:
    """One sentence, folded and joined, with the token at each position."""

    def __init__(self, document: Document, gazetteer: Gazetteer, sentence: Sentence) -> None:
        self._document, self._gazetteer, self._sentence = document, gazetteer, sentence
        self._tokens: Sequence[Token] = document.tokens[sentence.first : sentence.last]
        self._folded = list(map(fold, document.keys[sentence.first : sentence.last]))
        self._capital = [_begins_name(token.text) for token in self._tokens]
        self._text = " ".join(self._folded)
        self._starts = list(accumulate([len(word) + 1 for word in self._folded], initial=0))
        self._ends = {start - 1: number for number, start in enumerate(self._starts)}  # behind the word of the number
        self._hyphens = self._find_hyphens() if "-" in self._text else {}

    def _find_hyphens(self) -> dict[int, int]:
        """Where a name may end inside a word, with the number of the next: "Abu Dhabi-based"."""
        return {
            self._starts[number] + word.index("-"): number + 1
            for number, word in enumerate(self._folded)
            if number and "-" in word and len(word) == len(self._tokens[number].text)
        }

    def names(self) -> Iterator[NameMatch]:
        behind = 0  # the last name
        for number in [at for at, capital in enumerate(self._capital) if capital]:
            if number < behind:
                continue
            if shortened := list(self._abbreviation(number, dotted=True)):
                yield from shortened  # "Butler, Pa." lies in no village called Pa
                continue
            match = self._longest(number)
            if match is not None and match.last - match.first == 1 and match.folded in _NO_NAMES:
                continue
            if match is None:
                yield from self._abbreviation(number)
                yield from self._parts(number)
                match = self._like(number)
            if match is not None:
                yield match
                behind = match.last - self._sentence.first

    def _match(self, first: int, last: int, candidates: tuple[Candidate, ...]) -> NameMatch:
        offset = self._sentence.first
        return NameMatch(
            offset + first,
            offset + last,
            self._tokens[first].start,
            self._tokens[last - 1].end,
            self._sentence.index,
            " ".join(self._folded[first:last]),
            candidates,
        )

    def _longest(self, first: int) -> NameMatch | None:
        at = self._starts[first]
        window = self._text[at : at + _REACH]
        for name, number in reversed(list(self._gazetteer.prefixes(window))):
            last = self._ends.get(at + len(name))
            cut = last is None
            if cut and (last := self._hyphens.get(at + len(name))) == first + 1:
                continue  # its parts are looked at one by one
            if last is None or last <= first or not self._spelled(first, last):
                continue
            if last < len(self._tokens) and self._tokens[last].text[0] in _CURRENCIES:
                continue  # US$
            candidates = self._gazetteer.numbered(number)
            if last - first == 1:
                common = name in self._gazetteer.never_alone and not self._is_division(last, name)
                if common and not self._is_set_apart(first, last):
                    continue
                candidates = _of_acronym(self._tokens[first].text, candidates)
            if candidates:
                match = self._match(first, last, candidates)
                return (
                    replace(match, end=self._tokens[last - 1].start + self._tokens[last - 1].text.index("-"))
                    if cut
                    else match
                )
        return None

    def _is_division(self, last: int, name: str) -> bool:
        """Whether a head word behind a common word makes it a division's name: "Delta state", not "the Central region"."""
        head = self._folded[last] if last < len(self._folded) else ""
        return head in _DIVISIONS and not name.endswith(_DESCRIBING)

    def _is_set_apart(self, first: int, last: int) -> bool:
        """Whether the words around a common word can only be a town's: "the city of Nice", "in Mobile, Alabama", "NICE, France -"."""
        if self._folded[first] in _OF_TIME or self._folded[first] in _NO_NAMES:
            return False
        before = self._folded[max(0, first - 2) : first]
        if before[-1:] == ["of"] and before[0] in _TOWN_HEADS:
            return True
        if before and before[-1] not in _AT_TOWN:
            return False
        held = last + 1 < len(self._tokens) and self._folded[last] == "," and self._capital[last + 1]
        return held and any(
            one.entry.kind in (PlaceKind.COUNTRY, PlaceKind.ADMIN1) and one.rank <= NameRank.CURATED
            for one in self._gazetteer.candidates(self._folded[last + 1])[:2]
        )

    def _spelled(self, first: int, last: int) -> bool:
        """Capitals at both ends, and nothing but capitals and particles between them."""
        return self._capital[last - 1] and all(
            self._capital[number] or self._tokens[number].lower in _PARTICLES or self._tokens[number].text[0].isdigit()
            for number in range(first + 1, last - 1)
        )

    def _abbreviation(self, number: int, *, dotted: bool = False) -> Iterator[NameMatch]:
        """The division after a comma: "Nashville, Tenn."; ``dotted``: only with its full stop."""
        if dotted and self._folded[number + 1 : number + 2] != ["."]:
            return
        word = self._folded[number].removesuffix(".") if self._folded[number].count(".") == 1 else self._folded[number]
        code = self._gazetteer.words.abbreviations.get(word)
        if code is None or number < 2 or self._tokens[number - 1].text not in ",(" or not self._capital[number - 2]:
            return
        if self._tokens[number - 1].text == "(" and self._are_initials(number):
            return
        entry = self._gazetteer.division(code)
        if entry is not None:
            yield self._match(number, number + 1, (Candidate(entry, NameRank.CURATED),))

    def _are_initials(self, number: int) -> bool:
        """Whether it is short for the words before the bracket: "the Awami League (AL)" is not in Alabama."""
        short = self._tokens[number].text
        before = self._tokens[max(0, number - 1 - len(short)) : number - 1]
        return [token.text[0] for token in before] == list(short)

    def _parts(self, number: int) -> Iterator[NameMatch]:
        """The names inside a hyphenated word: "Moscow-based", "Israel-Gaza"."""
        token = self._tokens[number]
        if not any(hyphen in token.text for hyphen in _HYPHENS):
            return
        parts = token.lower.split("-")
        if any(fold(part) in self._gazetteer.words.organisation for part in parts):
            return
        at, known = 0, False
        for part in parts:
            written = token.text[at : at + len(part)]
            start = token.start + at
            at += len(part) + 1
            if len(part) < 2 or not written[:1].isupper() or fold(part) in self._gazetteer.never_alone:
                continue
            found = tuple(
                one
                for one in _of_acronym(written, self._gazetteer.candidates(fold(part)))
                if one.entry.kind in _WIDE or (one.rank <= NameRank.STRIPPED and one.entry.population >= _WELL_KNOWN)
            )
            if found and at > len(part) + 1 and found[0].rank in _OF_PEOPLES and not known:
                continue  # "Pobe-Lao" is no Lao of anything, unlike "Thai-Lao"
            known = bool(found) or part.endswith("o")
            if found:
                first = self._sentence.first + number
                yield NameMatch(first, first + 1, start, start + len(written), self._sentence.index, fold(part), found)

    def _like(self, first: int) -> NameMatch | None:
        """A name that differs by transliteration only, of up to three capitalised words."""
        if self._folded[first] in self._gazetteer.never_alone:
            return None
        end = first + 1
        while end < min(first + 3, len(self._tokens)) and self._capital[end]:
            end += 1
        for last in range(end, first, -1):
            words = self._folded[first:last]
            if len(words[-1]) < _LEAST_LIKE:
                continue
            if found := self._gazetteer.candidates_like(" ".join(words)):
                return self._match(first, last, found)
        return None


def _of_acronym(written: str, candidates: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """For a short word all in capitals: only those known under it ("US", "UAE"); for "Us" and "La": nothing."""
    letters = written.replace(".", "")
    if len(letters) > _SHORT:
        return candidates
    if letters.isupper():
        return tuple(
            one
            for one in candidates
            if one.rank is NameRank.CURATED
            or (one.rank in (NameRank.PRIMARY, NameRank.DEMONYM) and one.entry.kind is PlaceKind.COUNTRY)
            or (one.rank is NameRank.PRIMARY and one.entry.population >= _WELL_KNOWN and len(letters) == _SHORT)
        )
    if len(letters) <= 3:
        return tuple(
            one for one in candidates if not (one.rank is NameRank.CURATED and one.entry.kind is PlaceKind.COUNTRY)
        )
    return candidates
