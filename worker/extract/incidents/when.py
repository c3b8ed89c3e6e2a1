"""Which time is an incident's: of those that stand beside its triggers, and of the sentences around where none does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from schemas.time import TimePrecision
from worker.extract.findings import PlaceMention, TimeMention, Trigger
from worker.extract.places.scenes import Scenes
from worker.extract.places.told_times import DAYLESS, time_told
from worker.extract.times.moments import day_of
from worker.lexicons.incidents import IncidentRules

_THEIR_DAY = 2  # words from a reaction to its day
_DETERMINERS = frozenset("the a an this that his her their its".split())
_REACH = 8  # words from those who react to what they react to
_NEWS = timedelta(days=3)  # what is told of a day so near is one story
_LATE_NEWS = timedelta(days=7)  # how long after it an incident whose lead gives no day is told
FOLLOWING = 3  # sentences in which "It happened on Friday" may follow
BECAUSE = frozenset(
    "over for after following connection suspicion suspected accused involvement sought wanted role charge charges warrant".split()
)
"""Words between an arrest and what it is for."""
_PROTESTS = frozenset(("protest", "protests"))
_AGAINST = frozenset("against over at about following after to the a an this these his her their its".split())
_A_OR_THE = frozenset("a an the this another their".split())
_MODIFIERS = 3  # words from an article to "protest"
_OF_PROTEST = frozenset(
    "camp camps site sites march marches rally rallies leader leaders movement encampment sit-in , .".split()
)
_MISHAPS = "accident"
_SINCE = BECAUSE - {"after", "following"}  # what somebody is arrested over may be long ago
_WITHIN_A_DAY = frozenset((TimePrecision.MINUTE, TimePrecision.HOUR, TimePrecision.PART_OF_DAY))
_VAGUE = (TimePrecision.DAYS, TimePrecision.WEEK)
_NAMED_DAYS = ("time.date", "time.weekday")
_HEADING_DAYS = ("time.date", "time.days")
_HEADING = 7  # tokens behind a day that may name the place
_HEADS_OFF = tuple((mark,) for mark in "- -- – — : | .".split())
_POINTERS = frozenset("it this that incident accident tragedy fire blaze".split())
_DOERS = frozenset(
    "attackers assailants gunmen raiders bandits militants rebels fighters insurgents jihadists terrorists robbers kidnappers intruders hoodlums"
    " invaders attacker assailant gunman bomber men".split()
)
_SPARKED = frozenset("sparked triggered prompted provoked ignited touched".split())
_WAS = frozenset(("was", "were"))
_DOER = 3  # words of a subject that points back: "The heavily armed men"
_BEFELL = frozenset("caught hit struck killed swept buried trapped attacked ambushed shot seized abducted".split())
_CALLED = frozenset("called alerted summoned dispatched scrambled notified".split())
_HELPERS = frozenset(
    "services police officers firefighters crews paramedics ambulance ambulances brigade rescuers coastguard lifeboat".split()
)
_HAPPENED = frozenset("happened occurred took arrived came broke began started struck".split())
_CAME = _HAPPENED | frozenset(
    "entered stormed invaded burst descended raided swooped emerged surrounded attacked opened".split()
)
_THEY = frozenset("it they he she".split())


def by_sentence(triggers: Iterable[Trigger]) -> Mapping[int, Sequence[Trigger]]:
    """The triggers of each sentence; none for the others."""
    named: dict[int, list[Trigger]] = defaultdict(list)
    for trigger in triggers:
        named[trigger.sentence].append(trigger)
    return named


def time_of(trigger: Trigger, beside: Sequence[Trigger], scenes: Scenes, rules: IncidentRules) -> TimeMention | None:
    """The time that the sentence gives a trigger; ``beside`` are all of the sentence."""
    ends = trigger.kind in rules.aftermath
    reasons = [other for other in beside if _is_reason(other, trigger, scenes)] if ends else []
    if trigger.definite and not trigger.effect:  # "The crash is a blow to Goma after | the eruption | on 22 May"
        reasons += [other for other in beside if _is_of_another_family(other, trigger, rules)]
    beyond = max(_end_of_reaction(trigger, scenes, rules), _arrest_before(trigger, beside, scenes, rules))
    time = time_told(scenes, trigger, reasons, beyond)
    if time is None or trigger.several or trigger.plural:
        return time
    if _is_of_the_outcome(time, trigger, beside, scenes) or _is_of_the_spark(time, trigger, scenes):
        return None
    return sharper(time, (t for t in scenes.times[trigger.sentence] if t.first >= trigger.last))


def _is_of_the_outcome(time: TimeMention, trigger: Trigger, told: Iterable[Trigger], scenes: Scenes) -> bool:
    """``Were back to pen and paper | on Tuesday after | hackers broke in``: it came after that; "died on Tuesday after" did not."""
    return (
        time.last < trigger.first
        and scenes.document.keys[time.last] == "after"
        and not any(other.sentence == time.sentence and other.last <= time.first for other in told)
        and not time.onward
    )


def _is_of_the_spark(time: TimeMention, trigger: Trigger, scenes: Scenes) -> bool:
    """``The rioting was sparked by the deaths | on Sunday | of two``: it came before that."""
    between = scenes.document.keys[trigger.last : time.first]
    return any(one in _SPARKED and other == "by" for one, other in pairwise(between))


def day_of_outcome(triggers: Sequence[Trigger], scenes: Scenes) -> date | None:
    """The day after which an incident was not, by what its own sentences say came of it."""
    return next((day_of(time.best) for time in outcomes_of(triggers, scenes)), None)


def outcomes_of(triggers: Sequence[Trigger], scenes: Scenes) -> list[TimeMention]:
    """The times of what came of an incident, in its own sentences: it was not later than they are."""
    return [
        time
        for trigger in triggers
        for time in scenes.times[trigger.sentence]
        if time.use == "event" and time.best is not None and _is_of_the_outcome(time, trigger, triggers, scenes)
    ]


def _is_of_another_family(other: Trigger, trigger: Trigger, rules: IncidentRules) -> bool:
    """Whether it tells, behind the trigger, of what the trigger can not be."""
    if other.effect or not other.leaf or not trigger.leaf or other.first < trigger.last:
        return False
    return rules.family_of(other.leaf) != rules.family_of(trigger.leaf)


def sharper(time: TimeMention, others: Iterable[TimeMention]) -> TimeMention:
    """The day among the others that lies in what the time says less sharply: "the events of recent days", then "on Tuesday"."""
    if time.precision not in _VAGUE:
        return time
    begin, end = day_of(time.earliest), day_of(time.latest)
    for other in others:
        day = day_of(other.best)
        if other.rule_id not in _NAMED_DAYS or other.use != "event" or day is None:
            continue
        if (begin is None or begin <= day) and (end is None or day <= end):
            return other
    return time


def _end_of_reaction(trigger: Trigger, scenes: Scenes, rules: IncidentRules) -> int:
    """Behind the word of those who react, and their own day: "the bishops condemned on Monday | the murder"; -1 for none."""
    at, keys = reaction_before(trigger, scenes, rules), scenes.document.keys
    if at >= 0:
        for time in scenes.times[trigger.sentence]:
            if (
                at < time.first <= at + _THEIR_DAY
                and keys[time.last : time.last + 1]
                and keys[time.last] in _DETERMINERS
            ):
                return time.last
    return at


def reaction_before(trigger: Trigger, scenes: Scenes, rules: IncidentRules) -> int:
    """Where the word stands of those who react to the trigger ("on Monday the bishops condemned the murder"); -1 for none."""
    keys, clause = scenes.document.keys, scenes.clauses[trigger.first]
    at = trigger.first - 1
    if keys[at : at + 1] == (",",) and keys[trigger.first].endswith("ing"):
        return -1  # "fired on a crowd that marked last year's protests, | killing two"
    while at >= max(0, trigger.first - _REACH) and scenes.clauses[at] == clause:
        if keys[at] in rules.reactions and keys[at + 1] not in _OF_PROTEST and not _is_protest_itself(keys, at):
            return at
        at -= 1
    return -1


def _is_protest_itself(keys: Sequence[str], at: int) -> bool:
    """``A banned | protest | saw marchers clash with police``: it happened, and is not against what stands behind it."""
    if keys[at] not in _PROTESTS or keys[at + 1] in _AGAINST:
        return False
    return not _A_OR_THE.isdisjoint(keys[max(0, at - _MODIFIERS) : at])


def _arrest_before(trigger: Trigger, beside: Sequence[Trigger], scenes: Scenes, rules: IncidentRules) -> int:
    """Where the word stands that says what somebody was arrested for ("on Monday | over | the murder"); -1 for none.

    Or where a mishap was, for which they were: "held the owner of a mill on Saturday, | where | a fire killed nine".
    """
    keys = scenes.document.keys
    since = _SINCE | {"where"} if rules.family_of(trigger.leaf) == _MISHAPS else _SINCE
    arrests = (other for other in beside if other.kind in rules.aftermath and other.last <= trigger.first)
    return max((at for one in arrests for at in range(one.last, trigger.first) if keys[at] in since), default=-1)


def _is_reason(other: Trigger, trigger: Trigger, scenes: Scenes) -> bool:
    """Whether the other is but why there was an arrest, so that a time behind it is not the arrest's."""
    if other.kind == trigger.kind or other.first < trigger.last:
        return False
    return not BECAUSE.isdisjoint(scenes.document.keys[trigger.last : other.first])


