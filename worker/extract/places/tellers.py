"""Where those are who tell, speak, seek or serve, which is not where what they tell of was."""

from __future__ import annotations

from schemas.place import PlacePrecision
from worker.extract.findings import PlaceMention
from worker.extract.places.prepositions import AT
from worker.lexicons.gazetteer.headwords import HEAD_WORDS
from worker.text.document import Document

_SOURCES = frozenset(
    "official officials police authorities authority governor gov mayor prosecutor prosecutors sheriff ministry government state-run"
    " spokesman spokeswoman spokesperson coastguard military army media leader president premier".split()
)
_FOREIGN = frozenset(
    "pentagon white foreign state defense defence".split()
)  # "the | Foreign | Office", "the | White | House"
_SEES = frozenset("diocese archdiocese eparchy bishop archbishop university chamber club bishops".split())
_HEADS = frozenset("director head chief chairman chairwoman dean rector superintendent elder".split())
_NAMED = 8  # words from "citing" to an office
_SAYS = frozenset("said says claimed denied announced warned reported".split())
_TELL = frozenset("put said say says told confirmed announced reported".split())
_SAID = frozenset("said says told".split())
_SEEKERS = frozenset("police detectives prosecutors investigators officers".split())
_SEEK = frozenset(
    "arrested detained holding questioning charged investigating hunting seeking searching looking appealing appealed launched".split()
)
_SOUGHT = 3  # words: "have now arrested"
_TELLING = frozenset(
    "conference briefing interview statement communique communiqué broadcast said stated announced declared speaking monitored published"
    " printed aid treated treatment surgery".split()
)
_LISTENERS = frozenset("reporters journalists newsmen correspondents reporter".split())
_REPORTED = frozenset("reported confirmed disclosed revealed learned".split())
_ACCORDING = ("according", "to")
_DWELLERS = frozenset("resident residents inhabitant inhabitants villager villagers native elder elders".split())
_PROMISES = frozenset("promised vowed pledged urged condemned mourned demanded praised welcomed".split())
_SPEECH = 8  # words from a capital to what is said there
_TOLD = frozenset(("told", "tell", "telling"))
_DAYS = frozenset("today yesterday tonight".split())
_SEATED = frozenset(
    "embassy embassies consulate ambassador ambassadors correspondent correspondents diplomat diplomats arrived arrive arrives buried funeral"
    " speech ministry headquarters office offices official officials spokesman spokeswoman met meet meeting talks".split()
)
_HELPERS = frozenset("was is had has have were are also".split())
_NEXT = 4  # words: "in the Peruvian capital"
_BEARING = 6  # words from a verb of telling to a place


def speaks_from(document: Document, place: PlaceMention, role: str) -> bool:
    """``told a news conference in | Lima``, ``the ambassador in X``, ``was reported in X that``: where it was said, not where it was.

    Also "was reported today in X that", "it was learned in X".
    """
    if role not in ("in", "at", "from"):
        return False
    keys, low = document.keys, document.sentences[place.sentence].first
    before = keys[max(low, place.first - _NEXT) : place.first]
    if role not in before:
        return False
    at = place.first - len(before) + before.index(role) - 1
    at -= keys[at] in _DAYS  # "reported today in"
    ahead = keys[max(low, at) : place.first][:1]
    if not _TELLING.isdisjoint(ahead):
        return True
    if not _LISTENERS.isdisjoint(ahead):
        return not _TOLD.isdisjoint(keys[max(low, place.first - _BEARING) : place.first])
    said = keys[place.last : place.last + 1] == ("that",) or {"it", "was"} <= {*keys[max(low, at - 3) : at]}
    return not _REPORTED.isdisjoint(ahead) and said


def opens_speech(document: Document, place: PlaceMention) -> bool:
    """``In | Belgrade |, the army said``, "In Hartford, lawmakers promised": where they speak, in a sentence that tells of no incident.

    What is said in a town that is no capital may tell of it.
    """
    keys, end = document.keys, document.sentences[place.sentence].last
    words = _SAYS | _PROMISES if place.entry is not None and place.entry.capital else _PROMISES
    if place.entry is None or keys[place.last : place.last + 1] != (",",):
        return False
    return not words.isdisjoint(keys[place.last : min(end, place.last + _SPEECH)])


