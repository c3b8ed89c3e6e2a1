"""Tells a weapon that was used from one that is only mentioned: seized, shot down, overflying, planned, part of another word."""

from __future__ import annotations

from schemas.attack import WeaponKind
from worker.lexicons.weapons import WeaponLexicon
from worker.text.document import Document, Sentence

_TRADED = frozenset(
    "seize seized seizing seizes confiscate confiscated confiscating supply supplies supplied supplying deliver delivered deliveries"
    " delivering sell sold selling buy bought buying export exported donate donated provide provided purchase purchased manufacture"
    " manufactured produce produced smuggle smuggled smuggling stockpile stockpiled stole stolen stealing captured capturing capture"
    " trafficking surrender surrendered surrendering handed get getting got obtain obtained acquire acquired making gave give given giving".split()
)
# Said of bombs before they go off, too, so of guns only.
_FOUND = frozenset(
    "found find finding finds discovered discovering recovered recovering recover retrieved located includes".split()
)
_STORES = frozenset(
    "cache caches stockpile stockpiles arsenal haul stash stock store hoard shipment consignment".split()
)
_PICKED = frozenset("collected picked gathered left lay".split())
_HOLDING = frozenset("of with containing including holding".split())
# Found beside them, grenades lay in a store, too.
_STORED_ARMS = frozenset(
    "rifle rifles pistol pistols machinegun machineguns submachinegun submachineguns ammunition cartridge cartridges magazines"
    " kalashnikov kalashnikovs ak-47 ak-47s carbines revolver revolvers shotgun shotguns guns rounds".split()
)
_GUNS = frozenset(
    (
        WeaponKind.SMALL_ARMS,
        WeaponKind.ROCKET,
        WeaponKind.MORTAR,
        WeaponKind.ARTILLERY,
        WeaponKind.TANK,
        WeaponKind.BLADE,
    )
)
_KEPT = frozenset((WeaponKind.GRENADE, WeaponKind.MINE, WeaponKind.OTHER, WeaponKind.FIRE))
_BEHIND_ITEM = frozenset(", ; . and or".split())
# Of these it is said what befell them, as of things.
_PLATFORMS = frozenset(
    (
        WeaponKind.AIRCRAFT,
        WeaponKind.HELICOPTER,
        WeaponKind.TANK,
        WeaponKind.ROCKET,
        WeaponKind.ARTILLERY,
        WeaponKind.MISSILE,
    )
)
_BY = frozenset("by with from using".split())
_CREWED = frozenset((WeaponKind.AIRCRAFT, WeaponKind.HELICOPTER, WeaponKind.TANK))
_STRUCK = frozenset(
    "destroy destroyed destroying destroys damage damaged damaging downed downing disabled hit struck lost sank losing burned".split()
)
_SHOT = frozenset("shot shoot shooting shoots bring brought bringing".split())
_BE_OR_HAVE = frozenset("was were been had have".split())
_CARRIAGE = frozenset("support supported flights flight aboard escorted accompanied".split())
_MEANS = frozenset("by with from in using of on and".split())
_STRUCK_AFTER = frozenset("destroyed damaged downed disabled burned lost hit shot crashed sunk captured seized".split())
_IDLE = frozenset(
    "overflying overflew flying flew hovering hovered circling circled patrolling patrolled landed landing evacuated evacuating"
    " transported transporting took carrying ferried ferrying rescued heard seen".split()
)
_UNREAL = frozenset(
    "could would may might can cannot will shall must if unless no not never without planned plans planning plan threatened"
    " threatens threatening prevent preventing".split()
)
_CIVIL = frozenset(
    "toy fake replica dummy imitation hoax mock passenger private business commercial cargo jumbo civilian civil water gas think fuel rescue medical news storage septic oil"
    " lighter gasoline".split()
)
_EMBLEM = ("hammer", "and", "sickle")
_STORED = frozenset("oil fuel depot refinery storage terminal reservoir petrol crude diesel chemical ammonia".split())
_AROUND = 12  # words in which an oil depot makes tanks of another kind
_CLAUSE = frozenset("that which who when while was were is are has have had after before during but".split())
_DETERMINERS = frozenset("the a an several his her its their our this that these those all".split())
_SMALL = frozenset("one two three four five six seven eight nine ten eleven twelve some dozens".split())
_WALLS = frozenset(';:()"“”')
_REACH = 5  # words between "seized" and the weapon
_AFTER_LIST = 10  # words of a list that goes on behind the weapon
_LIST = 40  # words of a list of what was seized
_BESIDE = 3  # words between a weapon and what befell it