def day_of_story(
    place: PlaceMention | None, told: Iterable[tuple[PlaceMention | None, TimeMention]], published: date | None
) -> TimeMention | None:
    """The day of what was told last before in the same country, for an incident that no words date: "Earlier in the day …".

    ``told`` are the places and times of incidents of the same family, the last first.
    """
    country = place.country if place else None
    for other, time in told:
        day = day_of(time.best)
        if other is not None and None not in (country, other.country) and country != other.country:
            continue
        if published is None or day is None or day_of(time.end_best) or not published - _NEWS <= day <= published:
            return None
        if time.precision in _WITHIN_A_DAY:
            return replace(time, earliest=day, best=day, latest=day, precision=TimePrecision.DAY)
        return time
    return None


def time_around(first: int, scenes: Scenes, others: Container[int], until: date | None = None) -> TimeMention | None:
    """The time that a sentence soon after ``first`` gives it ("It happened on Friday"), else one beside it in the paragraph.

    ``others`` are the sentences beside it that tell of another incident.  It is none after ``until``, the day of what came of it:
    "halted on Saturday after a train ran into another.  One passenger died on Sunday".
    """
    sentences, item = scenes.document.sentences, scenes.items.get(first)
    for sentence in range(first + 1, min(first + 1 + FOLLOWING, len(sentences))):
        if scenes.items.get(sentence) is not item:
            break
        found = _told_in(sentence, scenes, until)
        if found is not None and _says_when(scenes, found):
            return found
    for sentence in (first - 1, first + 1):
        if not 0 <= sentence < len(sentences) or sentence in others or scenes.items.get(sentence) is not item:
            continue
        if sentences[sentence].paragraph == sentences[first].paragraph:
            found = _told_in(sentence, scenes, until)
            if found is not None and found.rule_id not in DAYLESS:
                return found  # "Rescuers were still digging at midday" tells of no other incident
    return None


