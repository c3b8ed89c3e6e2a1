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
from worker.extract.findings import UNCOUNTED, TimeMention, Trigger
from worker.extract.incidents.realis import Scope, is_presumed, realis_of
from worker.extract.incidents.such_things import tells_of_such
from worker.extract.incidents.trigger_context import TriggerContext
from worker.extract.incidents.when import BECAUSE
from worker.extract.reading import Reading
from worker.lexicons.matcher import Match
from worker.lexicons.scopes import FigureRule, ScopeLexicon
from worker.lexicons.triggers import TriggerLexicon, TriggerRule
from worker.text.document import Document

_DEFINITE = frozenset("the this that these those its their his her such".split())
_A = frozenset(("a", "an"))
_QUOTES = frozenset("\"“”‘’'-")
_SAID_OF = frozenset("it as it's called".split())
_IT = frozenset(("it", "this", "that"))
_SEPARATE = frozenset("another second third fourth separate other additional further elsewhere".split())
_NOT_NOUN = frozenset("killed struck hit shot said was were".split())
_AUXILIARIES = frozenset("will shall would could might may can cannot did does do has have had was were is are".split())
_VIOLENCE = frozenset(("conflict", "violence", "crime"))
_FIGHTS = _VIOLENCE | {"unrest"}  # "killed in clashes | between police and protesters"
_BREAKS = frozenset(
    "a an of in and by on behind for to from with after against at before into over under between among during without about who"
    " that which as or but".split()
)
_SUMMED = frozenset(
    "attacks bombings strikes airstrikes blasts explosions raids shootings stabbings ambushes kidnappings abductions robberies killings"
    " murders assaults crashes accidents fires wildfires clashes protests rallies riots avalanches landslides gunfights firefights shootouts"
    " skirmishes encounters collisions burglaries hijackings assassinations stampedes derailments".split()
)
_NUMBERS = {
    word: number for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)
}
_COUNTERS = _NUMBERS | {"twin": 2} | dict.fromkeys("several dozens series wave string spate handful".split(), UNCOUNTED)
_MOST_DIGITS = 2  # of a number of incidents that an article tells one by one
_BOMBARDMENTS = frozenset("strikes airstrikes attacks bombings blasts explosions raids bombardments".split())
_APART = frozenset("another separate second third different other unrelated similar further".split())
_HAPPENINGS = frozenset(
    "incident attack case assault shooting stabbing raid crash accident bombing strike clash blast explosion episode ambush robbery"
    " killing murder".split()
)
_OPENING = 5
_OWN_DAY = 2  # words between a trigger and its day
_PARTS = frozenset(
    "part parts area areas district districts province provinces town towns city cities village villages region regions neighbourhood"
    " neighbourhoods neighborhood neighborhoods suburb state states locality localities".split()
)
_HANDS = frozenset(
    "attackers attacker assailants assailant gunmen gunman raiders bomber bombers kidnappers abductors captors intruders robbers shooter"
    " perpetrators perpetrator".split()
)
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
            found.append(
                replace(
                    trigger, skip=figure.rule.reason, realis=realis_of(figure.rule.reason), realis_rule=figure.rule.id
                )
            )
            continue
        scope = next(
            (
                s
                for s in scopes_in[sentence]
                if _covers(s, match, document)
                and not is_presumed(s, match.first, document)
                and not _has_own_day(s, match, days[sentence])
            ),
            None,
        )
        if scope is not None:
            span = document.tokens[scope.first].start, document.tokens[scope.last - 1].end
            trigger = replace(
                trigger, realis=realis_of(scope.reason), realis_span=span, realis_rule=scope.rule.id, skip=scope.reason
            )
        if trigger.skip is None and tells_of_such(trigger, reading, harmed=context.tells_harm(trigger.sentence)):
            trigger = replace(trigger, weight=trigger.weight * _SUCH_THINGS)
        found.append(trigger)
    return (
        tuple(_as_setting(t, found, document) for t in found)
        if any(t.kind == "protest" for t in found)
        else tuple(found)
    )


