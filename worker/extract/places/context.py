"""What stands round a name and tells whether it is a place, and which: cues, never a decision.

Reads: a head word beside it ("Belgorod region", "the town of X"); a preposition of place; a direction ("southern X");
nearness ("20 km east of X", "off the coast of X"); what contains it (", Texas"); an organisation or a person that it is a part of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from schemas.place import PlaceQualifier
from worker.extract.places.bearers import befalls_a_person, in_organisation, in_person, is_numbered, is_of_firm
from worker.extract.places.names import NameMatch, begins_name
from worker.lexicons.gazetteer import PlaceKind
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.lexicons.gazetteer.spelling import fold
from worker.lexicons.gazetteer.words import ContextWords
from worker.text.document import Document, Sentence
from worker.values import dataclass

DIRECTIONS = frozenset(
    "north south east west northern southern eastern western northeast northwest southeast southwest northeastern northwestern"
    " southeastern southwestern north-eastern north-western south-eastern south-western north-east north-west south-east south-west"
    " central upper lower downtown greater mainland rural inner outer mid eastern-most northernmost southernmost far".split()
)
_NO_SUBJECT = frozenset("of by with on for from under and".split())  # before a name that does nothing
_SPOKEN = frozenset(
    "in speak speaks speaking spoke spoken fluent learn learning teach teaching study studying studies into".split()
)
_FUNCTION = frozenset(
    "after and as at before but by during for from in it on or that the to when while with who which".split()
)
_BEFORE_NAME = frozenset("the a neighbouring neighboring adjacent".split())  # "in | neighbouring | Ruritania"
_PLURAL = frozenset("counties provinces regions states districts oblasts cities towns villages islands".split())
_NEAR = frozenset(("near", "outside", "around", "beyond", "toward", "towards", "nearby"))
_OFF = re.compile(
    r"\boff (?:the )?(?:[\w-]+ )?(?:coast|coasts|shore|shores)(?: of)?(?: the)?\Z|\boff(?: the)?\Z", re.IGNORECASE
)
_BORDER = re.compile(
    r"\b(?:border(?:s|ing)?(?: \w+)?(?: of| with| to| from)?|frontier (?:of|with)|on the border between)(?: the)?\Z",
    re.IGNORECASE,
)
_DISTANCE = re.compile(
    r"\b(\d+(?:[.,]\d+)?)(?:-| )?(km|kms|kilomet(?:er|re)s?|mi|miles?|nautical miles?|nm) (?:\([^)]{1,20}\) )?"
    r"(?:(?:to the )?(?:north|south|east|west)[- ]?(?:east|west)?(?:ern)? of|from|outside|away from|off|of)(?: the)?(?: \w+ of)?\Z",
    re.IGNORECASE,
)
_KM_PER = {"mi": 1.609, "na": 1.852, "nm": 1.852}  # by the first letters of mile, nautical mile
_VICINITY_KM = 15.0  # "near X" says no distance
_SHORTEST_DATELINE = 4  # letters
_OF_TOWN = frozenset(("arena", "stadium", "airport", "cathedral", "zoo"))  # "the Manchester Arena" tells of the town
_BORDER_NOUNS = frozenset(("border", "frontier"))  # "near the Afghan border" one is in another land
_BETWEEN = frozenset({*DIRECTIONS, "the", "a", "small", "border", "coastal", "mountain"})  # "the city of the small X"
BEARINGS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west outskirts northward"
    " southward".split()
)
_OWNED = frozenset(
    "coast coastline shore shores outskirts suburb suburbs northern southern eastern western central north-eastern north-western"
    " south-eastern south-western northeastern northwestern southeastern southwestern".split()
)
_MINOR = frozenset("village hamlet suburb neighborhood neighbourhood settlement locality quarter".split())
# "the shelling | of | Kherson"
_OF_TOWNS = frozenset(
    "shelling bombing bombardment siege invasion storming occupation recapture encirclement blockade"
    " centre center outskirts suburbs streets neighbourhoods neighborhoods".split()
)
_PARTS = frozenset("part parts side sector".split())
_SIDES = frozenset(
    "northern southern eastern western central north-eastern north-western south-eastern south-western old".split()
)
_LOOK_BACK = 60  # characters
_STRICKEN = 8  # words of "was also hit by a salvo of rockets"
_BEEN = frozenset("was were is came comes".split())
_HAVE_BEEN = frozenset((("has", "been"), ("had", "been"), ("have", "been"), ("is", "being"), ("was", "being")))
_BEFORE_SUBJECTS = frozenset(", and that while as when".split())


@dataclass(frozen=True, slots=True)
class Cues:
    """What a name's surroundings say."""

    initial: bool  # the first word of its sentence
    kinds: tuple[PlaceKind, ...]  # what a head word says that it is
    minor: bool  # and that it is small: a village, a quarter
    headed_after: bool  # the head word follows it
    extended: tuple[int, int]  # tokens: with direction and head word
    named: int  # the token behind the name with a capitalised head word: "Oaxaca State"
    locative: bool
    held: bool  # whose hold another place is in: "Russian-occupied"
    abroad: bool  # whose soldiers, tourists or friends they are: "US troops", "US-backed"
    organisation: bool
    person: bool
    beside: bool  # a capitalised word that is no name of a place stands right beside it
    qualifier: PlaceQualifier | None
    distance_km: float | None
    language: bool  # "in Spanish"
    speaks: bool
    wages: bool
    the: bool