def day_of_heading(scenes: Scenes) -> TimeMention | None:
    """``15 July 2014 – Benin: …``, ``May 3: A bomb …``: the day that heads the note of an event, and is that of all it tells."""
    document = scenes.document
    for time in scenes.times[0] if document.sentences else ():
        begins = time.first <= document.sentences[0].first + 1  # a bullet before it
        if begins and time.rule_id in _HEADING_DAYS and time.use == "event" and time.best is not None:
            behind = document.keys[time.last : time.last + _HEADING]
            headed = behind[:1] in _HEADS_OFF or (behind[:1] == (",",) and ":" in behind)  # "15 July, Benin: …"
            return time if headed else None
    return None


def time_later(behind: Iterable[int], scenes: Scenes, until: date | None) -> TimeMention | None:
    """The day of the news, not after ``until``, that the sentences ``behind`` an undated incident name next.

    What is told of such a day is the incident itself or what came of it, so that it was that day rather than the day of publication.
    """
    if until is None:
        return None
    found: TimeMention | None = None
    for sentence in behind:
        for time in scenes.times[sentence]:
            day = day_of(time.best)
            tells = time.use == "event" and not time.onward and time.first not in scenes.shade
            if not tells or day is None or time.rule_id in DAYLESS or not until - _LATE_NEWS <= day <= until:
                continue
            if _says_when(scenes, time):
                return time
            found = found or time
    return found


def _told_in(sentence: int, scenes: Scenes, until: date | None) -> TimeMention | None:
    times = (t for t in scenes.times[sentence] if t.use == "event" and not t.onward)
    return next((t for t in times if until is None or (day_of(t.best) or until) <= until), None)


def _says_when(scenes: Scenes, time: TimeMention) -> bool:
    """``It happened on Friday``, ``The attackers, he said, arrived at dawn on Friday``, ``Neighbours heard shots from 3 a.m. on Sunday``."""
    keys = scenes.document.keys[scenes.document.sentences[time.sentence].first : time.first]
    if any(one in _WAS and other in _CALLED for one, other in pairwise(keys)) and not _HELPERS.isdisjoint(keys):
        return True  # "Emergency services were called to the property at 02:50 on Wednesday"
    if keys[:1] == ("they",) and not _BEFELL.isdisjoint(keys[1:4]):
        return True  # "They were caught on Monday by winds"
    if keys[:1] == ("the",):
        behind = scenes.document.keys[time.last : time.last + 2]
        if behind[:1] == ("when",) and not _THEY.isdisjoint(behind[1:]):
            return True  # "The column was travelling north | on Monday when it | was raked with fire"
        doer = next((at for at, key in enumerate(keys[: _DOER + 1]) if key in _DOERS), len(keys))
        if not _CAME.isdisjoint(keys[doer + 1 :]):
            return True
    pointer = next((at for at, key in enumerate(keys) if key in _POINTERS or key in _DOERS), len(keys))
    return not _HAPPENED.isdisjoint(keys[pointer + 1 :]) or "heard" in keys