_DOWNING = frozenset(("gun", "guns"))


def is_used(document: Document, first: int, last: int, kind: WeaponKind, lexicon: WeaponLexicon) -> bool:
    """Whether the weapon's name in tokens ``[first, last)`` tells of its use, or of a danger that was found."""
    sentence = document.sentence_of(first)
    return not (
        _is_part(document, first, last, sentence, lexicon)
        or _is_verb(document, first, last, sentence)
        or _is_taken(document, first, last, kind, sentence)
        or (kind in _PLATFORMS and _is_struck(document, first, last, kind, sentence))
        or _is_unreal(document, first, sentence)
    )


def _is_part(document: Document, first: int, last: int, sentence: Sentence, lexicon: WeaponLexicon) -> bool:
    """``tank crew``, ``bullet wounds``, ``passenger jets``, ``toy guns``: something else."""
    tokens = document.tokens
    if last < sentence.last and tokens[last].lower in lexicon.after:
        return True
    if tokens[last - 1].lower == "shells" and last < sentence.last and tokens[last].lower in _FOUND | _PICKED:
        return True  # spent ones: "the shells | collected"
    if _EMBLEM in (document.keys[last - 3 : last], document.keys[first : first + 3]):
        return True
    if tokens[last - 1].lower == "tanks":  # of an oil depot
        around = document.keys[max(sentence.first, first - _AROUND) : min(sentence.last, last + _AROUND)]
        if not _STORED.isdisjoint(around):
            return True
    return first > sentence.first and tokens[first - 1].lower in _CIVIL


def _is_verb(document: Document, first: int, last: int, sentence: Sentence) -> bool:
    """``to | bomb | the town``, ``managed to | gun | down five``."""
    tokens = document.tokens
    if tokens[first].lower in _DOWNING and document.keys[last : last + 1] == ("down",):
        return True
    if last - first > 1 or first == sentence.first or last >= sentence.last:
        return False
    return tokens[first - 1].lower == "to" and (tokens[last].lower in _DETERMINERS or tokens[last].is_capitalised)


def _is_taken(document: Document, first: int, last: int, kind: WeaponKind, sentence: Sentence) -> bool:
    """Whether it was seized, sold, found: by itself, or in a list."""
    tokens = document.tokens
    listed = False
    named = last + (last + 1 < sentence.last and tokens[last].lower.endswith("s"))  # "Uzi | pistols;"
    in_list = named >= sentence.last or tokens[named].lower in _BEHIND_ITEM
    for at in range(first - 1, max(sentence.first, first - _LIST) - 1, -1):
        lower = tokens[at].lower
        if lower in _CLAUSE and (kind in _GUNS or kind in _KEPT) and _is_inverted(document, at, sentence):
            return True
        if (lower in _WALLS and not (lower == ";" and in_list)) or lower in _CLAUSE:
            break
        if (listed or first - at <= _REACH) and (
            lower in _TRADED
            or (lower in _FOUND and (kind in _GUNS or (kind in _KEPT and _holds_arms(document, at, last, sentence))))
            or (lower in _STORES and document.keys[at + 1] in _HOLDING)
            or (lower in _FOUND and kind in _KEPT and document.keys[at + 1] == "with")  # a car "found with | grenades"
        ):
            return True
        listed = listed or lower in ",;" or (lower == "and" and _counts(tokens[at + 1].lower))
    for at in range(last, min(sentence.last, last + _AFTER_LIST)):
        lower = tokens[at].lower
        if lower in ("have", "has", "had") and document.keys[at + 1 : at + 2] == ("been",):
            continue
        if lower in ("was", "were", "been"):  # "rifles and a machine gun | were seized"
            after = [tokens[i].lower for i in range(at, min(sentence.last, at + _BESIDE))]
            return any(word in _TRADED or (word in _FOUND and kind in _GUNS) for word in after)
        if lower in _WALLS or lower in _CLAUSE or lower in _MEANS - {"and", "of"}:
            break
    return False


