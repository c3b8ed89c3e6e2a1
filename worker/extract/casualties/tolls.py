"""Of several tolls of one incident the one to tell.  It never adds what may be the same people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.harm import Casualties
from schemas.quantity import Casualty, Part, Qualifier, Quantity
from worker.extract.casualties.sides import Sides
from worker.extract.findings import CasualtyMention, ClaimMention
from worker.extract.proof import Proof
from worker.lexicons.incidents import IncidentRules
from worker.text.numerals import HEADS

_EXACT = frozenset((Qualifier.EXACT,))
_ADDED = frozenset((Qualifier.EXACT, Qualifier.AT_LEAST))
_PAIR = frozenset(("couple", "pair", "trio", *HEADS))
_HE = frozenset("he she him her".split())
_AGAIN = frozenset("the he she him her".split())
_MOST_COUNTS = 10  # of others that a claimant's is held against
_MOST_SIDES = 4  # whose dead are added up
_LEAST_SHARE = 0.3  # of a number said at first: a new one that is smaller counts but a part
_LEAST_TOTAL = 4  # smaller numbers are the sum of two others by chance: two and one and one
_FIELDS = ("killed", "injured", "missing", "captured", "abducted", "arrested", "displaced")


def choose_casualties(
    mentions: Sequence[CasualtyMention], claims: Sequence[ClaimMention], rules: IncidentRules, proof: Proof
) -> Casualties:
    """The largest toll of each harm, with the other people that its sentence counts beside it or the next one adds.

    What those who claim the deed say of its dead counts only where nobody else counts them.
    """
    chosen: dict[str, Casualty] = {}
    sides = Sides(mentions, rules)
    boasted = {at for claim in claims if not claim.denied for at in range(claim.first, claim.until)}
    boasts = {claim.sentence: claim.first for claim in claims if not claim.denied}
    boasted |= {
        c.first for c in mentions if c.first > boasts.get(c.sentence, c.first)
    }  # "IS, which claimed it, said that | 180"
    for name in _FIELDS:
        told = [c for c in mentions if c.field == name and not (name == "injured" and _is_of_the_dead(c, mentions))]
        if not told:
            continue
        independent = [c for c in told if c.first not in boasted][:_MOST_COUNTS]
        several = [c for c in told if c.first not in boasted or not any(_recounts(o, c, sides) for o in independent)]
        several = _latest(several)
        if several:
            best = max(several, key=_toll)
            beside = [c for c in several if _counts_beside(c, best) and not sides.is_culprit(c, best)] or _added(
                several, best, sides
            )
            for mention in (best, *beside):
                proof.of(f"casualties.{name}", mention)
            chosen[name] = _sum([best, *beside]) if beside else best.casualty
    return Casualties.model_validate(chosen)


def _is_of_the_dead(mention: CasualtyMention, mentions: Sequence[CasualtyMention]) -> bool:
    """``A driver died in custody. … | he had fallen ill``: the one who died, told just before by no name."""
    text = mention.casualty.text.lower()
    words = text.replace(",", " ").split()
    pair = words[:1] == ["the"] and not _PAIR.isdisjoint(words[1:2])
    if text not in _HE and not pair:
        return False
    number = mention.casualty.best
    return any(
        c.field == "killed" and c.casualty.best == number and 0 <= mention.sentence - c.sentence <= 1 for c in mentions
    )


def _latest(several: Sequence[CasualtyMention]) -> list[CasualtyMention]:
    """Without what was said at first, where it was counted anew, and without what a later count corrects."""
    lowered = next((c for c in reversed(several) if c.lowered), None)
    kept = [
        c
        for c in several
        if lowered is None or c is lowered or c.first > lowered.first or not _number(c) > _number(lowered)
    ]
    anew = max((_number(c) for c in kept if not c.superseded), default=0)
    return [c for c in kept if not c.superseded or anew < _LEAST_SHARE * _number(c)]


_HARMS = ("killed", "injured")


def without_totals(
    tolls: Sequence[tuple[CasualtyMention, ...]], summaries: Sequence[bool], of_several: Sequence[bool]
) -> list[tuple[CasualtyMention, ...]]:
    """Each incident's tolls without the total of a summary: "killing nine people", where four, two and three are told one by one.

    An incident that is itself the summary ("two attacks") keeps it.  ``of_several``: another of the same kind and day is told.
    """
    totals = {toll for name in ("killed", "injured") for toll in _totals(name, tolls)}
    return [
        several if summary else tuple(t for t in several if t not in totals and not (t.overall and beside))
        for several, summary, beside in zip(tolls, summaries, of_several, strict=True)
    ]


def without_whole(
    tolls: Sequence[tuple[CasualtyMention, ...]], parts: Sequence[Sequence[int]]
) -> list[tuple[CasualtyMention, ...]]:
    """Without what a night of attacks cost in all, where the tolls of its towns make it up; ``parts`` are their positions."""

    def told(name: str, positions: Sequence[int]) -> int:
        return sum(max((_number(t) for t in tolls[at] if t.field == name), default=0) for at in positions)

    return [
        tuple(t for t in several if not towns or t.field not in _HARMS or _number(t) > told(t.field, towns))
        for several, towns in zip(tolls, parts, strict=True)
    ]


def _totals(name: str, tolls: Sequence[tuple[CasualtyMention, ...]]) -> Iterator[CasualtyMention]:
    """The tolls that are what the other incidents' largest make, alone or with a later one of their own incident."""
    numbers = [[(toll, _number(toll)) for toll in several if toll.field == name] for several in tolls]
    largest = [max((number for _, number in several), default=0) for several in numbers]
    whole, told = sum(largest), sum(number > 0 for number in largest)
    firsts = sorted(toll.first for several in numbers for toll, _ in several)
    ends = {*firsts[:1], *firsts[-1:]}  # totals are told before all others or after them
    for several, own in zip(numbers, largest, strict=True):
        others, beside = told - (own > 0), whole - own
        last = {number: toll.first for toll, number in several}
        for toll, number in several:
            rest = number - beside
            later = rest > 0 and number >= _LEAST_TOTAL and last.get(rest, -1) > toll.first
            if (others >= 1 and later) or (others > 1 and rest == 0 and toll.first in ends):
                yield toll