def _bears(document: Document, match: NameMatch, before: int, low: int) -> bool:
    """``90 miles south of | Bioko``, ``| Java's southern coast``: where something is."""
    keys = document.keys
    if before - 2 >= low and keys[before - 1] == "of" and keys[before - 2] in BEARINGS:
        return True
    return keys[match.last : match.last + 1] == ("'s",) and not _OWNED.isdisjoint(keys[match.last + 1 : match.last + 3])


_NOTED = frozenset((")", ",", "."))
_OPENS_NOTE = frozenset(("(", ","))
_MOST_NAMED = 4  # words of a name before its note


_HELD = ("occupied", "held", "controlled", "annexed", "installed", "seized", "administered")


def _qualifies(document: Document, match: NameMatch) -> bool:
    """``US``-backed, ``Saudi``-led: the other half of its word says what it has to do with somebody, who may be anywhere."""
    return document.text[match.end : match.end + 1] == "-" and document.text[match.end + 1 : match.end + 2].islower()


def _is_stricken(document: Document, words: ContextWords, match: NameMatch, sentence: Sentence) -> bool:
    """``Goma | was shelled``, "was hit by three rockets", "came under mortar fire": what befalls places, as the subject of its sentence."""
    keys = document.keys
    if match.first != sentence.first and keys[match.first - 1] not in _BEFORE_SUBJECTS:
        return False
    said = keys[match.last : min(match.last + _STRICKEN, sentence.last)]
    at = 2 if said[:2] in _HAVE_BEEN else 1 if said[:1] and said[0] in _BEEN else 0
    at += said[at : at + 1] in (("also",), ("again",))
    if not at or at >= len(said):
        return False
    return said[at] in words.befalls or (said[at] in words.hits and not words.hurled.isdisjoint(said[at + 1 :]))


def _holds_what_stands_before(document: Document, words: ContextWords, match: NameMatch, sentence: Sentence) -> bool:
    """``the village of Gaskinde (Djibo, | Soum |)``, ``in Koumbri, | Yatenga |,``: where the place before it lies."""
    keys, tokens, at = document.keys, document.tokens, match.first - 1
    if match.last >= sentence.last or keys[match.last] not in _NOTED or keys[at] not in _OPENS_NOTE:
        return False
    low = max(sentence.first, at - 2 * _MOST_NAMED)
    while at > low and (keys[at] in _OPENS_NOTE or begins_name(tokens[at])):
        at -= 1
    return keys[at] in words.locative or (keys[at] == "of" and keys[at - 1] in HEAD_WORDS)


