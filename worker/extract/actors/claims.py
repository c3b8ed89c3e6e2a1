"""Finds who claims an incident and who denies it: ``X claimed responsibility``, ``claimed by X``, ``Y denied involvement``.

"No group has claimed responsibility" is no claim, and a denial that is itself denied is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schemas.actor import ActorKind
from worker.extract.actors.arguments import Arguments
from worker.extract.actors.role_mentions import state_of
from worker.extract.actors.subjects import find_subjects
from worker.extract.actors.units import Unit
from worker.extract.actors.verbs import verb_at
from worker.extract.findings import ActorMention, ClaimMention, PlaceMention
from worker.extract.reading import Reading
from worker.lexicons.claims import ClaimLexicon, ClaimRule
from worker.lexicons.matcher import Match
from worker.text.document import Document, Sentence
from worker.values import dataclass

_BRANCHES = frozenset(
    "branch wing arm affiliate faction chapter franchise spokesman spokesmen spokesperson member members leader commander leadership mouthpiece agency unit".split()
)
_GOING_ON = frozenset("saying adding claiming stating".split())
_BODIES = (ActorKind.ORGANIZATION, ActorKind.STATE)
_SPEAKING_FOR = (
    ("on", "behalf", "of"),
    ("in", "the", "name", "of"),
    ("speaking", "for"),
    ("speak", "for"),
    ("spoke", "for"),
)
_NO = frozenset("no not never neither nor nobody none yet didn't hasn't haven't doesn't don't without".split())


def find_claims(reading: Reading, arguments: Arguments, lexicon: ClaimLexicon) -> tuple[ClaimMention, ...]:
    """Claims and denials in text order: one for each who claims, the first word for it only."""
    places, actors = reading.document.by_sentence(reading.places), reading.document.by_sentence(reading.actors)
    found: dict[tuple[int, int, bool], ClaimMention] = {}
    for match in lexicon.matcher.find_longest(reading.document, reading.layers):
        sentence = reading.document.sentence_of(match.first).index
        for claim in _claims(reading.document, arguments, match, _Named(places[sentence], actors[sentence])):
            found.setdefault((claim.sentence, claim.by.first, claim.denied), claim)
    return tuple(found[key] for key in sorted(found, key=lambda k: (found[k].first, k)))


@dataclass(frozen=True, slots=True)
class _Named:
    """The names of the sentence."""

    places: Sequence[PlaceMention]
    actors: Sequence[ActorMention]


def _claims(document: Document, arguments: Arguments, match: Match[ClaimRule], named: _Named) -> Iterator[ClaimMention]:
    verb = verb_at(arguments, match.first, participle=arguments.lower(match.first).endswith(("ed", "en")))
    if any(arguments.lower(at) in _NO for at in range(verb.start, match.first)):
        return
    caller = _caller(arguments, verb.start) if arguments.lower(match.first).endswith("ing") else None
    by_follows = arguments.lower(match.last - 1) == "by"
    units = (
        arguments.objects(match.last)
        if by_follows
        else arguments.agents(match.last)
        if verb.passive
        else [caller]
        if caller is not None
        else find_subjects(arguments, verb)
    )
    whom = _spoken_for(arguments, document.sentence_of(match.first))
    if whom is not None and not any(unit.actor and unit.actor.kind in _BODIES for unit in units):
        units = [whom]
    for unit in units:
        actor = _body(arguments, unit) or unit.actor or _metonym(named, unit)
        if actor is None or any(arguments.lower(at) in _NO for at in range(unit.first, actor.first)):
            continue
        for who in arguments.meant(actor):
            yield ClaimMention(
                start=document.tokens[match.first].start,
                end=document.tokens[match.last - 1].end,
                first=match.first,
                last=match.last,
                sentence=document.sentence_of(match.first).index,
                rule_id=match.rule.id,
                by=who,
                until=_told_until(document, match),
                denied=match.rule.denied,
                sponsor=_sponsor(named, match, actor) if match.rule.denied else None,
            )


def _told_until(document: Document, match: Match[ClaimRule]) -> int:
    """``claimed responsibility in a statement, saying it had killed 35 |``: where ends what they say of it."""
    end = document.sentence_of(match.first).last
    return end if not _GOING_ON.isdisjoint(document.keys[match.last : end]) else match.last


def _caller(arguments: Arguments, at: int) -> Unit | None:
    """Who says so in "a call from a member of the Dawn Front | claiming", "a note by the Front | admitting"."""
    unit = holder = arguments.unit_before(at)
    if holder is not None and holder.first > 1 and arguments.lower(holder.first - 1) == "of":
        holder = arguments.unit_before(holder.first - 1)
    told = holder is not None and holder.first > 0 and arguments.lower(holder.first - 1) in ("from", "by")
    return unit if told else None


def _spoken_for(arguments: Arguments, sentence: Sentence) -> Unit | None:
    """The band for which a caller speaks: "A woman claimed responsibility on behalf of | the Dawn Front"."""
    keys = arguments.document.keys
    for at in range(sentence.first, sentence.last - 1):
        length = next((len(words) for words in _SPEAKING_FOR if keys[at : at + len(words)] == words), 0)
        whom = arguments.unit_after(at + length) if length and at + length < sentence.last else None
        if whom is not None and whom.actor is not None and whom.actor.kind is ActorKind.ORGANIZATION:
            return whom
    return None


def _body(arguments: Arguments, unit: Unit) -> ActorMention | None:
    """Whose branch it is: "the Dawn Front's northern branch", "a spokesman for the Dawn Front"."""
    if arguments.lower(unit.last - 1) not in _BRANCHES or unit.last >= len(arguments.document.tokens):
        return None
    within = [arguments.by_last.get(last) for last in range(unit.first + 1, unit.last)]
    if arguments.lower(unit.last) in ("of", "for", "from") and unit.last + 1 < len(arguments.document.tokens):
        whose = arguments.unit_after(unit.last + 1)
        within.append(whose.actor if whose is not None else None)
    return next((a for a in within if a is not None and a.kind is ActorKind.ORGANIZATION), None)


def _metonym(named: _Named, unit: Unit) -> ActorMention | None:
    """A country's name that the actors' stage left to the places."""
    for place in named.places:
        if place.first >= unit.first and place.last == unit.last:
            return state_of(place)
    return None


def _sponsor(named: _Named, match: Match[ClaimRule], denier: ActorMention) -> ActorMention | None:
    """Whose involvement is denied: "denied Ruritanian involvement", "denied any role of the Dawn Front"; else a state's own."""
    for place in named.places:
        if match.first < place.first and place.last <= match.last:
            state = state_of(place)
            if state is not None:
                return state
    for actor in named.actors:
        if match.first < actor.first and actor.last <= match.last:
            return actor
    return denier if denier.kind is ActorKind.STATE else None
