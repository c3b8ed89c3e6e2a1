"""Reads the passive of headlines, which leave out its verb: ``Two men | shot at bar in Leeds``, ``Woman, 34, | stabbed in Derby``."""

from __future__ import annotations

from schemas.actor import ActorKind, Sector
from worker.extract.actors.arguments import Arguments
from worker.extract.actors.subjects import find_subjects
from worker.extract.actors.units import Unit
from worker.extract.actors.verbs import Verb

_HURT = frozenset(
    "shot stabbed knifed slashed beaten hacked burned bludgeoned strangled freed released rescued".split()
)
_TO_DEATH = ("to", "death")
_BEHIND = frozenset("at in outside inside near by while during after on dead multiple several twice , .".split())
_ARTICLES = frozenset("the a an his her their its this that these those".split())
_ARMED = (Sector.MIL, Sector.COP, Sector.REB, Sector.PRM, Sector.UAF, Sector.CRM)


def hurt_in_headline(arguments: Arguments, at: int, verb: Verb) -> list[Unit]:
    """The people whom the verb at ``at`` is done to: without an article, and with no object behind the verb.

    The armed may be those who "shot", but who is "shot dead in Lyon" is dead.
    """
    keys, sentence = arguments.document.keys, arguments.document.sentence_of(at)
    if keys[at] not in _HURT:
        return []
    to_death = keys[at + 1 : at + 3] == _TO_DEATH  # "Teen stabbed | to death | in Leeds"
    after = at + 1 + len(_TO_DEATH) * to_death
    behind = keys[after : min(sentence.last, after + 2)]
    if behind and (behind[0] not in _BEHIND or not _ARTICLES.isdisjoint(behind[1:])):
        return []
    if behind[:1] == ("dead",) and arguments.objects(at + 2):
        return []  # "a pupil | shot dead | eight others"
    people = find_subjects(arguments, verb)
    bare = all(unit.first == sentence.first or keys[unit.first - 1] not in _ARTICLES for unit in people)
    dead = to_death or behind[:1] == ("dead",)
    return people if bare and all(_may_be_hurt(unit, dead=dead) for unit in people) else []


def _may_be_hurt(unit: Unit, *, dead: bool) -> bool:
    return unit.actor is None or (unit.actor.kind is ActorKind.PEOPLE and (dead or unit.actor.sector not in _ARMED))
