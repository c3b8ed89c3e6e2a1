"""Why an article gives the events that it gives, as plain records: what ``tocsin explain`` prints or writes as JSON.

Each value stands with the words that prove it, the rule that read them and the file to change; beside it what else was
considered and why that lost; at the end what belongs to no incident.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schemas.incident import IncidentEvent
from worker.cli.event_values import Value, amount, values_of
from worker.cli.losers import Loser, losers_of, shorten
from worker.extract.findings import CasualtyMention, Mention, RoleMention, Trigger
from worker.extract.trace import Trace
from worker.lexicons.whereabouts import place_of_actor, place_of_rule, places_of_name

_HELD = ("casualties", "weapons", "counts", "outcomes", "targets", "damage", "effects", "secondary", "roles", "claims")


@dataclass(frozen=True, slots=True)
class Proof:
    """Words of the article, the rule that read them, and where that stands."""

    quote: str
    start: int
    end: int
    rule: str
    file: str | None


@dataclass(frozen=True, slots=True)
class Field:
    """A value of an event; ``why`` says in words how it was chosen, ``entries`` where a known name of it stands."""

    path: str
    value: str
    proofs: tuple[Proof, ...]
    why: str | None = None
    entries: tuple[str, ...] = ()
    losers: tuple[Loser, ...] = ()


@dataclass(frozen=True, slots=True)
class EventStory:
    """One event and how it came about."""

    event_id: str
    title: str
    summary: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people that was read, and where it went."""

    words: Proof
    field: str
    value: str
    went: str


@dataclass(frozen=True, slots=True)
class PutAside:
    """Words that became nothing; ``because`` are those that say why."""

    reason: str
    words: Proof
    because: str | None
    would_be: str | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """One article."""

    place: str  # the file, and the line in it
    article_id: str
    title: str | None
    published: str | None
    verdict: str | None  # why the article as a whole gives no event
    events: tuple[EventStory, ...]
    figures: tuple[Figure, ...]
    put_aside: tuple[PutAside, ...]
    without_role: tuple[str, ...]  # actors that play no part in any event
    numbers_left: tuple[str, ...]  # numbers that no value was read from, with what they count


def explain(trace: Trace, text: str, place: str) -> Explanation:
    """Everything that is known of one run; ``trace.result`` may be enriched, ``place`` says where the article stands."""
    article = trace.result.article
    return Explanation(
        place=place,
        article_id=article.id,
        title=article.title,
        published=str(article.published) if article.published else None,
        verdict=f"{trace.verdict.reason} ({trace.verdict.rule_id})" if trace.verdict else None,
        events=tuple(_story(trace, number, event) for number, event in enumerate(trace.result.events)),
        figures=tuple(_figures(trace, text)),
        put_aside=tuple(_put_aside(trace, text)),
        without_role=_without_role(trace),
        numbers_left=tuple(_numbers_left(trace)),
    )


def _proof(text: str, start: int, end: int, rule: str) -> Proof:
    return Proof(shorten(text[start:end]), start, end, rule, place_of_rule(rule))


def _story(trace: Trace, number: int, event: IncidentEvent) -> EventStory:
    numbers = {other.event_id: position for position, other in enumerate(trace.result.events, start=1)}
    fields = tuple(_field(trace, number, event, value) for value in values_of(event, numbers))
    return EventStory(event.event_id, event.title or event.type, event.summary or "", fields)


def _field(trace: Trace, number: int, event: IncidentEvent, value: Value) -> Field:
    path = value.path
    proofs = {
        (e.start, e.end, e.rule_id): Proof(shorten(e.quote), e.start, e.end, e.rule_id, place_of_rule(e.rule_id))
        for e in event.evidence
        if e.field == path or e.field.startswith((path + ".", path + "["))
    }
    why, losers = losers_of(trace, number, event, path)
    return Field(path, value.words, tuple(proofs.values()), why, _entries(value), losers)