def is_heard_abroad(document: Document, place: PlaceMention) -> bool:
    """``In | Washington |, Pentagon spokeswoman Ana Ruiz said``: whose speakers tell of what was elsewhere."""
    keys, sentence = document.keys, document.sentences[place.sentence]
    opens = place.first == sentence.first + 1 and place.entry is not None and place.entry.capital
    if not opens or keys[place.last : place.last + 1] != (",",):
        return False
    behind = keys[place.last : min(sentence.last, place.last + _SPEECH + 2)]
    return not _FOREIGN.isdisjoint(behind) and not (_SAYS | _TOLD).isdisjoint(behind)


def is_tellers_home(document: Document, place: PlaceMention) -> bool:
    """``according to a resident of | Torodi``, ``a resident of | Torodi | told``: where those live who tell of it."""
    at, keys = place.first - 2, document.keys
    if at < 0 or keys[place.first - 1] != "of" or keys[at] not in _DWELLERS:
        return False
    behind = keys[place.last : place.last + 3]
    return keys[max(0, at - 3) : at][:2] == _ACCORDING or not (_SAYS | _TOLD).isdisjoint(behind)


def names_a_source(document: Document, place: PlaceMention, role: str) -> bool:
    """``Carter County officials``, ``Chad's health ministry``: where they serve, not where it was."""
    tokens, end = document.tokens, document.sentences[place.sentence].last
    if _is_headed_by_teller(document, place):
        return True
    if role in AT:
        return _speak_there(document, place)
    after = [token.lower for token in tokens[place.last : min(end, place.last + 4)]]
    if role in _SEES and not _SAYS.isdisjoint(after[:1]):
        return True  # "the diocese of Kontagora said"
    if after[:1] == ["'s"]:
        after = after[1:]
        if any(word in _SAYS for word in after[1:3]):  # "Yemen's Houthis said"
            return True
    elif after[1:2] == ["'s"]:  # "Bibb County Sheriff's Office"
        return after[0] in _SOURCES
    return any(word in _SOURCES for word in after[:3]) and not any(word in AT or word == "," for word in after[:2])


def _is_headed_by_teller(document: Document, place: PlaceMention) -> bool:
    """``citing Ana Bakr, director of | Kosti Hospital``, ``the chief of | Mantumbi village said``: the seat of who tells of it."""
    keys, span = document.keys, document.sentences[place.sentence]
    of = next(
        (at for at in range(place.first - 1, max(span.first, place.first - 3), -1) if keys[at] == "of"), span.first
    )
    if of <= span.first or keys[of - 1] not in _HEADS:
        return False
    before, behind = keys[max(span.first, of - _NAMED) : of], keys[place.last : min(span.last, place.last + 2)]
    return "citing" in before or not _SAYS.isdisjoint(behind)


def _speak_there(document: Document, place: PlaceMention) -> bool:
    """``Officials in Islamabad | put the toll at``, ``police in Nepal's Dolakha | district said``: where those sit who tell of it.

    And those who look for who did it, which may be anywhere: "Police in Marseille | have arrested a man over".
    """
    keys, low = document.keys, document.sentences[place.sentence].first
    before = keys[max(low, place.first - _NEXT) : place.first]
    if "in" not in before:
        return False
    at = place.first - len(before) + before.index("in") - 1
    behind = place.last + (keys[place.last : place.last + 1] != () and keys[place.last] in HEAD_WORDS)
    if keys[at] in _SEEKERS and keys[behind : behind + 1] and keys[behind] in _HELPERS:
        return not _SEEK.isdisjoint(keys[behind + 1 : behind + _SOUGHT])
    told = _TELL if keys[at] in _SOURCES else _SAID  # "a network of doctors in X | said"
    return at >= low and not told.isdisjoint(keys[behind : behind + 1])


def is_seat(document: Document, place: PlaceMention, role: str) -> bool:
    """``The Brazilian embassy in | Bogota``, ``arrived in | Lima``, ``were buried in | Quito``: in a sentence that tells of no incident."""
    if role != "in" or place.precision is PlacePrecision.COUNTRY:
        return False
    keys, low = document.keys, document.sentences[place.sentence].first
    near = keys[max(low, place.first - _NEXT) : place.first]
    if "in" not in near or "," in near:
        return False
    at = place.first - len(near) + near.index("in")
    return not _SEATED.isdisjoint(keys[max(low, at - 2) : at])
