"""Which places are no scene whatever is told of them: who did it, where somebody served, came from or was bound for.

It reads the words around a place; which of the others is the scene is said in ``scenes``.
"""

from __future__ import annotations

from collections.abc import Sequence

from schemas.place import PlacePrecision
from worker.extract.findings import Mention, PlaceMention
from worker.extract.places.brought import is_where_brought
from worker.extract.places.holders import UNITS
from worker.extract.places.prepositions import AT
from worker.extract.places.tellers import is_heard_abroad, is_tellers_home, speaks_from
from worker.lexicons.gazetteer.words import ContextWords
from worker.text.document import Document

_FROM = frozenset(("from", "toward", "towards"))  # where somebody came from, fled or advanced to
_VEHICLES = frozenset(
    "train bus coach flight plane airliner ferry ship vessel boat tanker freighter convoy trains buses flights ferries services sailings".split()
)
_DEPARTURES = frozenset("take-off takeoff taking took off departure departing".split())
_TAKES = frozenset(
    "kidnap kidnaps kidnapped kidnapping abduct abducts abducted abducting kidnaped snatched snatches seized whisked taken".split()
)
_TAKEN_FROM = 9  # words from who is taken to where
_RETREATS = frozenset(
    "withdrew withdrawn withdraw withdrawing withdrawal retreated retreat retreating expelled ousted evicted"
    " drive drove driven dispersed cleared chased".split()
)
_OF_WHOM = (
    ("born", "in"),
    ("raised", "in"),
    ("behalf", "of"),
    ("orders", "of"),
    ("service", "of"),
    ("instructions", "of"),
    ("backed", "by"),
)
_OF_WHAT = (("of",), ("for",))
_ACCUSES = ("accus", "blam")
_NEARBY = frozenset(("nearby", "neighbouring", "neighboring"))
_OF_DEED = tuple(
    (deed, tie)
    for deed in "shelling bombing bombardment strikes airstrikes raids attacks fire strike attack raid".split()
    for tie in ("of", "on", "against", "at")
)
_SHORES = frozenset("coast coastline shore waters".split())
_POINTS = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west outskirts".split()
)
_FEELINGS = frozenset(
    "anger frustration outrage shock grief concern alarm fear unease dismay fury debate sadness horror disgust".split()
)
_HEAD = 3  # words from a people's name to what is theirs: "Chinese state coal mine"
_INTO = frozenset("into to across".split())
_FLED = frozenset("fled escaped flee fleeing escaping".split())
_GUESTS = tuple((w,) for w in "tourist tourists national nationals citizen citizens holidaymakers backpackers".split())
_OUTLETS = frozenset(("newsroom", "newsrooms"))
_NAMESAKES = frozenset("movement cartel gang faction clan tribe film movie novel game".split())
_MISSIONS = frozenset(
    "embassy embassies consulate consulates mission ambassador ambassadors envoy envoys consul".split()
)
_LISTED = frozenset((",", "and", "the"))
_HERE = 2  # words: "officials in"
_GROUNDS = frozenset(
    "position positions base bases hideout hideouts stronghold strongholds battery batteries launcher launchers territory areas soil land".split()
)
_TRAVELS = frozenset(
    "travelling traveling travelled traveled heading headed en route way bound flying flew sailing sailed going went journey driving drove"
    " returning returned trip voyage flight".split()
)
_TOWNS = frozenset("town towns village villages city suburb".split())
_AWAY = frozenset(("toward", "towards", "fled"))
_WAYS = frozenset("road roads highway motorway route line railway track tracks pipeline border".split())
_ARMS = frozenset("air navy forces troops warplanes jets drones missiles artillery".split())
_GUARDS = frozenset("force defence defences defense defenses".split())
_GUARDED = 7  # words from a land to its air force
_HELPERS = frozenset("was is had has have were are also".split())
_ATTACKS = frozenset(
    "fired firing launched launching attacked attacking shelled shelling bombed bombing bombarded bombarding pounded pounding invaded"
    " invading".split()
)
_ENDS = frozenset(("before", "until"))
_NEXT = 4  # words: "in the Peruvian capital"
_FROM_CITY = 8  # words from "off" to the name of a city
_BEARING = 6  # words between a place and the one that it lies north of
_LED = 8  # words from "the road" to where it leads
_LEADS = frozenset("leading leads led running runs".split())
_TOWARDS = frozenset("to towards toward into".split())
_MEASURED_BY = frozenset(("of", "from"))
_MEASURED = 15  # the same with a distance: "Tavruna on Monday, some 60 km (37 miles) to the north of the town of"


