"""How the incidents of one article bear on each other: stated by words, likely by who did them, possible where a cause is open.

A link that the text does not state is never asserted: its status says so, and its evidence are the words of what it leads to.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from schemas.actor import ActorKind, ActorRole
from schemas.incident import Evidence, IncidentEvent, Relation, RelationKind, RelationStatus
from worker.extract.findings import Trigger
from worker.extract.incidents.growing import Incident
from worker.extract.places.chains import contains
from worker.lexicons.incidents import IncidentRules
from worker.lexicons.relations import RelationLexicon
from worker.text.document import Document
from worker.values import dataclass

_SERIES_DAYS = 7
_MOST_CAUSES = 5
_DOERS = (ActorRole.PERPETRATOR, ActorRole.SIDE_A)


@dataclass(frozen=True, slots=True)
class _Link:
    """From one event to another, by position, with the words that prove it."""

    of: int
    to: int
    kind: RelationKind
    status: RelationStatus
    proof: tuple[Evidence, ...]  # field is set when the link has its place in the event


def relate_events(
    events: Sequence[IncidentEvent],
    incidents: Sequence[Incident],
    document: Document,
    lexicon: RelationLexicon,
    rules: IncidentRules,
) -> tuple[IncidentEvent, ...]:
    """The events with their relations; ``incidents`` are those that they were made of, in the same order."""
    if len(events) < 2:
        return tuple(events)
    links: list[dict[int, _Link]] = [{} for _ in events]
    found = (
        *_stated(incidents, document, lexicon),
        *_parts(incidents, document, rules),
        *_open_causes(events, rules),
        *_series(events, rules),
    )
    for link in found:
        links[link.of].setdefault(link.to, link)  # what is stated comes first
    return tuple(_with(event, list(own.values()), events) for event, own in zip(events, links, strict=True))


def _with(event: IncidentEvent, links: Sequence[_Link], events: Sequence[IncidentEvent]) -> IncidentEvent:
    if not links:
        return event
    relations = tuple(Relation(to=events[link.to].event_id, kind=link.kind, status=link.status) for link in links)
    proofs = tuple(
        proof.model_copy(update={"field": f"relations[{number}]"})
        for number, link in enumerate(links)
        for proof in link.proof
    )
    return event.model_copy(update={"relations": relations, "evidence": (*event.evidence, *proofs)})


def _stated(incidents: Sequence[Incident], document: Document, lexicon: RelationLexicon) -> Iterator[_Link]:
    """Words between a trigger of one incident and a trigger of another, in one sentence."""
    told_in: dict[int, list[tuple[Trigger, int]]] = defaultdict(list)
    for at, incident in enumerate(incidents):
        for trigger in incident.triggers:
            if not trigger.effect:
                told_in[trigger.sentence].append((trigger, at))
    for match in lexicon.matcher.find_longest(document, {}):
        told = told_in[document.sentence_of(match.first).index]
        before = max((pair for pair in told if pair[0].last <= match.first), key=lambda p: p[0].last, default=None)
        after = min((pair for pair in told if pair[0].first >= match.last), key=lambda p: p[0].first, default=None)
        if before is not None and after is not None and before[1] != after[1]:
            start, end = document.tokens[match.first].start, after[0].end
            words = Evidence(
                field="relations", start=start, end=end, quote=document.text[start:end], rule_id=match.rule.id
            )
            yield _Link(before[1], after[1], match.rule.kind, RelationStatus.STATED, (words,))


def _parts(incidents: Sequence[Incident], document: Document, rules: IncidentRules) -> Iterator[_Link]:
    """What is told at its own places after "four attacks across the province" is likely one of the four."""
    for to, whole in enumerate(incidents):
        if not (whole.summary or whole.in_parts) or whole.place is None:
            continue
        counted = next((t for t in whole.triggers if t.several), whole.namer)
        words = Evidence(
            field="relations",
            start=counted.start,
            end=counted.end,
            quote=document.text[counted.start : counted.end],
            rule_id=counted.rule_id,
        )
        for of, part in enumerate(incidents):
            later = part.triggers[0].sentence > whole.triggers[0].sentence and not part.summary
            kin = rules.family_of(part.leaf) == rules.family_of(whole.leaf)
            if later and kin and part.place is not None and contains(whole.place, part.place):
                yield _Link(of, to, RelationKind.PART_OF, RelationStatus.LIKELY, (words,))


def _open_causes(events: Sequence[IncidentEvent], rules: IncidentRules) -> Iterator[_Link]:
    """Damage and outages of unstated cause, and the first attacks and disasters of the same article."""
    causes = [to for to, other in enumerate(events) if rules.family_of(other.type) in ("armed", "nature")]
    for at, event in enumerate(events):
        if rules.family_of(event.type) == "works":
            for to in causes[:_MOST_CAUSES]:
                yield _Link(at, to, RelationKind.CAUSED_BY, RelationStatus.POSSIBLE, _first(events[to], "type"))


def _series(events: Sequence[IncidentEvent], rules: IncidentRules) -> Iterator[_Link]:
    """Attacks by one named organisation within days of each other: each leads to the one told before it."""
    last: dict[str, int] = {}
    for at, event in enumerate(events):
        if rules.family_of(event.type) != "armed":
            continue
        doers = {name: position for position, name in _organisations(event)}
        for name, position in doers.items():
            to = last.get(name)
            if to is not None and _days_apart(event, events[to]) <= _SERIES_DAYS:
                proof = _first(event, f"actors[{position}]")
                yield _Link(at, to, RelationKind.SAME_SERIES, RelationStatus.LIKELY, proof)
                break
        last |= dict.fromkeys(doers, at)


def _organisations(event: IncidentEvent) -> Iterator[tuple[int, str]]:
    """Who did it, where it has a name: position among the actors, and name."""
    for position, actor in enumerate(event.actors):
        if actor.role in _DOERS and actor.kind is ActorKind.ORGANIZATION:
            yield position, actor.canonical or actor.name


def _days_apart(event: IncidentEvent, other: IncidentEvent) -> int:
    one, two = _day(event.time.best), _day(other.time.best)
    return abs((one - two).days) if one is not None and two is not None else 0


def _day(moment: date | datetime | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment


def _first(event: IncidentEvent, field: str) -> tuple[Evidence, ...]:
    """The first words that prove a field or a part of it."""
    return next(((e,) for e in event.evidence if e.field == field or e.field.startswith(f"{field}.")), ())
