"""How the text speaks of what its triggers name: scopes, as ConText has them, that end where language ends them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from schemas.incident import Realis
from schemas.reasons import SkipReason
from worker.extract.findings import Trigger
from worker.extract.incidents.reach import LEAD, end_of_owned, is_aside, range_of
from worker.extract.reading import Reading
from worker.lexicons.matcher import Match
from worker.lexicons.scopes import ScopeLexicon, ScopeRule
from worker.text.document import Document
from worker.values import dataclass

_REALIS = {
    SkipReason.PLANNED: Realis.PLANNED,
    SkipReason.THREATENED: Realis.THREATENED,
    SkipReason.HYPOTHETICAL: Realis.HYPOTHETICAL,
    SkipReason.EXERCISE: Realis.HYPOTHETICAL,
    SkipReason.FICTION: Realis.HYPOTHETICAL,
    SkipReason.DENIED: Realis.DENIED,
    SkipReason.NEGATED: Realis.DENIED,
    SkipReason.GENERIC: Realis.GENERIC,
    SkipReason.STATISTICS: Realis.GENERIC,
    SkipReason.FIGURATIVE: Realis.GENERIC,
    SkipReason.SPORT: Realis.GENERIC,
}


def realis_of(reason: SkipReason) -> Realis:
    """The way of speaking that a reason stands for; what is left is history."""
    return _REALIS.get(reason, Realis.HISTORIC)


def aside(trigger: Trigger, reason: SkipReason, rule_id: str) -> Trigger:
    """The trigger, put aside for a reason that a rule gave."""
    return replace(trigger, skip=reason, realis=realis_of(reason), realis_rule=rule_id)


_FEASTS = frozenset(("anniversary", "anniversaries", "commemoration", "jubilee"))
_POINTERS = frozenset("the this that those these his her their its 's".split())
_LIKE_ADJECTIVES = (
    "al",
    "ic",
    "ive",
    "ous",
    "ent",
    "ful",
    "less",
    "recent",
    "brutal",
    "double",
    "deadly",
    "bloody",
    "alleged",
    "vile",
)
_DOING = tuple(
    "carry carried carrying launch stage staging mount plan prepar begin start stop prevent avert call cancel suspend resum join commit"
    " perpetrat hold conduct lead led repeat postpon continu organi execut halt block undertak take allow permit ban intensif step"
    " escalat support back attend meet hit strike bomb attack kill destroy shell storm".split()
)
_OPEN = frozenset((SkipReason.NEGATED, SkipReason.HYPOTHETICAL, SkipReason.PLANNED, SkipReason.THREATENED))
# One has these only of what was done.
_ASKED = frozenset(
    "details motive motives author authors authorship perpetrator perpetrators mastermind masterminds victim victims responsible"
    " responsibility scene site time hour".split()
)
_OLDER_BEHIND = frozenset(("after", "since"))


@dataclass(frozen=True, slots=True)
class Scope:
    """The words ``[first, last)`` make every trigger in tokens ``[begin, end)`` no event."""

    rule: ScopeRule
    reason: SkipReason
    first: int
    last: int
    begin: int
    end: int

    def covers(self, first: int, last: int) -> bool:
        """Whether most of a trigger in tokens ``[first, last)`` stands in the scope."""
        return 2 * (min(last, self.end) - max(first, self.begin)) > last - first


def shaded_by(scopes: tuple[Scope, ...], triggers: Iterable[Trigger], document: Document) -> frozenset[int]:
    """The tokens that tell of nothing that happened now: no place, time or finding in them is an incident's.

    What the sentence takes as done is told: "will look into | the murder of three reporters".
    """
    told: dict[int, list[int]] = defaultdict(list)
    for trigger in triggers:
        if trigger.skip is None:
            told[trigger.sentence].append(trigger.first)
    shade: set[int] = set()
    for scope in scopes:
        if not scope.rule.quiet:
            begin = scope.begin if scope.rule.direction == "both" else scope.last - 1
            firsts = told.get(document.sentence_of(scope.first).index, ())
            presumed = (first for first in firsts if begin < first < scope.end and is_presumed(scope, first, document))
            shade.update(range(begin, min(presumed, default=scope.end)))
    return frozenset(shade)


def find_scopes(reading: Reading, clauses: tuple[int, ...], lexicon: ScopeLexicon) -> tuple[Scope, ...]:
    """All scopes, by rank, so that the first that covers a trigger decides."""
    document = reading.document
    times = {at: time.use for time in reading.times for at in range(time.first, time.last)}
    matches = lexicon.scopes.find_longest(document, reading.layers)
    blocked = {at for match in matches if match.rule.blocks for at in range(match.first, match.last)}
    freed = _freed(reading, lexicon)
    scopes: list[Scope] = []
    for match in matches:
        rule = match.rule
        if rule.reason is None or (not rule.certain and blocked.intersection(range(match.first, match.last))):
            continue
        if (document.sentence_of(match.first).index, rule.id) in freed:
            continue
        if rule.past_time:
            if times.get(match.first) != "past" or _names_a_feast(match, reading):
                continue
        elif reading.document.tokens[match.first].lower == "may" and match.first in times:
            continue  # the month of May
        if rule.reason is SkipReason.HISTORIC and is_aside(match, document):
            begin, end = match.first, end_of_owned(match.last + 1, reading)
        else:
            begin, end = range_of(match, reading, clauses)
        if rule.past_time and document.tokens[match.last - 1].lower in _OLDER_BEHIND:
            begin = match.last  # "thousands marched, a year after a canopy fell"
        scopes.append(Scope(rule, rule.reason, match.first, match.last, begin, end))
    scopes.sort(key=lambda s: (lexicon.rank[s.rule.id], s.first, s.last))
    return tuple(scopes)


def is_presumed(scope: Scope, first: int, document: Document) -> bool:
    """Whether the scope's sentence takes what begins at token ``first`` as done: "will investigate the murder", "Monday's raid".

    What somebody will carry out, join or stop is not: "will stage the protest on Sunday".
    """
    if first <= scope.last or not (scope.rule.presumes or scope.reason in _OPEN):
        return False
    tokens = document.tokens
    at = first - 1
    if tokens[at].lower.endswith(_LIKE_ADJECTIVES) and at > scope.last:
        at -= 1
    if tokens[at].lower not in _POINTERS:
        return False
    if _asks_about(at, document):
        return True
    return scope.rule.presumes and not any(token.lower.startswith(_DOING) for token in tokens[scope.last : at])


def _asks_about(at: int, document: Document) -> bool:
    """Whether what is asked or told about stands before "the" at ``at``: "gave no details of | the raid", "inquiry into | the murders"."""
    before = document.keys[max(document.sentence_of(at).first, at - 2) : at]
    return before[-1:] == ("into",) or (len(before) > 1 and before[1] in ("of", "for") and before[0] in _ASKED)


def _names_a_feast(match: Match[ScopeRule], reading: Reading) -> bool:
    """Whether the past time is but an anniversary, whose own scopes say what is old."""
    return any(token.lower in _FEASTS for token in reading.document.tokens[match.first : match.last])


def _freed(reading: Reading, lexicon: ScopeLexicon) -> set[tuple[int, str]]:
    """Sentences that tell of something real on a day of the news, with the scopes that do not hold there."""
    document = reading.document
    told = {document.sentence_of(time.first).index for time in reading.times if time.use == "event"}
    real = ((document.sentence_of(m.first).index, m.rule) for m in lexicon.real.find(document, reading.layers))
    return {
        (sentence, rule_id)
        for sentence, rule in real
        if rule.any_day or sentence in told or (rule.in_the_lead and sentence < LEAD)
        for rule_id in rule.frees
    }
