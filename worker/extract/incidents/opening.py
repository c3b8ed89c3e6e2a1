"""What the opening of a sentence says of its triggers: that they tell of what was told before, or of something new."""

from __future__ import annotations

from datetime import timedelta

from worker.extract.findings import PlaceMention, TimeMention, Trigger
from worker.extract.incidents.apartness import is_on_another_day
from worker.extract.incidents.growing import LEAD, Growing
from worker.extract.incidents.named_storms import are_other_storms
from worker.extract.incidents.ordinals import FIRST
from worker.extract.incidents.ties import are_two
from worker.extract.places.fronts import front_of, opens_a_paragraph
from worker.extract.places.scenes import Scenes
from worker.extract.places.told_times import tells_of_another
from worker.extract.times.moments import day_of
from worker.lexicons.incidents import IncidentRules
from worker.text.numerals import HEADS
from worker.values import dataclass

_EARLIER = (
    ("hours", "earlier"),
    ("hours", "before"),
    ("days", "earlier"),
    ("day", "earlier"),
    ("week", "earlier"),
    ("earlier", "on"),
    ("earlier", "in"),
)


_NEWS = timedelta(days=1)
_MOST = 9  # triggers of an incident whose numbers are asked for
_ONE = frozenset(("a", "an", "one"))


@dataclass(frozen=True, slots=True)
class Opening:
    """How the sentence of a trigger opens."""

    trigger: Trigger
    time: TimeMention | None
    item: int  # the item of a list that the sentence is, 0 for none
    anew: bool  # a paragraph of its own about somebody new
    later: bool  # what came "a day after" something else
    fronted: bool  # "In Uruzgan, a suicide bomber": with a scene
    parted: bool  # with a scene, at which an incident has been found that no other may share

    def may_be_of(self, one: Growing, scenes: Scenes, rules: IncidentRules) -> bool:
        """Whether it lets the trigger tell of an incident that was told before."""
        trigger = self.trigger
        if self.item and not _may_share(self.item, one):
            return False
        if are_two(trigger, one.triggers[-1], one.leaf, scenes, rules):
            return False
        if are_other_storms(trigger, one.triggers, scenes.document):
            return False
        if self.later and trigger.sentence == one.last_sentence and not one.earlier:
            return False
        if one.earlier and _is_news_before(trigger, one, scenes):
            return False
        if _is_of_hours_before(trigger, one, scenes) or _is_recalled(trigger, self.time, one, scenes):
            return False
        if self.anew and is_on_another_day(self.time, one):
            return False
        new = self.fronted and one.last_sentence < trigger.sentence
        return not (new and (self.parted or _is_of_another_kind(trigger, one)))


def _may_share(item: int, one: Growing) -> bool:
    """Whether an item of a list may tell of it; "the second attack" tells of no other than itself, "the first" may be told already."""
    if item <= FIRST:
        return one.item in (0, item)
    return not one.summary and one.item in ((0, item) if item == FIRST + 1 else (item,))


def _is_of_hours_before(trigger: Trigger, one: Growing, scenes: Scenes) -> bool:
    """``Hours earlier, explosives | had damaged two bridges``: what a sentence tells that begins with another hour of the day."""
    if trigger.definite or trigger.effect or not trigger.leaf or trigger.sentence <= one.last_sentence:
        return False
    first = scenes.document.sentences[trigger.sentence].first
    words = scenes.document.keys[first : first + 3]
    return words[:2] in _EARLIER or (words[1:] in _EARLIER and (words[0] in HEADS or words[0].isdigit()))


def _is_recalled(trigger: Trigger, time: TimeMention | None, one: Growing, scenes: Scenes) -> bool:
    """``A strike killed 25, medics said. … On Saturday, 16 people | were killed in a strike``: days ago, behind news without a day.

    A sentence that tells of so many others has a number of its own.
    """
    if time is None or one.times or trigger.definite or trigger.effect or trigger.sentence - one.last_sentence < 1:
        return False
    sentences, published, day = scenes.document.sentences, day_of(scenes.document.published), day_of(time.best)
    own = sentences[trigger.sentence]
    if published is None or day is None or day >= published - _NEWS or not 0 < time.first - own.first <= 2:
        return False
    if one.triggers[0].sentence >= LEAD or scenes.document.keys[own.first] != "on":
        return False
    told = {number for at in {t.sentence for t in one.triggers[:_MOST]} for number in _numbers(at, scenes)}
    return bool(told) and not told.issuperset(_numbers(trigger.sentence, scenes))


def _numbers(sentence: int, scenes: Scenes) -> set[str]:
    """The numbers of a sentence, in words or digits, that are of no time."""
    span = scenes.document.sentences[sentence]
    taken = {at for time in scenes.times[sentence] for at in range(time.first, time.last)}
    keys = ((at, scenes.document.keys[at]) for at in range(span.first, span.last) if at not in taken)
    return {key for _, key in keys if key.isdigit() or (key in HEADS and key not in _ONE)}


def opening_of(
    trigger: Trigger,
    place: PlaceMention | None,
    time: TimeMention | None,
    item: int,
    last: Growing | None,
    scenes: Scenes,
) -> Opening:
    """How the trigger's sentence opens; ``last`` is the incident that was told of last."""
    named = not (trigger.definite or trigger.effect)
    fronted = named and place is not None and front_of(scenes, trigger) is not None
    return Opening(
        trigger,
        time,
        item,
        anew=named and trigger.sentence > LEAD and opens_a_paragraph(scenes, trigger),
        later=time is not None and not trigger.definite and tells_of_another(scenes, time, trigger),
        fronted=fronted,
        parted=fronted and last is not None and last.triggers[0].sentence == trigger.sentence,
    )


def _is_of_another_kind(trigger: Trigger, one: Growing) -> bool:
    """``Rebels stormed an outpost. In Uruzgan a suicide bomber | struck``: a scene and a kind of its own, where the first has no scene."""
    named = trigger.kind is None and one.namer.kind is None and not one.namer.effect and trigger.leaf != one.leaf
    return named and not one.places and not (one.summary or one.plural)


def _is_news_before(trigger: Trigger, one: Growing, scenes: Scenes) -> bool:
    """``Soldiers | killed the premier | a day after a plane was shot down``: a harm that says its own kind, before what was earlier."""
    first = one.triggers[0]
    if not trigger.effect or not trigger.leaf or trigger.bare or trigger.sentence != first.sentence:
        return False
    return any(
        time.onward and trigger.last <= time.first and time.last <= first.first for time in scenes.times[first.sentence]
    )