def _has_own_day(scope: Scope, match: Match[TriggerRule], days: Sequence[TimeMention]) -> bool:
    """``Marched | on Saturday | over the killing of a boy in August``: what is old stands behind its own day."""
    if not scope.rule.past_time:
        return False
    return any(0 <= day.first - match.last <= _OWN_DAY and day.last + _OWN_DAY < scope.first for day in days)


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
    attacked = any(t.leaf.partition(".")[0] in _VIOLENCE and t.weight >= _SURE and not t.effect for t in violent)
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
    definite, separate = _determined(match.first, match.last, document)
    separate = separate or _opens_apart(match.first, document)
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
        several=_counts_several(match.first, match.last, document),
        plural=not definite and not _BOMBARDMENTS.isdisjoint(document.keys[match.first : match.last]),
        weight=rule.weight if kind is None else max(rule.weight, kind.weight),
        definite=definite,
        same_hands=_by_same_hands(match.first, document),
        realis=rule.realis,
        realis_span=None,
        realis_rule=None,
        skip=None,
    )


def _determined(first: int, last: int, document: Document) -> tuple[bool, bool]:
    """Whether a noun phrase points back ("the two blasts"), and whether it says that it is another one."""
    tokens = document.tokens
    head = tokens[last - 1].lower
    if head in _NOT_NOUN or head.endswith("ed") or tokens[first].lower in _NOT_NOUN:
        return False, False  # "their car | hit a landmine"
    low = max(document.sentence_of(first).first, first - _MOST_MODIFIERS)
    separate = False
    for at in range(first, low - 1, -1):
        word = tokens[at].lower
        separate = separate or word in _SEPARATE
        if (word in _DEFINITE or word in _A) and at > low and _is_said_of(at, document):
            return True, False
        if word in _DEFINITE:
            return not separate, separate
        if word == "." and tokens[at + 1].text.isdigit():
            continue  # "the magnitude-7.5 quake"
        if at < first and word not in _QUOTES and (not (tokens[at].is_word or word[-1].isdigit()) or word in _BREAKS):
            break
    return False, separate


def _is_said_of(article: int, document: Document) -> bool:
    """Whether a noun only says what something told before was: "called it | an attack", "treated as | a murder", "it's | the second attack"."""
    keys = document.keys
    if keys[article - 1] in ("is", "was", "'s"):
        return document.keys_before[article - 1] in _IT
    return keys[article - 1] in _SAID_OF


def _opens_apart(at: int, document: Document) -> bool:
    """``In a separate incident, a teacher was stabbed``; "Elsewhere, …"."""
    first = document.sentence_of(at).first
    words = document.keys[first : min(at, first + _OPENING)]
    if _is_in_another_part(at, document):
        return True
    if words[:1] in (("elsewhere",), ("separately",)):
        return True
    if words[:1] in (("in",), ("at",), ("near",)) and ("the", "same") in pairwise(words):
        return True  # "In Quetta the same evening, gunmen …"
    return words[:1] == ("in",) and not _APART.isdisjoint(words) and not _HAPPENINGS.isdisjoint(words)


def _is_in_another_part(at: int, document: Document) -> bool:
    """``Four bombs | in other parts of Baghdad killed six``, "in another village gunmen …"."""
    keys, sentence = document.keys, document.sentence_of(at)
    for number in range(max(sentence.first, at - _OPENING), min(at + _OPENING, sentence.last - 2)):
        if keys[number] == "in" and keys[number + 1] in ("another", "other") and keys[number + 2] in _PARTS:
            return True
    return False


def _by_same_hands(first: int, document: Document) -> bool:
    """Whether those who were told of before do it: "The attackers, armed with rifles, exchanged fire"."""
    begin = document.sentence_of(first).first
    opening = document.keys[begin : min(first, begin + 3)]
    return opening[:1] == ("the",) and not _HANDS.isdisjoint(opening)


def _counts_several(first: int, last: int, document: Document) -> int:
    """``Four attacks``, ``a wave of bombings``: a summary of so many; 0 for one."""
    keys, low = document.keys, document.sentence_of(first).first
    for at in range(first, last):
        if keys[at] in _SUMMED:
            for before in keys[max(low, at - 3) : at]:
                if before in _COUNTERS:
                    return _COUNTERS[before]
                if before.isdecimal():
                    return int(before) if len(before) <= _MOST_DIGITS else UNCOUNTED
    return 0


def _figures(reading: Reading, scopes: ScopeLexicon) -> list[Match[FigureRule]]:
    return scopes.figures.find_longest(reading.document, reading.layers)


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
