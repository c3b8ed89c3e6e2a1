"""Makes a role of an actor and the words that say so: which role it is for this kind of actor, and how surely.

A body is no victim but a target; who "allegedly", "suspected" or "denied" stands beside is not said to have done it.
"""

from __future__ import annotations

from schemas.actor import ActorKind, ActorRole, ActorStatus, Sector
from worker.extract.actors.arguments import Arguments
from worker.extract.actors.subjects import SAID_TO
from worker.extract.findings import ActorMention, PlaceMention, RoleMention
from worker.lexicons.gazetteer import PlaceKind
from worker.lexicons.matcher import Match
from worker.lexicons.roles import RoleRule

HARM = frozenset((ActorRole.PERPETRATOR, ActorRole.SIDE_A, ActorRole.SIDE_B))
OUTLAWS = (Sector.REB, Sector.UAF, Sector.CRM)
_AUTHORITY = (Sector.COP, Sector.GOV)
_ARMED_HELPERS = frozenset("commandos vigilantes vigilante militiamen paramilitaries".split())
_ORDERLY = frozenset(("operation", "operations"))
_ALLEGED = frozenset("suspected alleged accused presumed supposed".split())
_CHARGED = frozenset(
    "accused suspected accusing suspecting accuse accuses charged arrested detained convicted jailed sentenced indicted wanted".split()
)
_ALLEGEDLY = frozenset("allegedly reportedly purportedly apparently presumably".split())
_DENY = frozenset("deny denied denies denying".split())
_SAID = 4  # tokens back to "to" in "believed to have"
_BEFORE = 6  # tokens from "denied" to who is said to have done it


def make_role(
    arguments: Arguments, persons: dict[str, ActorMention], actor: ActorMention, role: ActorRole, match: Match[RoleRule]
) -> RoleMention:
    """The mention; ``persons`` are the fullest mentions of named persons, by name."""
    document = arguments.document
    role = _fitting(role, actor, match.rule)
    if role in HARM and actor.sector in _AUTHORITY and not _ORDERLY.isdisjoint(document.keys[match.first : match.last]):
        role = ActorRole.RESPONDER  # "police carried out an operation"
    if actor.kind is ActorKind.PERSON and actor.canonical not in (None, actor.name):
        actor = persons.get(actor.canonical or "", actor)
    return RoleMention(
        start=document.tokens[match.first].start,
        end=document.tokens[match.last - 1].end,
        first=match.first,
        last=match.last,
        sentence=document.sentence_of(match.first).index,
        rule_id=match.rule.id,
        actor=actor,
        role=role,
        status=_status(arguments, actor, role, match),
    )


def _fitting(role: ActorRole, actor: ActorMention, rule: RoleRule) -> ActorRole:
    human = actor.kind in (ActorKind.PERSON, ActorKind.PEOPLE)
    if role is ActorRole.VICTIM and not human:
        return ActorRole.TARGET
    captured = rule.lawful is not None and actor.sector in OUTLAWS
    if role is ActorRole.TARGET and human and rule.subject is ActorRole.PERPETRATOR and not captured:
        return ActorRole.VICTIM
    orderly = actor.name.rsplit(" ", 1)[-1].lower() in _ARMED_HELPERS
    if role in (ActorRole.RESPONDER, ActorRole.DEFENDER) and actor.sector in OUTLAWS and not orderly:
        return ActorRole.PERPETRATOR
    return role


def _status(arguments: Arguments, actor: ActorMention, role: ActorRole, match: Match[RoleRule]) -> ActorStatus:
    """As the rule says, unless the words around doubt or deny it."""
    if role not in HARM:
        before = arguments.lower(actor.first - 1) if actor.first else ""
        return ActorStatus.ALLEGED if before in _ALLEGED else match.rule.status
    begin = min(actor.first, match.first)
    low = max(arguments.document.sentence_of(begin).first, begin - _BEFORE)
    if any(arguments.lower(word) in _DENY for word in range(low, begin)):
        return ActorStatus.DENIED
    beside = {arguments.lower(at - 1) for at in (actor.first, match.first) if at}
    charged = match.first > 1 and arguments.lower(match.first - 1) in ("of", "with", "for", "over")
    if beside & _ALLEGEDLY or arguments.lower(actor.first - 1 if actor.first else 0) in _ALLEGED:
        return ActorStatus.ALLEGED
    just_before = range(max(low, match.first - _BEFORE), match.first)
    if charged and any(arguments.lower(at) in _CHARGED for at in just_before):
        return ActorStatus.ALLEGED  # "accused of killing"
    if {"to"} & {arguments.lower(at) for at in range(max(low, match.first - _SAID), match.first)} and any(
        arguments.lower(at) in SAID_TO for at in range(max(low, match.first - _SAID - 1), match.first)
    ):
        return ActorStatus.ALLEGED  # "is believed to have killed"
    return match.rule.status


def state_of(place: PlaceMention) -> ActorMention | None:
    """The state that a demonym or a country's name stands for."""
    if place.entry is None or place.entry.kind is not PlaceKind.COUNTRY:
        return None
    return ActorMention(
        start=place.start, end=place.end, first=place.first, last=place.last, sentence=place.sentence, rule_id="actor.state",
        name=place.entry.name if place.kind == "demonym" else place.name, kind=ActorKind.STATE, sector=Sector.GOV,
        country=place.country, canonical=place.entry.name, count=None,
    )  # fmt: skip


_ABBREVIATION = 3  # letters at most: "US", "U.K.", "UAE"


def tells_whose(place: PlaceMention) -> bool:
    """Whether a place before a noun says whose it is: a demonym, or an abbreviation that serves as one ("a U.S. drone")."""
    letters = place.name.replace(".", "")
    return place.kind == "demonym" or (letters.isupper() and len(letters) <= _ABBREVIATION)