def find_cues(document: Document, words: ContextWords, match: NameMatch, taken: frozenset[int]) -> Cues:
    """The cues of one name; ``taken`` are the tokens of all names of places."""
    tokens, sentence = document.tokens, document.sentences[match.sentence]
    left, right = match.first, match.last
    kinds: tuple[PlaceKind, ...] = ()
    headed_after = False
    after = fold(tokens[right].lower) if right < sentence.last else ""
    headed = after in HEAD_WORDS and not _heads_another(document, right, sentence.last)
    if headed and (tokens[right].text[0].islower() or not in_organisation(document, words, match)):
        kinds, right, headed_after = HEAD_WORDS[after], right + 1, True
    while left > sentence.first and tokens[left - 1].lower in DIRECTIONS:
        left -= 1
    before = left
    while before > sentence.first and tokens[before - 1].lower in _BEFORE_NAME:
        before -= 1
    if (
        before - 1 > sentence.first
        and tokens[before - 1].lower == "of"
        and fold(tokens[before - 2].lower) in HEAD_WORDS
    ):
        kinds = kinds or HEAD_WORDS[fold(tokens[before - 2].lower)]
        before -= 2
        while before > sentence.first and tokens[before - 1].lower in _BETWEEN:
            before -= 1
    elif (
        before > sentence.first
        and fold(tokens[before - 1].lower) in HEAD_WORDS
        and not tokens[before - 1].text[0].isupper()
    ):
        kinds = kinds or HEAD_WORDS[fold(tokens[before - 1].lower)]
    minor = not _MINOR.isdisjoint(document.keys[max(sentence.first, before - 1) : right])
    text_before = document.text[max(sentence.start, match.start - _LOOK_BACK) : tokens[left].start].rstrip()
    qualifier, distance = _qualifier(text_before, tokens[before - 1].lower if before > sentence.first else "")
    dateline = _is_dateline(document, match)
    whole = match.start == tokens[match.first].start and match.end == tokens[match.last - 1].end
    word_before = tokens[before - 1].lower if before > sentence.first else ""
    return Cues(
        initial=match.first == sentence.first and not dateline,
        kinds=kinds,
        minor=minor and bool(kinds),
        headed_after=headed_after,
        extended=(left, right),
        named=right if headed_after and whole and _ends_name(document, match, right) else match.last,
        locative=dateline
        or word_before in words.locative
        or (word_before == "of" and _is_of_a_town(document, before - 1))
        or (word_before == "on" and before - 2 > sentence.first and tokens[before - 2].lower in words.struck)
        or (word_before in words.hits and tokens[before - 2].lower in words.hurled)  # "floods hit | Mocoa"
        or _bears(document, match, before, sentence.first)
        or _is_stricken(document, words, match, sentence)
        or _holds_what_stands_before(document, words, match, sentence),
        held=_qualifies(document, match) and document.text[match.end + 1 :].startswith(_HELD),
        abroad=after in words.abroad or after in _BORDER_NOUNS or _qualifies(document, match),
        organisation=is_numbered(document, match)
        or (whole and (in_organisation(document, words, match) or is_of_firm(document, match, taken))),
        person=in_person(document, words, match) or befalls_a_person(document, words, match),
        beside=not dateline and _beside(document, words, match, taken),
        qualifier=qualifier,
        distance_km=distance,
        language=word_before in _SPOKEN and (after in _FUNCTION or not after[:1].isalpha()),
        speaks=after in words.speaks
        or (
            after in ("also", "has", "had", "have", "later", "officially", "strongly")
            and _speaks_next(document, words, match)
        ),
        wages=after in words.wages and word_before not in words.locative and word_before not in _NO_SUBJECT,
        the=match.first > sentence.first and tokens[match.first - 1].lower == "the",
    )


def _is_of_a_town(document: Document, of: int) -> bool:
    """``the shelling | of Homs``, "the centre | of Homs", "the northern part | of Homs"."""
    keys = document.keys
    return keys[of - 1] in _OF_TOWNS or (keys[of - 1] in _PARTS and keys[of - 2] in _SIDES)


def _heads_another(document: Document, head: int, end: int) -> bool:
    """``the southern Gaza | city | of Rafah``: the head word is that of the town behind it."""
    tokens = document.tokens
    town = HEAD_WORDS[fold(tokens[head].lower)][0] is PlaceKind.CITY and tokens[head].text[0].islower()
    return (
        town
        and head + 2 < end
        and tokens[head + 1].lower == "of"
        and begins_name(tokens[head + 2])
        and tokens[head + 2].lower not in ("the", "a")
    )