def _entries(value: Value) -> tuple[str, ...]:
    """Where names that are known by hand stand: a group's entry, a place's alias."""
    actor = place_of_actor(value.canonical) if value.canonical else None
    places = places_of_name(value.place) if value.place else ()
    return (*((actor,) if actor else ()), *places)


def _figures(trace: Trace, text: str) -> Iterator[Figure]:
    """Every number of people in text order."""
    for mention in trace.findings.casualties if trace.findings else ():
        words = _proof(text, mention.start, mention.end, mention.rule_id)
        yield Figure(words, mention.field, amount(mention.casualty), _went(trace, mention))


def _went(trace: Trace, mention: CasualtyMention) -> str:
    """Where a number of people went."""
    if mention.earlier:
        return "nowhere: the toll of an earlier incident"
    path = f"casualties.{mention.field}"
    for number, found in enumerate(trace.attached):
        if mention in found.casualties:
            event = trace.result.events[number]
            taken = any(
                e.field.startswith(path) and (e.start, e.end) == (mention.start, mention.end) for e in event.evidence
            )
            return f"event {number + 1}" if taken else f"event {number + 1}, which another number tells better"
    return "nowhere: it belongs to no incident"


def _put_aside(trace: Trace, text: str) -> Iterator[PutAside]:
    because = {(t.start, t.end): t for t in trace.triggers if t.realis_span is not None}
    for skipped in trace.result.skipped:
        trigger = because.get((skipped.start, skipped.end))
        span = trigger.realis_span if trigger is not None else None
        cause = shorten(text[span[0] : span[1]]) if span else None
        words = _proof(text, skipped.start, skipped.end, skipped.rule_id)
        yield PutAside(skipped.reason.value, words, cause, skipped.type)
    for trigger in _idle(trace):
        words = _proof(text, trigger.start, trigger.end, trigger.rule_id)
        yield PutAside(f"too weak ({trigger.weight:.2f})", words, None, trigger.leaf or None)
    owned = {mention for found in trace.attached for name in _HELD for mention in getattr(found, name)}
    for name in _HELD if trace.findings is not None else ():
        for mention in getattr(trace.findings, name):
            if mention not in owned and not isinstance(mention, CasualtyMention):
                words = _proof(text, mention.start, mention.end, mention.rule_id)
                part = f"{mention.role}: {mention.actor.name}" if isinstance(mention, RoleMention) else name
                yield PutAside("of no incident", words, None, part)


def _idle(trace: Trace) -> list[Trigger]:
    """Triggers that nothing speaks against, and that yet tell of no incident."""
    told = {(t.start, t.end) for incident in trace.incidents for t in incident.triggers}
    told |= {(s.start, s.end) for s in trace.result.skipped}
    return [t for t in trace.triggers if t.skip is None and t.leaf and (t.start, t.end) not in told]


def _without_role(trace: Trace) -> tuple[str, ...]:
    if trace.reading is None or not trace.incidents:
        return ()
    playing = {role.actor for found in trace.attached for role in found.roles}
    playing |= {claim.by for found in trace.attached for claim in found.claims}
    names = {actor.canonical or actor.name for actor in playing}
    idle = (a for a in trace.reading.actors if a not in playing and (a.canonical or a.name) not in names)
    return tuple(dict.fromkeys(f"{actor.name} ({actor.rule_id})" for actor in idle))


def _numbers_left(trace: Trace) -> Iterator[str]:
    """Numbers that stand in no proof of any event."""
    if trace.reading is None or not trace.incidents:
        return
    spans = [(e.start, e.end) for event in trace.result.events for e in event.evidence]
    mentions: Sequence[Mention] = trace.findings.casualties if trace.findings else ()
    spans += [(m.start, m.end) for m in mentions]
    document = trace.reading.document
    for number in trace.reading.numbers:
        begin, stop = document.tokens[number.first].start, document.tokens[number.last - 1].end
        if not any(start <= begin and stop <= end for start, end in spans):
            yield f"“{shorten(document.text[begin:stop])}” ({number.kind})"
