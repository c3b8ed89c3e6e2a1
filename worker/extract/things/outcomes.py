"""Finds how an attack went: it hit, was intercepted in part or wholly, failed, was foiled."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.attack import Intercepted, Outcome
from worker.extract.findings import CountMention, OutcomeMention
from worker.extract.reading import Reading
from worker.extract.things.scope import is_unreal
from worker.lexicons.matcher import Match
from worker.lexicons.weapons import OutcomeRule, WeaponLexicon

# Of overlapping readings the one that says most.
_RANK = {"all": 0, "share": 1, "most": 2, "some": 3, "none": 4, None: 5}


def find_outcomes(reading: Reading, lexicon: WeaponLexicon) -> tuple[OutcomeMention, ...]:
    """Outcomes in text order, without overlap."""
    document = reading.document
    found: list[OutcomeMention] = []
    taken: set[int] = set()
    for match in sorted(lexicon.outcomes.find(document, reading.layers), key=_order):
        sentence = document.sentence_of(match.first)
        tokens = set(range(match.first, match.last))
        negative = match.rule.outcome is Outcome.FAILED or match.rule.intercepted is Intercepted.NONE
        if taken & tokens or (not negative and is_unreal(document, sentence.first, match.first, match.last - 1)):
            continue
        taken |= tokens
        outcome, intercepted = _meaning(match, reading)
        found.append(
            OutcomeMention(
                start=document.tokens[match.first].start,
                end=document.tokens[match.last - 1].end,
                first=match.first,
                last=match.last,
                sentence=sentence.index,
                rule_id=match.rule.id,
                outcome=outcome,
                intercepted=intercepted,
                downed=_downed(match, reading),
            )
        )
    return tuple(sorted(found, key=lambda mention: mention.first))


def share_of(
    mention: OutcomeMention, outcomes: Sequence[OutcomeMention], counts: Sequence[CountMention], *, harmed: bool
) -> Intercepted | None:
    """What part was shot down where only that is said: by how many came, and by whether something was hit."""
    if mention.outcome is not Outcome.INTERCEPTED or mention.intercepted is not None:
        return None
    came = max(
        (
            count.quantity.best or count.quantity.min or 0
            for count in counts
            if not any(count.first < m.last and m.first < count.last for m in outcomes if m.downed is not None)
        ),
        default=0,
    )
    if mention.downed is not None and came >= mention.downed:
        if came == mention.downed:
            return Intercepted.ALL
        return Intercepted.MOST if 2 * mention.downed >= came else Intercepted.SOME
    return Intercepted.SOME if harmed or any(m.outcome is Outcome.HIT for m in outcomes) else None


def _order(match: Match[OutcomeRule]) -> tuple[int, int, int, str]:
    return _RANK[match.rule.intercepted], match.first - match.last, match.first, match.rule.id


def _meaning(match: Match[OutcomeRule], reading: Reading) -> tuple[Outcome, Intercepted | None]:
    """Twelve of 15 is most, three of eight some, ten of ten all."""
    if match.rule.intercepted != "share":
        return match.rule.outcome, match.rule.intercepted
    values = {number.first: number.quantity.best for number in reading.numbers}
    part, whole = values.get(match.captures["n"][0]), values.get(match.captures["m"][0])
    if part is None or not whole or part > whole:
        return match.rule.outcome, Intercepted.SOME
    if part == whole:
        return Outcome.INTERCEPTED, Intercepted.ALL
    return match.rule.outcome, Intercepted.MOST if 2 * part >= whole else Intercepted.SOME


def _downed(match: Match[OutcomeRule], reading: Reading) -> int | None:
    """How many were shot down, of a number that the words do not say."""
    if match.rule.intercepted is not None or "n" not in match.captures:
        return None
    first, _ = match.captures["n"]
    return next(
        (n.quantity.best or n.quantity.min for n in reading.numbers if n.first == first and n.kind == "count"), None
    )
