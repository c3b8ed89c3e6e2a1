"""Finds the words that tell of incidents, says of which kind their context makes them, and what takes them out of the world.

A trigger's leaf comes from its own words where they say the method ("car bomb"), else from the words around it: a weak
"attack" is a drone strike beside drones.  Knows nothing of incidents: every trigger stands for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from schemas.incident import Realis
from schemas.reasons import SkipReason
from worker.extract.findings import TimeMention, Trigger
from worker.extract.incidents.determination import by_same_hands, counts_several, determined, opens_apart
from worker.extract.incidents.realis import Scope, aside, is_presumed
from worker.extract.incidents.such_things import tells_of_such
from worker.extract.incidents.trigger_context import TriggerContext
from worker.extract.incidents.when import BECAUSE
from worker.extract.reading import Reading
from worker.lexicons.matcher import Match
from worker.lexicons.scopes import FigureRule, ScopeLexicon
from worker.lexicons.triggers import TriggerLexicon, TriggerRule
from worker.text.document import Document

_AUXILIARIES = frozenset("will shall would could might may can cannot did does do has have had was were is are".split())
_VIOLENCE = frozenset(("conflict", "violence", "crime"))
_FIGHTS = _VIOLENCE | {"unrest"}  # "killed in clashes | between police and protesters"
_BOMBARDMENTS = frozenset(
    "strikes airstrikes attacks bombings blasts explosions raids bombardments shootings stabbings".split()
)
_OWN_DAY = 2  # words between a trigger and its day
_MOST_MODIFIERS = 4
_HAD_MET = frozenset((("had", "gathered"), ("had", "assembled"), ("had", "met"), ("were", "gathered")))
_AT = frozenset("at during outside near addressing leaving on".split())
_SURE = 0.5  # of a trigger, that something stands for itself
_SUCH_THINGS = 0.52  # of the weight: a bare plural makes no incident by itself, unless its context speaks for it
_FIGURE_SLACK = 3  # a trigger may be that much longer than the figure of speech that it stands in


TriggerWords = tuple[Match[TriggerRule], ...]


def find_trigger_words(document: Document, lexicon: TriggerLexicon) -> TriggerWords:
    """The words that may be triggers, the strongest where several overlap; none if they only tell of what followed."""
    found = _strongest(lexicon.rules.find_longest(document, {}), lexicon)
    tells = any(m.rule.type or (m.rule.kind and lexicon.kinds[m.rule.kind].type) for m in found)
    return tuple(found) if tells else ()


def find_triggers(
    words: TriggerWords,
    reading: Reading,
    clauses: tuple[int, ...],
    over: tuple[Scope, ...],
    lexicon: TriggerLexicon,
    scopes: ScopeLexicon,
) -> tuple[Trigger, ...]:
    """All triggers in text order, those that can be no event with the reason; plain names of things are left out.

    ``over`` are the scopes of the text, by rank.
    """
    document = reading.document
    figures = document.by_sentence(_figures(reading, scopes))
    scopes_in = document.by_sentence(over)
    days = document.by_sentence([time for time in reading.times if time.use == "event"])
    context = TriggerContext(reading, clauses, lexicon, {document.sentence_at[match.first] for match in words})
    found: list[Trigger] = []
    for match in words:
        sentence = document.sentence_of(match.first).index
        figure = _figure_over(match, figures[sentence])
        if figure is not None and figure.rule.reason is None:
            continue
        trigger = context.sharpen(_trigger(match, document, lexicon))
        if figure is not None and figure.rule.reason is not None:
            found.append(aside(trigger, figure.rule.reason, figure.rule.id))
            continue
        scope = next(
            (
                s
                for s in scopes_in[sentence]
                if _covers(s, match, document)
                and not is_presumed(s, match.first, document)
                and not _has_own_day(s, match, days[sentence], document)
            ),
            None,
        )
        if scope is not None:
            span = document.tokens[scope.first].start, document.tokens[scope.last - 1].end
            trigger = replace(aside(trigger, scope.reason, scope.rule.id), realis_span=span)
        if trigger.skip is None and tells_of_such(
            trigger, reading, lexicon.deeds, harmed=context.tells_harm(trigger.sentence)
        ):
            trigger = replace(trigger, weight=trigger.weight * _SUCH_THINGS)
        found.append(trigger)
    return (
        tuple(_as_setting(t, found, document) for t in found)
        if any(t.kind == "protest" for t in found)
        else tuple(found)
    )


def _has_own_day(scope: Scope, match: Match[TriggerRule], days: Sequence[TimeMention], document: Document) -> bool:
    """``Marched | on Saturday | over the killing of a boy in August``: what is old stands behind its own day."""
    if not scope.rule.past_time:
        return False
    return any(
        0 <= day.first - match.last <= _OWN_DAY + _named_between(match.last, day.first, document)
        and day.last + _OWN_DAY < scope.first
        for day in days
    )


def _named_between(first: int, last: int, document: Document) -> int:
    """The words of a name between a trigger and its day: "exploded | in Omagh | on Sunday"."""
    return sum(token.is_capitalised for token in document.tokens[first : min(last, first + 2 * _OWN_DAY)]) * 2


def _as_setting(trigger: Trigger, found: Iterable[Trigger], document: Document) -> Trigger:
    """``A shooting at a rally``, ``They had gathered to protest``, after a bombing: the rally is but where it was, or why."""
    begin = document.sentence_of(trigger.first).first
    before = document.keys[max(begin, trigger.first - _MOST_MODIFIERS) : trigger.first]
    gathered = any(pair in _HAD_MET for pair in pairwise(document.keys[begin : trigger.first]))
    why = before[-1:] in (("to",), ("in",))  # "took guards hostage to protest against …"
    if trigger.kind != "protest" or (_AT.isdisjoint(before) and not gathered and not why):
        return trigger
    since = trigger.sentence - 1 if gathered else trigger.sentence
    violent = (
        t for t in found if since <= t.sentence <= trigger.sentence and t.last <= trigger.first and t.skip is None
    )
    attacked = any(
        (t.leaf.partition(".")[0] in _VIOLENCE and t.weight >= _SURE and not t.effect) or t.kind == "blast"
        for t in violent
    )
    return replace(trigger, leaf="", effect=True) if attacked else trigger


def _covers(scope: Scope, match: Match[TriggerRule], document: Document) -> bool:
    """Whether a scope takes a trigger out of the world; the plot in "foiled a plot to bomb" is what was foiled."""
    if match.rule.realis is Realis.FOILED and match.first < scope.first < match.last:
        return False
    old = match.rule.kind == "arrest" and scope.reason is SkipReason.HISTORIC
    if old and not BECAUSE.isdisjoint(document.keys[match.last : scope.first]):
        return False  # "arrested two men over | a murder nine years ago"
    if match.first < scope.first < match.last - 1 and document.tokens[scope.first].lower in _AUXILIARIES:
        return scope.begin < match.last <= scope.end  # "the drivers of the port [will] walk out": its verb decides
    return scope.covers(match.first, match.last)


def _strongest(matches: Iterable[Match[TriggerRule]], lexicon: TriggerLexicon) -> list[Match[TriggerRule]]:
    """Of overlapping triggers: words that say a leaf before weak ones, the heavier before the lighter.

    Two leaves of different kinds over the same words both stay, if the inner one is the surer: "protesters who blocked [the road
    that the flood cut]".
    """

    def strength(match: Match[TriggerRule]) -> tuple[bool, bool, float, int, int, str]:
        kind = lexicon.kinds[match.rule.kind] if match.rule.kind else None
        effect = kind is not None and kind.effect
        return kind is not None, effect, -match.rule.weight, match.first - match.last, match.first, match.rule.id

    kept: list[Match[TriggerRule]] = []
    taken: dict[int, list[Match[TriggerRule]]] = defaultdict(list)
    for match in sorted(matches, key=strength):
        others = [o for at in range(match.first, match.last) for o in taken[at]]
        if match.rule.type is None:
            if others:
                continue
        elif any(
            o.rule.realis is Realis.FOILED  # "thwarted | an attack | on a synagogue"
            or _kin(o.rule.type, match.rule.type)
            or (o.first <= match.first and match.last <= o.last)
            for o in others
        ):
            continue
        kept.append(match)
        for at in range(match.first, match.last):
            taken[at].append(match)
    return sorted(kept, key=lambda m: (m.first, m.last, m.rule.id))


def _kin(leaf: str | None, other: str | None) -> bool:
    """Whether two leaves over the same words tell of one thing: both of violence, or of one branch."""
    a, b = (leaf or "").partition(".")[0], (other or "").partition(".")[0]
    return a == b or (a in _FIGHTS and b in _FIGHTS)


def _trigger(match: Match[TriggerRule], document: Document, lexicon: TriggerLexicon) -> Trigger:
    rule = match.rule
    kind = lexicon.kinds[rule.kind] if rule.kind else None
    definite, separate = determined(match.first, match.last, document)
    separate = separate or opens_apart(match.first, document)
    return Trigger(
        start=document.tokens[match.first].start,
        end=document.tokens[match.last - 1].end,
        first=match.first,
        last=match.last,
        sentence=document.sentence_of(match.first).index,
        rule_id=rule.id,
        leaf=rule.type or (kind.type if kind and kind.type else ""),
        kind=rule.kind,
        effect=kind is not None and kind.effect,
        bare=kind is not None and rule.weight <= kind.weight,
        separate=separate,
        several=counts_several(match.first, match.last, document),
        plural=not definite and not _BOMBARDMENTS.isdisjoint(document.keys[match.first : match.last]),
        weight=rule.weight if kind is None else max(rule.weight, kind.weight),
        definite=definite,
        same_hands=by_same_hands(match.first, document),
        realis=rule.realis,
        realis_span=None,
        realis_rule=None,
        skip=None,
    )


def _figures(reading: Reading, scopes: ScopeLexicon) -> list[Match[FigureRule]]:
    """Figures of speech; "Tamil Tiger rebels" are no beasts."""
    named = {at for actor in reading.actors for at in range(actor.first, actor.last)}
    found = scopes.figures.find_longest(reading.document, reading.layers)
    return [m for m in found if not (m.rule.unnamed and (m.first in named or m.last - 1 in named))]


def _figure_over(match: Match[TriggerRule], figures: list[Match[FigureRule]]) -> Match[FigureRule] | None:
    """The figure of speech that the trigger is part of; a much longer trigger only passes through it."""
    for figure in figures:
        if figure.first < match.last and match.first < figure.last:
            inside = figure.first <= match.first and match.last <= figure.last
            near = (
                figure.rule.reason is not None
                and match.last - match.first <= figure.last - figure.first + _FIGURE_SLACK
            )
            if inside or near:
                return figure
    return None