def _number(toll: CasualtyMention) -> int:
    return toll.casualty.best if toll.casualty.best is not None else toll.casualty.min or 0


def any_hurt(casualties: Casualties) -> bool:
    """Whether anybody was killed or injured."""
    tolls = (casualties.killed, casualties.injured)
    return any(toll is not None and toll.qualifier is not Qualifier.EXPLICIT_NONE for toll in tolls)


def _counts_beside(mention: CasualtyMention, best: CasualtyMention) -> bool:
    """Other people of the same sentence: "killed the mayor, and two guards died", no part and no repetition of the toll."""
    apart = mention.last <= best.first or best.last <= mention.first
    known = _ADDED if mention.also or best.also else _EXACT
    exact = mention.casualty.qualifier in known and best.casualty.qualifier in known
    whole = not (mention.casualty.breakdown or best.casualty.breakdown or mention.total or best.total)
    return mention.sentence == best.sentence and mention.cause == best.cause and apart and exact and whole


def _added(several: Sequence[CasualtyMention], best: CasualtyMention, sides: Sides) -> list[CasualtyMention]:
    """The tolls in one chain with the best: "The mayor was killed. Her guard was also killed"; parts of a whole are in none."""
    chain: list[CasualtyMention] = []
    for mention in sorted(several, key=lambda m: m.first):
        opposed = bool(chain) and all(sides.opposed(mention, told) for told in chain[-_MOST_SIDES:])
        known = _ADDED if opposed else _EXACT
        exact = all(m.casualty.qualifier in known and not (m.total or m.overall) for m in (mention, *chain[-1:]))
        if chain and not ((mention.also or opposed) and exact):
            if _is_again(mention, chain[-1]):
                continue
            if best in chain:
                break
            chain = []
        chain.append(mention)
    return [mention for mention in chain if mention is not best] if best in chain else []


def _is_again(mention: CasualtyMention, told: CasualtyMention) -> bool:
    """``The mayor was killed. | He was shot | … His driver also died``: the one who was told before."""
    again = mention.casualty.text.lower().split()[0] in _AGAIN
    return again and mention.casualty.best == told.casualty.best == 1


def _recounts(other: CasualtyMention, boast: CasualtyMention, sides: Sides) -> bool:
    """Whether it may be of the same people: not the claimant's own dead."""
    return not other.also and not sides.on_two_sides(other, boast)


def _sum(mentions: Sequence[CasualtyMention]) -> Casualty:
    total = sum(m.casualty.best or m.casualty.min or 0 for m in mentions)
    exact = all(m.casualty.qualifier is Qualifier.EXACT for m in mentions)
    parts = tuple(Part(count=_bare(m.casualty), state=m.casualty.text) for m in mentions)
    words = "; ".join(m.casualty.text for m in mentions)
    return Casualty(
        min=total,
        best=total,
        max=total if exact else None,
        qualifier=Qualifier.EXACT if exact else Qualifier.AT_LEAST,
        text=words,
        by_group=parts,
    )


def _bare(toll: Casualty) -> Quantity:
    """The number without its parts."""
    return Quantity(min=toll.min, best=toll.best, max=toll.max, qualifier=toll.qualifier, text=toll.text)


def _toll(mention: CasualtyMention) -> tuple[bool, int, bool, int]:
    """The larger toll; a whole with parts before a bare number, the earlier before the later."""
    q = mention.casualty
    value = next((n for n in (q.best, q.min, q.max) if n is not None), 0)
    return q.qualifier is not Qualifier.EXPLICIT_NONE, value, bool(q.breakdown), -mention.first