def is_half_of_word(document: Document, place: PlaceMention) -> bool:
    """``US``-backed, ``Moscow``-based: a place that only says more of somebody."""
    return document.text[place.end : place.end + 1] == "-"


def is_elsewhere(document: Document, place: PlaceMention, role: str) -> bool:
    """Whether the words, ``role`` is the preposition, say that nothing was there: "from X", "a train to X", "launched by X"."""
    if is_half_of_word(document, place):
        return True  # "the U.S.-led coalition"
    if _names_another(document, place):
        return True
    if role not in AT and document.keys[place.last : place.last + 1] in _GUESTS:
        return True  # "eight Hong Kong tourists"
    if place.metonym or (place.kind == "demonym" and not _names_a_shore(document, place)):
        return True
    if role in _FROM and not _departs(document, place, role) and not _measures(document, place):
        return True
    if speaks_from(document, place, role) or _fires_from(document, place, role) or _is_accused(document, place):
        return True
    owns = place.last < len(document.keys) and document.keys[place.last] == "'s"
    fled = document.keys[max(0, place.first - 3) : place.first]
    if role in _INTO and not _FLED.isdisjoint(fled):
        return True  # "fled back into Syria"
    if role in ("against", "since") or (role == "over" and owns):  # "anger over Benin's support"
        return True
    told = is_tellers_home(document, place) or is_heard_abroad(document, place)
    if told or is_where_brought(document, place) or _is_home(document, place):
        return True
    return _is_bound_for(document, place, role) or _acts(document, place, role)


def _names_another(document: Document, place: PlaceMention) -> bool:
    """``The Juarez | cartel``, ``the USSR embassy``, ``Russia's ambassador``, ``a Belfast newsroom``, ``the Lima-Cuzco bus``."""
    if _is_of_missions(document, place):
        return True
    behind = document.keys[place.last : place.last + 2]
    if behind[:1] == ("'s",):
        return not _MISSIONS.isdisjoint(behind[1:])
    coach = not _VEHICLES.isdisjoint(behind[:1]) and "-" in document.tokens[place.first].text
    return coach or not (_NAMESAKES | _MISSIONS | _OUTLETS).isdisjoint(behind[:1])


def _is_of_missions(document: Document, place: PlaceMention) -> bool:
    """``The embassies | of India, Spain, and | Argentina``: whose they are."""
    at, low = place.first - 1, document.sentences[place.sentence].first
    while at > low and (document.keys[at] in _LISTED or document.tokens[at].is_capitalised):
        at -= 1
    return at > low and document.keys[at] == "of" and document.keys[at - 1] in _MISSIONS


def _is_accused(document: Document, place: PlaceMention) -> bool:
    """``Accused | Iran | of planting the mine``: whose deed it is said to be."""
    before = document.keys[max(0, place.first - 2) : place.first]
    return document.keys[place.last : place.last + 1] in _OF_WHAT and any(k.startswith(_ACCUSES) for k in before)


def guards_its_sky(document: Document, place: PlaceMention) -> bool:
    """``Ukraine's | air force``, ``the Russian | air defences``, ``Russia | said its air defences``: of the land whose sky it is."""
    if place.precision is not PlacePrecision.COUNTRY:
        return False
    behind = document.keys[place.last : place.last + _GUARDED]
    air = next((at for at, key in enumerate(behind[:-1]) if key == "air"), -1)
    owned = behind[:air] in ((), ("'s",)) or (air > 0 and behind[air - 1] == "its")
    return air >= 0 and behind[air + 1] in _GUARDS and owned


def is_end(document: Document, clauses: Sequence[int], place: PlaceMention, trigger: Mention) -> bool:
    """``killed 16 people in several villages | before officers shot him in Enfield``: where it was over."""
    at, clause = place.first, clauses[place.first]
    while at > trigger.last and clauses[at - 1] == clause:
        at -= 1
    return at >= trigger.last and document.keys[at] in _ENDS and clause != clauses[trigger.last - 1]


