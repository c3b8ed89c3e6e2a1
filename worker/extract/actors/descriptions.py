"""Finds actors without a name by the noun that heads their phrase: ``two masked gunmen``, ``Ruritanian security forces``.

In "police station" the noun heads nothing.  "Suspected" is no part of a name, and "members" is nobody without their group.
"""

from __future__ import annotations

from schemas.actor import ActorKind, Sector
from worker.extract.actors.register import ActorRegister
from worker.extract.findings import ActorMention
from worker.lexicons.actors import ActorLexicon, ActorNouns
from worker.text.tokens import Token

_WHOSE = frozenset(
    "member members supporters followers unit units cell cells detachment detachments column columns squad squads".split()
)
# The name begins after these: "Ruritania's | army", "Sunday morning | gunmen", "the last few hours | rebels".
_NOT_IN_NAME = frozenset(
    "'s same morning afternoon evening night midnight noon weekend today yesterday minutes hour hours day days week weeks"
    " month months year years monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
    " august september october november december".split()
)
_BRANCHES = frozenset(
    "front column unit wing faction brigade cell branch bloc command commando division fronts units".split()
)
_STEPS = 2
_TAKEN = frozenset("hostage captive prisoner".split())
_ALLEGED = frozenset("suspected alleged accused presumed reported supposed so-called".split())
_UNIT = "actor.unit"  # somebody only by whose it is: "Dawn Front units", "rebel column"
_OPEN_SIDES = (Sector.UAF, Sector.MIL, None)


def add_description(register: ActorRegister, at: int, lexicon: ActorLexicon) -> None:
    """The actor whose noun ends at token ``at``, if that noun heads its phrase; names within stay mentions of their own."""
    document, phrases = register.document, register.phrases
    phrase = phrases.around(at)
    if register.taken[at] or phrase is None:
        return
    first, last = phrase[0], at + 1
    if (name := register.holding(first)) is not None:
        first = min(first, name.first)  # "Shining | Path rebels"
    if at > first and document.keys[at] in _TAKEN and document.keys[at - 1] in lexicon.nouns:
        return  # "took its crew members | hostage"
    heads = (
        last == phrase[1] or document.keys[last] == "'s" or (last + 1 == phrase[1] and document.keys[last] in _TAKEN)
    )
    if not heads and (last + 1 != phrase[1] or document.keys[last] not in lexicon.arms):
        return
    length, group = _longest_noun(register, at, first, lexicon)
    if group is None or not (heads or group.kind is ActorKind.ORGANIZATION):
        return  # "army | helicopters" are the army's, "rebel | attacks" nobody
    core = phrases.core(first, last)
    outside = (word for word in range(core, at) if document.keys[word] in _NOT_IN_NAME and not register.taken[word])
    core = max([core, *(word + 1 for word in outside)])
    begin = core
    while begin < last - length and document.tokens[begin].lower in _ALLEGED:
        begin += 1
    end, whose = _with_complement(register, last)
    side = whose.sector if whose else _side(register, first, at, group, lexicon)
    if group.id == _UNIT and side is None:
        return  # a unit of nobody's
    register.add(
        begin,
        end,
        group.id,
        group.kind,
        sector=side,
        country=whose.country if whose else register.country(first, last),
        count=register.count(first, core),
        around=True,
    )


def _longest_noun(register: ActorRegister, at: int, first: int, lexicon: ActorLexicon) -> tuple[int, ActorNouns | None]:
    """Of how many words the noun is that ends here, and its group."""
    for length in lexicon.noun_lengths[register.document.tokens[at].lower]:
        begin = at + 1 - length
        group = lexicon.nouns.get(register.document.lower(begin, at + 1)) if begin >= first else None
        if group is not None:
            return length, group
    return 0, None


def _with_complement(register: ActorRegister, last: int) -> tuple[int, ActorMention | None]:
    """Where the name of "members of the Dawn Front" ends, and whose members they are."""
    tokens = register.document.tokens
    if tokens[last - 1].lower not in _WHOSE or last + 1 >= len(tokens) or tokens[last].lower not in ("of", "from"):
        return last, None
    ends, begin = register.phrases.layer.ends, last
    for _ in range(_STEPS):
        end = ends.get(begin + 1, begin)
        whose = next((m for m in register.found if begin < m.first <= begin + 2 and _ends_at(tokens, m, end)), None)
        if whose is not None:
            return whose.last, whose
        if end + 1 >= len(tokens) or tokens[end - 1].lower not in _BRANCHES or tokens[end].lower != "of":
            break
        begin = end  # "members of the 8th front | of the Dawn Army"
    return last, None


def _ends_at(tokens: tuple[Token, ...], whose: ActorMention, end: int) -> bool:
    """Whether a name is all that follows "of", or its branch does: "members of the Dawn Front('s northern branch)"."""
    return whose.last >= end or tokens[whose.last].lower == "'s"


def _side(register: ActorRegister, first: int, at: int, group: ActorNouns, lexicon: ActorLexicon) -> Sector | None:
    """What the words before say of the side: "rebel soldiers", "Hamas fighters"."""
    if group.sector in _OPEN_SIDES:
        for word in range(at - 1, first - 1, -1):
            sector = lexicon.modifiers.get(register.document.tokens[word].lower)
            known = register.holding(word)
            if sector is not None or (known is not None and known.sector is not None):
                return sector or (known.sector if known else None)
    return group.sector
