"""Finds who stands before a verb: its group and voice, then the subject, as far as word order tells.

From a verb the walk goes left over adverbs, prepositional phrases, relative pronouns and insertions between commas; verbs that
are joined share a subject: "stormed the farm and killed", "opened fire, killing".  Every walk is bounded, and ends with the sentence.
"""

from __future__ import annotations

from schemas.actor import ActorKind
from worker.extract.actors.arguments import Arguments
from worker.extract.actors.joined_verbs import goes_on, inserted_speech, is_listed
from worker.extract.actors.relatives import CLOSING, before_relative, over_ages, over_relative_clause
from worker.extract.actors.unit_lists import AND, SPEECH
from worker.extract.actors.units import Unit, is_person
from worker.extract.actors.verbs import LOOK_BACK, PARTICIPLES, Verb, verb_at

_MOST_HOPS = 8
_PRONOUNS = frozenset("they he she we".split())
_LONGEST_INSERTION = 24
_LISTED = frozenset(("with", ",", "and"))
_CARRYING = frozenset("wearing carrying riding driving wielding brandishing sporting".split())
_DYING = frozenset("died dies drowned perished succumbed bled".split())
_THERE = frozenset("aboard onboard inside nearby outside present alike".split())  # "three men | aboard | were killed"
_WITH_HIM = frozenset(("it", "them", "him", "her"))
_RELATIVE = frozenset("who which that whom".split())
SAID_TO = frozenset(
    "believed thought suspected alleged presumed accused said reported known feared understood rumoured rumored".split()
)
_STOPS = (
    "foil",
    "thwart",
    "prevent",
    "avert",
    "uncover",
    "discover",
    "condemn",
    "denounc",
    "investigat",
    "reveal",
    "expos",
)
_HIM = frozenset("him her them me us you".split())
_CHARGED_WITH = frozenset("of for with over".split())
_ONE = frozenset(("a", "an", "the"))
_CAUGHT = frozenset(
    "arrested detained charged jailed overpowered captured caught sentenced convicted indicted shot subdued restrained lynched".split()
)  # what befell one "after stabbing a nurse"
_ARMED = frozenset("armed equipped dressed clad masked".split())
# Before a subject these are no prepositions.
_BEGINS_CLAUSE = frozenset("than as after before since until because".split())
_PARTING = frozenset(("between", "among", "amongst"))
_OPENING = {")": "(", "]": "["}
_DOING_HARM = frozenset(
    "bomb bombing attack strike airstrike blast explosion drone missile rocket shell raid ambush shooting device".split()
)
_QUOTES = "“”\"'‘’"


def find_subjects(arguments: Arguments, verb: Verb) -> list[Unit]:
    """Who stands before a verb group; the verb's own, else that of the verb that it is joined to."""
    low = arguments.document.sentence_of(verb.at).first
    before = verb.start - 1
    while before > low and arguments.tag(before) == "a":
        before -= 1
    gerund = arguments.lower(verb.at).endswith("ing") and verb.start == verb.at
    if before < low:
        return []
    link = arguments.lower(before)
    if (
        link == "for"
        and gerund
        and arguments.lower(before - 1) == "responsible"
        and arguments.tag(before - 2) not in "xa"
    ):
        who = arguments.unit_before(before - 1)
        return (
            [who] if who is not None else []
        )  # "those responsible for | killing", "the band responsible for | killing"
    if link == "of" and gerund and arguments.lower(before - 1) in _HIM:
        return []  # "accused him of | killing"
    if link in _CHARGED_WITH and gerund:
        accused = arguments.unit_before(
            before
        )  # "accused X of killing", "arrested X for killing", "X was charged with killing"
        if accused is not None and (link == "of" or accused.actor is not None):
            return [accused]
        return _shared(arguments, before, low, of_passive=True)
    if gerund and arguments.lower(before) in _DOING_HARM:
        return []  # "officials say a car bomb | targeting"
    bare = verb.start == verb.at and not verb.passive
    joined = link in AND or link == "to" or arguments.lower(verb.start) == "to"
    if bare and not joined and (several := _listed(arguments, verb, before, low)) is not None:
        return several
    if gerund or joined or (bare and goes_on(arguments, before, low)):
        said = link == "to" and arguments.lower(before - 1) in SAID_TO  # "are believed | to have killed"
        caught = link in ("after", "for") and not _CAUGHT.isdisjoint(
            arguments.document.keys[max(low, before - LOOK_BACK) : before]
        )  # "was arrested after | stabbing"
        of_passive = said or caught or verb.passive or arguments.lower(verb.at) in _DYING  # "was hit | and died"
        return _shared(arguments, before + 1, low, of_passive=of_passive)
    return _Walk(arguments, low).left(verb.start)