def _fires_from(document: Document, place: PlaceMention, role: str) -> bool:
    """``shells came from Serb positions on | Mount Trebevic``: whence they fired."""
    if role not in AT:
        return False
    low = document.sentences[place.sentence].first
    near = document.keys[max(low, place.first - _BEARING) : place.first]
    return "from" in near and not _GROUNDS.isdisjoint(near[near.index("from") :])


def _is_bound_for(document: Document, place: PlaceMention, role: str) -> bool:
    """``a train to X``, ``travelling from Y to X``: where they went, unless it is the road that is told of."""
    if role != "to":
        return False
    keys, low = document.keys, document.sentences[place.sentence].first
    at = next(
        (n for n in range(place.first - 1, max(low, place.first - _BEARING) - 1, -1) if keys[n] == "to"), place.first
    )
    near, far = keys[max(low, at - 2) : at], keys[max(low, at - _BEARING) : at]
    if not _VEHICLES.isdisjoint(near) or not _TRAVELS.isdisjoint(near):
        return True
    if not _WAYS.isdisjoint(near[-1:]) and not (_TOWNS | _AWAY).isdisjoint(far):
        return True  # "a town on the main highway to | Aleppo", "fled towards the road to | Salamanca"
    return "from" in far and not _TRAVELS.isdisjoint(far) and _WAYS.isdisjoint(far)


def _is_home(document: Document, place: PlaceMention) -> bool:
    """``Vernon Ash, 40, of | McKee |, was shot``, "of nearby | McKee": where somebody lives."""
    at = place.first - 1
    at -= document.keys[at] in _NEARBY
    if at < 2 or document.keys[at] != "of" or document.keys[at - 1] != ",":
        return False
    whose = document.tokens[at - 2]
    return whose.text[0].isupper() or (whose.text.isdigit() and document.keys[at - 3] == ",")


def _acts(document: Document, place: PlaceMention, role: str) -> bool:
    """``launched by Russia``, ``US air strikes``, ``born in Ukraine``: who did it, not where."""
    if document.keys[max(0, place.first - 2) : place.first] in _OF_WHOM:
        return True
    if place.precision is not PlacePrecision.COUNTRY:
        return False
    end = document.sentences[place.sentence].last
    before_noun = place.last < end and document.tokens[place.last].text.islower()
    if before_noun and (document.keys[place.last] in _MISSIONS or document.keys[place.first - 1] in ("a", "an")):
        return True  # "the US embassy in Nairobi", "at a U.S. grade school"
    if role not in AT and _does(document, place):
        return True
    if (
        place.kind == "demonym"
        and document.keys[place.first - 1] == "in"
        and document.keys[place.last : place.last + 2] in _OF_DEED
    ):
        return True  # "died in Russian | shelling of | Kherson"
    return role == "by" or (role not in AT and document.tokens[place.first].text.isupper() and before_noun)


def _does(document: Document, place: PlaceMention) -> bool:
    """``Russia was firing missiles at``, ``Jordan's air force``: whoever attacks, and whose arms they are."""
    behind = document.keys[place.last : place.last + 3]
    if not behind:
        return False
    owns = behind[0] == "'s" and not _ARMS.isdisjoint(behind[1:])
    return owns or behind[0] in _ATTACKS or (behind[0] in _HELPERS and behind[1:2] != () and behind[1] in _ATTACKS)


def is_bearing(document: Document, place: PlaceMention, beside: Sequence[PlaceMention]) -> bool:
    """``Cabaret, north of Port-au-Prince``, "Lowell Avenue near Cedar Street": only says where another place lies, one of those ``beside`` it."""
    tokens = document.tokens
    if place.first and tokens[place.first - 1].lower == "near":
        return any(other.last == place.first - 1 and other.kind == "place" for other in beside)
    if place.last < len(tokens) and tokens[place.last].lower == "from" and _across(document, place.last):
        return True
    if _is_measured_from(document, place, beside) or _is_led_to(document, place):
        return True
    of = place.first - 1 - (tokens[place.first - 1].lower == "the")  # "on the outskirts of the capital"
    if of < 1 or tokens[of].lower != "of" or tokens[of - 1].lower not in _POINTS:
        return False
    return any(0 < place.first - other.last <= _BEARING for other in beside if other.kind == "place")


