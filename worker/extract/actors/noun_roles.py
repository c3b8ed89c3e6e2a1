"""Who did what to whom by a noun: "the killing of Y by X", "clashes between X and Y", "the army's attack", "a Ruritanian air strike"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from worker.extract.actors.arguments import Arguments
from worker.extract.actors.casting import Casting
from worker.extract.actors.role_mentions import HARM, state_of, tells_whose
from worker.extract.actors.unit_lists import AND
from worker.extract.actors.units import Unit
from worker.extract.actors.verbs import past_happening
from worker.extract.actors.voice import OF_TIME
from worker.extract.findings import PlaceMention, RoleMention
from worker.lexicons.matcher import Match
from worker.lexicons.roles import RoleLexicon, RoleRule

_MOST_PREPOSITIONS = 5
_NTH = frozenset(
    "first second third fourth fifth sixth seventh latest deadliest worst bloodiest biggest last only".split()
)  # "the first killing of a judge since May": of a sort, and not who suffered it
_NEAR_NTH = 2  # tokens: "the first such killing"
_ON_ITSELF = frozenset(
    "terrorist terror terrorism suicide mass guerrilla separatist car-bomb".split()
)  # "Chile's first | terrorist attack"
_GERUNDS = frozenset("fighting shelling bombing killing".split())


class NounRoles:
    """Reads the rules of nouns in one article."""

    def __init__(
        self,
        arguments: Arguments,
        casting: Casting,
        places: Mapping[int, PlaceMention],
        times: Mapping[int, int],
        lexicon: RoleLexicon,
    ) -> None:
        self._arguments = arguments
        self._document = arguments.document
        self._casting = casting
        self._places = places
        self._times = times
        self._lexicon = lexicon

    def read(self, match: Match[RoleRule]) -> Iterator[RoleMention]:
        """The roles that the words around a noun give."""
        arguments, rule = self._arguments, match.rule
        yield from self._casting.roles(arguments.whose(match.first), rule.possessor, match)
        if arguments.tag(match.last - 1) == "v" and arguments.lower(match.last - 1) not in _GERUNDS:
            return
        if self._casting.is_avenged(match):
            return
        phrase = arguments.phrases.around(match.last - 1)
        if arguments.tag(match.last - 1) == "a" or (
            phrase is not None and phrase[1] != match.last and match.last not in self._times
        ):
            return  # "21 March", "attack helicopters"
        if phrase is not None:
            yield from self._before_noun(phrase[0], match)
        if not self._is_of_a_sort(match):
            yield from self._by_prepositions(match)

    def _is_of_a_sort(self, match: Match[RoleRule]) -> bool:
        """``the first | killing | of a judge``."""
        keys, low = self._document.keys, self._document.sentence_of(match.first).first
        before = keys[max(low, match.first - _NEAR_NTH) : match.first]
        return keys[match.last : match.last + 2] in (("of", "a"), ("of", "an")) and not _NTH.isdisjoint(before)

    def _by_prepositions(self, match: Match[RoleRule]) -> Iterator[RoleMention]:
        """``the murder in Lima of a judge and of his driver by rebels``."""
        arguments, rule = self._arguments, match.rule
        high = self._document.sentence_of(match.first).last
        at, apart = (
            past_happening(arguments, match.last, high, self._lexicon.happening)
            if "sides" in rule.prepositions.values()
            else match.last,
            False,
        )
        for _ in range(_MOST_PREPOSITIONS):
            at = self._times.get(at, at)  # "the kidnapping | last week | of"
            if at + 1 >= high or arguments.tag(at) not in "pv" or arguments.lower(at) == "to":
                return
            if at + 1 in self._times and arguments.lower(at) in OF_TIME:
                at = self._times[at + 1]  # "the murder on 26 February of"
                continue
            role = rule.prepositions.get(arguments.lower(at))
            if role is None and arguments.tag(at) == "v":
                return
            if apart and arguments.lower(at) == "of":
                role = None  # "the murder in Cali on the orders | of the chief", "of the driver | of the chief"
            before, units = at, arguments.objects(at + 1, verbless=role == "sides")
            if not units:
                return
            if role == "sides":
                yield from self._casting.sides(units, match)
            else:
                yield from self._casting.roles(units, role, match)
            at = max(unit.last for unit in units)
            apart = at - 1 not in self._places and (units[-1].actor is None) is (role is None)
            told = arguments.after_details(units[-1], high)
            if told + 1 < high and arguments.lower(told) == "," and arguments.lower(told + 1) == "by":
                at = told + 1  # "the murder of Omar Diaz, director of the union, | by gunmen"
            if at + 2 < high and arguments.lower(at) in AND and arguments.lower(at + 1) == arguments.lower(before):
                at, apart = at + 1, False  # "the murder of the mayor and | of his driver"

    def _before_noun(self, first: int, match: Match[RoleRule]) -> Iterator[RoleMention]:
        """``the army's attack``, ``Hamas attack``, ``a Ruritanian air strike``."""
        arguments, rule = self._arguments, match.rule
        for at in range(first, match.first):
            possessive = at + 1 < match.first and arguments.lower(at + 1) == "'s"
            actor = next((a for a in (arguments.by_last.get(at + 1),) if a is not None), None)
            role = rule.possessor if possessive else rule.modifier
            if actor is not None and (possessive or actor.canonical is not None):
                yield from self._casting.roles([Unit(actor.first, actor.last, actor)], role, match)
            elif actor is None and at in self._places and role in HARM:
                state = state_of(self._places[at])
                befallen = possessive and not _ON_ITSELF.isdisjoint(self._document.keys[at + 2 : match.last])
                if state is not None and not befallen and (possessive or tells_whose(self._places[at])):
                    yield from self._casting.roles([Unit(state.first, state.last, state)], role, match)