def _is_inverted(document: Document, at: int, sentence: Sentence) -> bool:
    """``Also recovered | were | two rifles``, "among the items seized | were": what was found is told last."""
    before = document.keys[max(sentence.first, at - 1) : at]
    return document.keys[at] in ("was", "were") and not (_FOUND | _TRADED).isdisjoint(before)


def _counts(word: str) -> bool:
    """Whether a word begins the next item of a list: "and | a machine gun", "and | 11 pistols"."""
    return word in _DETERMINERS or word in _SMALL or word.isdigit()


def _holds_arms(document: Document, found: int, last: int, sentence: Sentence) -> bool:
    """Whether rifles or rounds lay beside it: "found | rifles, grenades and mines"."""
    return not _STORED_ARMS.isdisjoint(document.keys[found : min(sentence.last, last + _AFTER_LIST)])


def _is_struck(document: Document, first: int, last: int, kind: WeaponKind, sentence: Sentence) -> bool:
    """Whether it was hit itself, or only flew or stood there."""
    tokens = document.tokens
    after = [tokens[at].lower for at in range(last, min(sentence.last, last + _BESIDE))]
    for at in range(first - 1, max(sentence.first, first - _BESIDE) - 1, -1):
        if tokens[at].lower in _MEANS:
            break
        if tokens[at].lower in _STRUCK or (tokens[at].lower == "down" and tokens[at - 1].lower in _SHOT):
            return True
    named_as_means = not _BY.isdisjoint(document.keys[max(sentence.first, first - _BESIDE) : first])
    reach = _AFTER_LIST if kind in _CREWED and not named_as_means else 1
    if _befell(document, last, min(sentence.last, last + reach), sentence) or _only_carried(document, first, sentence):
        return True
    return kind in (WeaponKind.AIRCRAFT, WeaponKind.HELICOPTER) and any(word in _IDLE for word in after)


def _befell(document: Document, last: int, high: int, sentence: Sentence) -> bool:
    """``six helicopters, one plane and ten lorries | were destroyed``."""
    keys = document.keys
    for at in range(last, high):
        if keys[at] in _BE_OR_HAVE:
            return any(word in _STRUCK_AFTER for word in keys[at : min(sentence.last, at + _BESIDE)])
        if keys[at : at + 2] == ("out", "of"):
            return True  # "24 tanks | out of action"
        if keys[at] in _WALLS or keys[at] in _CLAUSE or keys[at] in _MEANS - {"and", "of"}:
            return False
    return False


def _only_carried(document: Document, first: int, sentence: Sentence) -> bool:
    """``troops supported by | helicopters``, ``was flown there in a | military helicopter``."""
    before = document.keys[max(sentence.first, first - _BESIDE - 1) : first]
    return not _CARRIAGE.isdisjoint(before) or before[-2:] in (
        ("in", "a"),
        ("in", "an"),
        ("aboard", "a"),
        ("aboard", "an"),
    )


def _is_unreal(document: Document, first: int, sentence: Sentence) -> bool:
    tokens = document.tokens
    for at in range(first - 1, max(sentence.first, first - _REACH) - 1, -1):
        lower = tokens[at].lower
        if lower in _WALLS or lower in (",", "and", "but"):
            return False
        if lower in _UNREAL:
            return True
    return False