def _is_measured_from(document: Document, place: PlaceMention, beside: Sequence[PlaceMention]) -> bool:
    """``at Tavruna, 60 km (37 miles) north of | Kandahar``, ``in Tavruna, 30 km from | Gao``: behind the name of a place that is no land's."""
    keys = document.keys
    for other in beside:
        between = keys[other.last : place.first] if 0 < place.first - other.last <= _MEASURED else ()
        unit = next((at for at, key in enumerate(between) if key.lstrip("0123456789.,") in UNITS), -1)
        known = other.kind == "place" and other.precision is not PlacePrecision.COUNTRY
        if known and unit > 0 and not _MEASURED_BY.isdisjoint(between[unit:]) and "," in between[:unit]:
            return True
    return False


def _is_led_to(document: Document, place: PlaceMention) -> bool:
    """``blocked the road | leading to Arica``, "the track that leads into Oran": where it goes."""
    keys = document.keys[max(0, place.first - _LED) : place.first]
    at = len(keys) - 1 - (keys[-1:] == ("the",))
    return at > 1 and keys[at] in _TOWARDS and keys[at - 1] in _LEADS and not _WAYS.isdisjoint(keys[: at - 1])


def _across(document: Document, at: int) -> bool:
    """Whether "across the river" stands before the token ``at``, a "from"."""
    return document.keys[at] == "from" and "across" in document.keys[max(0, at - _NEXT) : at]


def _measures(document: Document, place: PlaceMention) -> bool:
    """``a meadow five kilometres from | Pahalgam``: near it."""
    before = document.keys[max(0, place.first - _HERE - 1) : place.first]
    across = _across(document, place.first - 1)  # "across the Nile from | Luxor"
    return across or (not UNITS.isdisjoint(before[1:]) and before[:1] != ("nautical",))


def _names_a_shore(document: Document, place: PlaceMention) -> bool:
    """``off the Somali coast``: a people's name that says where."""
    end = document.sentences[place.sentence].last
    return place.last < end and document.tokens[place.last].lower in _SHORES


def is_of_reaction(document: Document, place: PlaceMention, trigger: Mention) -> bool:
    """``anger in | Downing Street | about Saturday's attack``: where they feel it, not where it was."""
    keys, low = document.keys, document.sentences[place.sentence].first
    if place.last > trigger.first or keys[place.last] not in ("about", "over", "at"):
        return False
    return not _FEELINGS.isdisjoint(keys[max(low, place.first - _HEAD) : place.first])


def is_of_ground(document: Document, place: PlaceMention, words: ContextWords) -> bool:
    """``a Chinese coal mine``, ``a Turkish hotel``: what a people's name stands before is fixed in their land."""
    behind = document.keys[place.last : min(document.sentences[place.sentence].last, place.last + _HEAD)]
    for at, key in enumerate(behind, place.last):
        if key in words.grounded or key in words.site:
            return document.tokens[at].text.islower()
        if not key.isalpha() or key in AT:
            break
    return False


def _departs(document: Document, place: PlaceMention, role: str) -> bool:
    """``after take-off from X``: there it crashed, or near it; "withdrew from the town of X": that was where."""
    keys, low = document.keys, document.sentences[place.sentence].first
    near, far = keys[max(low, place.first - 3) : place.first], keys[max(low, place.first - _BEARING) : place.first]
    if role == "from" and _is_taken_from(document, place):
        return True
    if role == "from" and not _DEPARTURES.isdisjoint(keys[max(low, place.first - _FROM_CITY) : place.first]):
        return True  # "taking off from the western Indian city of Ahmedabad"
    return not _DEPARTURES.isdisjoint(near) or (role == "from" and not _RETREATS.isdisjoint(far))


def _is_taken_from(document: Document, place: PlaceMention) -> bool:
    """``kidnapped 14 people from | Tavruna``: there; not "kidnapped two tourists from Peru", nor "abducted by men from Tavruna"."""
    low = max(document.sentences[place.sentence].first, place.first - _TAKEN_FROM)
    keys = document.keys[low : place.first]
    if place.precision is PlacePrecision.COUNTRY or _TAKES.isdisjoint(keys):
        return False
    return {"by", ",", "in", "at"}.isdisjoint(keys[max(at for at, key in enumerate(keys) if key in _TAKES) :])