def _listed(arguments: Arguments, verb: Verb, comma: int, low: int) -> list[Unit] | None:
    """The subject of a verb that is one of several: "They opened fire on staff, | threw a bomb and fled" has none to name."""
    if not is_listed(arguments, verb.at, comma):
        return None
    several = _shared(arguments, comma + 1, low, of_passive=False)
    return several if several or arguments.lower(low) in _PRONOUNS else None


def _shared(arguments: Arguments, at: int, low: int, *, of_passive: bool) -> list[Unit]:
    """The subject of the verb before: of a passive one only where what is said is said of its subject."""
    infinitive = next((i for i in (at, at - 1) if arguments.lower(i) == "to"), None)
    if infinitive is not None and (agent := _who_tries(arguments, infinitive, low)) is not None:
        return [agent]
    reach = at
    for before in range(at - 1, max(low, at - LOOK_BACK) - 1, -1):
        word = arguments.lower(before)
        if before >= reach:
            continue
        if word in SPEECH and (said := inserted_speech(arguments, before, low)) is not None:
            reach = said  # "attacked a village, police said, | killing nine"
        elif arguments.tag(before) == "v" and not word.endswith("ing"):
            if arguments.lower(before - 1) == "to" and arguments.lower(at).endswith(PARTICIPLES):
                continue  # "ordered the guests to lie down | and fired"
            other = verb_at(arguments, before, participle=word.endswith(PARTICIPLES))
            if (other.passive and not of_passive) or (infinitive is not None and word.startswith(_STOPS)):
                return []  # "foiled a plot to kidnap"
            bare = other.start == other.at and not other.passive
            if bare and goes_on(arguments, other.start - 1, low):
                return _shared(arguments, other.start, low, of_passive=False)  # "shot a nurse, wounded a guard, and"
            if bare and is_listed(arguments, other.at, other.at - 1):
                several = _shared(arguments, other.start, low, of_passive=False)
                return several or _Walk(arguments, low).left(other.start)
            return _Walk(arguments, low).left(other.start)
    return []


def _who_tries(arguments: Arguments, infinitive: int, low: int) -> Unit | None:
    """Who is named by "by" before "to": "foiled an attempt by rebels (of the Dawn Front) | to kidnap"."""
    agent = arguments.unit_before(infinitive)
    if agent is not None and agent.first - 1 > low and arguments.lower(agent.first - 1) == "of":
        agent = arguments.unit_before(agent.first - 1)
    named = agent is not None and agent.first > low and arguments.lower(agent.first - 1) == "by"
    return agent if named else None