def share_heads(document: Document, matches: Sequence[NameMatch], cues: list[Cues]) -> None:
    """Let a head word in the plural speak of all names before it: "Barrow, Jackson and Clarke counties"."""
    for position in range(len(matches) - 1, 0, -1):
        cue, match, before = cues[position], matches[position], matches[position - 1]
        if not cue.kinds or not cue.headed_after or match.sentence != before.sentence or cues[position - 1].kinds:
            continue
        after = _plural_after(document, matches, cues, position)
        between = {token.lower for token in document.tokens[before.last : match.first]}
        if after and between and between <= {",", "and", "or", "&", "the"}:
            cues[position - 1] = replace(cues[position - 1], kinds=cue.kinds, headed_after=True)


def _plural_after(document: Document, matches: Sequence[NameMatch], cues: Sequence[Cues], position: int) -> bool:
    """Whether the head word behind a name, or behind the names listed after it, is a plural."""
    at = position
    while at < len(matches) and cues[at].headed_after:
        token = matches[at].last
        if token < len(document.tokens) and fold(document.tokens[token].lower) in _PLURAL:
            return True
        at += 1
    return False


def _is_dateline(document: Document, match: NameMatch) -> bool:
    """Whether it opens its paragraph in capitals that the rest does not go on with: "BEIRUT (AP) - A militia"."""
    sentence = document.sentences[match.sentence]
    if (
        match.first != sentence.first
        or not all(token.text.isupper() for token in document.tokens[match.first : match.last] if token.is_word)
        or match.end - match.start < _SHORTEST_DATELINE
    ):
        return False
    if sentence.index and document.sentences[sentence.index - 1].paragraph == sentence.paragraph:
        return False
    following = document.tokens[match.last : match.last + 3]
    return any(not token.text.isupper() for token in following)


def _ends_name(document: Document, match: NameMatch, right: int) -> bool:
    """Whether the head word before token ``right`` belongs to the name: "Oaxaca State", not "Kentucky State Troopers"."""
    tokens, sentence = document.tokens, document.sentences[match.sentence]
    return tokens[right - 1].text[0].isupper() and (right >= sentence.last or not begins_name(tokens[right]))


def _speaks_next(document: Document, words: ContextWords, match: NameMatch) -> bool:
    at = match.last + 1
    return at < len(document.tokens) and document.tokens[at].lower in words.speaks


_SIDE = re.compile(
    r"\b(?:north|south|east|west)(?:-?(?:east|west))? of (?:the )?(?:[A-Z]\w+ )?(?:(?:port |provincial )?(?:city|town|village|capital) of )?\Z"
)
"""``south of``, "northeast of the Syrian city of"."""


def _qualifier(before: str, word: str) -> tuple[PlaceQualifier | None, float | None]:
    if found := _DISTANCE.search(before):
        distance = float(found.group(1).replace(",", ""))
        unit = found.group(2).lower()
        return PlaceQualifier.NEAR, round(distance * _KM_PER.get(unit[:2], 1.0), 1)
    if word in _NEAR or _SIDE.search(f"{before} "):
        return PlaceQualifier.NEAR, _VICINITY_KM
    if _OFF.search(before):
        return PlaceQualifier.OFF, None
    if _BORDER.search(before):
        return PlaceQualifier.BORDER, None
    return None, None


def _beside(document: Document, words: ContextWords, match: NameMatch, taken: frozenset[int]) -> bool:
    tokens, sentence = document.tokens, document.sentences[match.sentence]
    for at, far in ((match.first - 1, match.first - 2), (match.last, match.last + 1)):
        if not sentence.first <= at < sentence.last or at in taken:
            continue
        token = tokens[at]
        word = fold(token.lower)
        if (
            not begins_name(token)
            or not token.text.isalpha()
            or word in words.office
            or word in HEAD_WORDS
            or word in _OF_TOWN
            or word in DIRECTIONS
        ):
            continue
        if at == sentence.first and token.lower in words.never | words.locative:
            continue
        if word not in words.never or sentence.first <= far < sentence.last:
            return True
    return False