class _Walk:
    """One walk to the left, down to token ``low``; remembers what an insertion named."""

    def __init__(self, arguments: Arguments, low: int) -> None:
        self._arguments = arguments
        self._low = low
        self._inserted: list[Unit] = []
        self._after_relative = False
        self._part_of_all = False  # the insertion only names some: "four soldiers, including Luis Prado,"

    def left(self, at: int) -> list[Unit]:
        """The units of the subject of a verb group that begins at ``at``."""
        for _ in range(_MOST_HOPS):
            if at <= self._low:
                break
            if (begin := self._arguments.times.get(at)) is not None and begin > self._low:
                at = begin - (self._arguments.tag(begin - 1) == "p")  # "the men | this evening | wounded"
                continue
            unit = self._arguments.unit_before(at) or self._cut_by_time(at)
            if unit is None:
                step = self._over_word(at)
            else:
                step = self._over_complement(unit)
                if step is None:
                    if (other := self._whom_clause_is_about(unit)) is not None:
                        return self._arguments.list_left(other, self._low)
                    if (self._after_relative and self._arguments.lower(unit.first) in _ONE) or self._is_one_of(unit):
                        unit = (
                            self._arguments.bearer(unit.last, self._low) or unit
                        )  # "Ana Ruiz, a nurse | who was shot"
                    unit = self._holder_of_office(unit, at) or unit
                    step = None if self._after_relative else self._before_sides(unit)
                    if step is None:
                        return self._named(self._arguments.list_left(unit, self._low, governed=self._after_relative))
            if step is None:
                return self._inserted or before_relative(self._arguments, self._low, at)
            at = step
        return self._inserted

    def _cut_by_time(self, at: int) -> Unit | None:
        """What stands before a time that its phrase runs into: "wearing | uniforms | early this morning"."""
        around = (
            self._arguments.phrases.around(at - 1) if at - 1 > self._low and at in self._arguments.time_begins else None
        )
        return None if around is None or around[1] <= at else Unit(around[0], at, self._arguments.by_last.get(at))

    def _is_one_of(self, unit: Unit) -> bool:
        """``Ana Ruiz, one of | the leaders | of the union, was shot``."""
        return self._arguments.document.keys[max(self._low, unit.first - 2) : unit.first] == ("one", "of")

    def _holder_of_office(self, unit: Unit, at: int) -> Unit | None:
        """Who is named before what he is: "Omar Diaz, leader | of the union was shot", "Omar Diaz, 55, engineer |, clerk, was"."""
        arguments = self._arguments
        comma = unit.first - 1
        told = comma > self._low and arguments.lower(comma) == "," and arguments.lower(at) in ("of", ",")
        if not told or is_person(unit) or (unit.actor is not None and unit.actor.canonical):
            return None
        bearer = arguments.bearer(unit.last, self._low)
        aged = comma - 2 > self._low and arguments.lower(comma - 1).isdigit() and arguments.lower(comma - 2) == ","
        if bearer is None or not is_person(bearer) or bearer.last != comma - 2 * aged:
            return None
        return bearer if bearer.first == self._low or arguments.tag(bearer.first - 1) not in "vp" else None

    def _whom_clause_is_about(self, unit: Unit) -> Unit | None:
        """Where the unit is but the object in a relative clause: "a farmer | whose son had joined the army | was shot"."""
        verb = unit.first - 1
        while verb > self._low and self._arguments.tag(verb) == "a":
            verb -= 1
        if verb <= self._low or self._arguments.tag(verb) not in "vx" or self._after_relative:
            return None
        return next(iter(before_relative(self._arguments, self._low, verb)), None)

    def _over_complement(self, unit: Unit) -> int | None:
        """Left of "in Nairobi", of "armed with knives", of "riding motorcycles"; None where the unit is the subject itself."""
        arguments, before = self._arguments, unit.first - 1
        if before > self._low and arguments.lower(before) == "." and arguments.lower(unit.first).isdigit():
            before -= 1  # "with | .45 calibre pistols"
        if before < self._low:
            return None
        endings = ("ed", "ing", "clad") if unit.actor is not None else ("ed", "ing", "clad", "known")
        dressed = arguments.lower(before) == "as" and self._modifies(
            before - 1, endings
        )  # "men dressed as | guards", "a gangster known as | El Chino"
        if dressed or (arguments.tag(before) == "p" and arguments.lower(before) not in _BEGINS_CLAUSE):
            counted = (arguments.counts_before(before) and not arguments.is_single(unit)) and (
                (unit.actor is not None and bool(arguments.meant(unit.actor))) or arguments.lower(before) == "of"
            )  # "men from a rival group" are men, where no group was told of
            if (self._after_relative and not dressed) or counted:
                return None
            if not self._modifies(before - 1, ("ed", "ing", "en", "clad", "known")):
                joined = (
                    before - 2 > self._low and arguments.lower(before - 2) in AND
                )  # "in a vest and | armed with guns"
                return before - 2 if joined and arguments.lower(before - 1) in _ARMED else before
            if unit.actor is not None:
                self._inserted = []  # "a parcel addressed to | the bishop, Omar Diaz, exploded"
            return before - 1
        if self._modifies(before, ("ing",)):
            return before
        if unit.actor is None and arguments.lower(before) in (*AND, ","):  # "with shotguns, rifles and | grenades"
            other = arguments.unit_before(before)
            listed = arguments.lower(before) in AND or (
                other is not None and arguments.lower(other.first - 1) in _LISTED
            )
            if other is not None and other.actor is None and other.first - 1 > self._low and listed:
                return self._over_complement(other)
        # "wearing uniforms and | carrying | rifles"
        also = arguments.lower(before) in _CARRYING and before - 1 > self._low and arguments.lower(before - 1) in AND
        return before - 1 if also and arguments.unit_before(before - 1) is not None else None

    def _before_sides(self, unit: Unit) -> int | None:
        """Left of two that are but governed: "clashes | between the army and rebels | broke out"."""
        arguments, joint = self._arguments, unit.first - 1
        other = arguments.unit_before(joint) if joint > self._low and arguments.lower(joint) in AND else None
        governed = other is not None and other.first - 1 > self._low and arguments.lower(other.first - 1) in _PARTING
        return other.first - 1 if other is not None and governed else None

    def _modifies(self, at: int, endings: tuple[str, ...]) -> bool:
        """Whether the verb form at ``at`` only says more of the unit before it."""
        arguments = self._arguments
        return (
            at > self._low
            and arguments.tag(at) == "v"
            and arguments.lower(at).endswith(endings)
            and arguments.unit_before(at) is not None
        )

    def _over_word(self, at: int) -> int | None:
        """Left of a relative pronoun, an insertion, an adverb or a quotation mark; None where the clause begins."""
        arguments, word = self._arguments, self._arguments.lower(at - 1)
        if word in _RELATIVE:
            self._after_relative = True
            return at - 2 if at - 1 > self._low and arguments.lower(at - 2) == "," else at - 1
        if word == "," and arguments.lower(at).isdigit() and at - 1 > self._low:
            aged = arguments.unit_before(at - 1)
            if aged is not None and is_person(aged):
                return at - 1  # "On Monday, Ana Ruiz, | 21, a nurse, was shot"
        if word in CLOSING:
            return self._over_insertion(at - 1, _OPENING.get(word, word))
        if arguments.tag(at - 1) == "v":
            return over_relative_clause(arguments, self._low, at - 1)
        if word in _WITH_HIM and arguments.tag(at - 2) == "p" and at - 2 > self._low:
            return (
                at - 2 - self._modifies(at - 3, ("ed", "ing"))
            )  # "four men | riding | in it | were killed", "a nurse | with him | was hurt"
        if (ages := over_ages(arguments, self._low, at)) is not None:
            return ages
        if arguments.tag(at - 1) in "na" and at - 2 > self._low and arguments.lower(at - 2) == "of":
            return at - 2  # "a crew | of five", "a pupil | of 15"
        if word in AND and arguments.tag(at) == "p":
            return at - 1  # "men on foot and | on motorcycles | attacked"
        return at - 1 if arguments.tag(at - 1) in "an" or word in _QUOTES or word in _THERE else None

    def _over_insertion(self, closing: int, opener: str) -> int:
        arguments = self._arguments
        double = opener == "-" and arguments.lower(closing - 1) == "-"  # "--" is two tokens
        for at in range(closing - 1 - double, max(self._low, closing - _LONGEST_INSERTION), -1):
            if arguments.lower(at) == opener and (not double or arguments.lower(at - 1) == opener):
                part = arguments.after_part(at + 1, closing) or arguments.after_along(at + 1, closing)
                begin = part or self._after_identified(at + 1)
                inside = arguments.unit_after(begin) or arguments.unit_after(self._after_quote(begin))
                if inside is not None and not self._inserted:
                    inside = arguments.named_apart(inside, closing) or inside
                    self._inserted = arguments.list_right(inside, closing)
                    self._part_of_all = part is not None
                return at - double
        return closing

    def _after_quote(self, at: int) -> int:
        """Behind a quotation mark, and the article before it: "a unit, | the "Dawn Front" (DF),"."""
        keys = self._arguments.document.keys[at : at + 2]
        quote = next((n for n, key in enumerate(keys) if key in _QUOTES), -1)
        return at + quote + 1 if quote == 0 or (quote == 1 and keys[0] == "the") else at

    def _after_identified(self, at: int) -> int:
        """Behind "identified as", "named as": "a clerk, identified as | Omar Diaz, was killed"."""
        keys = self._arguments.document.keys[at : at + 3]
        if keys[:1] not in (("identified",), ("named",)) or "as" not in keys:
            return at
        return at + keys.index("as") + 1

    def _named(self, units: list[Unit]) -> list[Unit]:
        """Of "members of two groups, the A and the B," the names."""
        named = [u for u in self._inserted if u.actor is not None and u.actor.canonical]
        named = [u for u in named if u.actor is not None and u.actor.kind in (ActorKind.ORGANIZATION, ActorKind.PERSON)]
        if self._part_of_all:
            return [*units, *named]
        last = units[-1].actor
        return [*units[:-1], *named] if named and (last is None or not last.canonical) else units
