"""What the grammar of one sentence says of two triggers: whether they tell of one incident or can not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from worker.extract.findings import Trigger
from worker.extract.incidents.growing import Growing
from worker.extract.incidents.when import reaction_before
from worker.extract.places.scenes import Scenes
from worker.lexicons.incidents import IncidentRules

_IN = frozenset("in during".split())
_ARTICLES = frozenset("a an the".split())
_JOINED = 3  # words: "and the", "and a subsequent"
_COUNTING = frozenset("another second third later".split())
_REACH = 4  # words from "in" to what it was in
_CROWDS = "unrest"
_POLICE = "security"
_KILLINGS = ("killing", "shooting")
_WORKS = "works"
_WHY = frozenset("after over following followed by against".split())
_ABOUT = frozenset("against over about".split())
_SOON, _BARRAGE = 2, 3  # sentences
_DRONES = frozenset("drones uavs shaheds".split())
_MISSILES = frozenset("missiles rockets bombs".split())
_DEBRIS = frozenset("debris wreckage fragments".split())
_THEM = frozenset("him her them".split())
_THEY = frozenset("he she they".split())
_CLAIMING = frozenset("claimed claims claiming".split())
_WAS = frozenset("was were being".split())
_NEXT = frozenset("later then himself herself he she".split())
_AND = frozenset(("and", "before"))
_CULPRITS = frozenset(
    "attacker attackers suspect suspects gunman gunmen assailant assailants man men woman driver perpetrator perpetrators killer shooter"
    " pair couple teenager teenagers youth".split()
)
_STRUCK_BACK = frozenset(
    "attackers assailants gunmen raiders militants insurgents terrorists jihadists bandits rebels".split()
)
_STRUCK = 12  # words


def are_one(trigger: Trigger, told: Trigger, leaf: str, scenes: Scenes, rules: IncidentRules) -> bool:
    """``Soldiers killed three gunmen | in a raid on the camp``: what was told of a ``leaf`` just before, in the same clause.

    ``the quake and the | tsunami`` are one, too.
    Who was killed ``in a police operation`` is told of it, though nobody need die in one.
    """
    first, second = sorted((trigger, told), key=lambda t: t.first)
    if not trigger.leaf or trigger.sentence != told.sentence or first.last > second.first:
        return False
    clauses, keys = scenes.clauses, scenes.document.keys
    if keys[second.first - 2 : second.first] == ("and", "then"):
        return rules.family_of(leaf) == rules.family_of(
            trigger.leaf
        )  # "drove into a crowd on the bridge | and then | stabbed"
    if clauses[first.last - 1] != clauses[second.first]:
        return False
    in_operation = trigger is first and trigger.effect and rules.family_of(leaf) == _POLICE
    in_operation |= first.kind in _KILLINGS and rules.family_of(second.leaf) == _POLICE
    if rules.family_of(leaf) != rules.family_of(trigger.leaf) and not in_operation:
        return False
    between = keys[first.last : second.first]
    if first.leaf == second.leaf and len(between) <= _JOINED and between[:1] == ("and",):
        return not second.separate and _COUNTING.isdisjoint(between)  # "the quake and the tsunami that followed"
    before = keys[max(first.last, second.first - _REACH) : second.first]
    return any(word in _IN and after in _ARTICLES for word, after in pairwise(before))


def is_debris(trigger: Trigger, told: Trigger, leaf: str, scenes: Scenes, rules: IncidentRules) -> bool:
    """``Air defences shot down 71 drones. Debris started | a fire at a warehouse``: what fell from the sky broke or burned it."""
    fell = leaf in rules.stoppable or leaf == rules.stopped
    if not fell or trigger.leaf not in rules.carries or trigger.sentence - told.sentence > _SOON:
        return False
    first = scenes.document.sentences[trigger.sentence].first
    return not _DEBRIS.isdisjoint(scenes.document.keys[first : trigger.first])


def is_of_barrage(trigger: Trigger, told: Trigger, leaf: str, scenes: Scenes, rules: IncidentRules) -> bool:
    """``launched 464 drones and 22 missiles at Ukraine. … two blocks were | hit by missiles``: of one night's mixed attack."""
    air = trigger.leaf in rules.barrage and (leaf in rules.stoppable or leaf == rules.stopped)
    if not air or trigger.separate or not 0 <= trigger.sentence - told.sentence <= _BARRAGE:
        return False
    sentence = scenes.document.sentences[told.sentence]
    words = scenes.document.keys[sentence.first : sentence.last]
    return not _DRONES.isdisjoint(words) and not _MISSILES.isdisjoint(words)


def points_back(trigger: Trigger, scenes: Scenes) -> bool:
    """``Police | arrested | him in another town``, ``the attackers were | arrested``: those who were told of before."""
    keys, low = scenes.document.keys, scenes.document.sentences[trigger.sentence].first
    before = keys[max(low, trigger.first - _REACH) : trigger.first]
    if not _THEM.isdisjoint(keys[trigger.last : trigger.last + 1]) or not _THEY.isdisjoint(before):
        return True
    pairs = *pairwise(keys[trigger.last : trigger.last + 2]), *pairwise(before), *pairwise(keys[low : low + 2])
    return any(article == "the" and noun in _CULPRITS for article, noun in pairs)


def goes_on(trigger: Trigger, beside: Sequence[Trigger], scenes: Scenes) -> bool:
    """``stabbed two women in Lyon | and was shot dead | in Bron``: what befell, in the same breath, those who are told of.

    ``beside`` are all triggers of the sentence.
    """
    if not any(told.last <= trigger.first and told.leaf and told.skip is None for told in beside):
        return False
    at, keys = trigger.first, scenes.document.keys
    low = max(scenes.document.sentences[trigger.sentence].first, at - _REACH)
    while at > low and (at == trigger.first or keys[at] in _WAS | _NEXT or keys[at].endswith("ly")):
        at -= 1
    return keys[at] in _AND and not _WAS.isdisjoint(keys[at + 1 : trigger.last])


def is_claimed(trigger: Trigger, growing: Sequence[Growing], in_mind: Sequence[int], scenes: Scenes) -> bool:
    """``The group claimed | the bombings | on Friday``: what was told just before, on the day of the claim."""
    if not trigger.definite or trigger.effect or not in_mind:
        return False
    last, keys = growing[in_mind[-1]], scenes.document.keys
    before = keys[max(scenes.document.sentences[trigger.sentence].first, trigger.first - _JOINED) : trigger.first]
    near = 0 < trigger.sentence - last.last_sentence <= _BARRAGE
    return near and bool(last.times) and not _CLAIMING.isdisjoint(before)


def is_grievance(trigger: Trigger, scenes: Scenes, rules: IncidentRules) -> bool:
    """``They marched against | power cuts``, "against | attacks on their people": what is only complained of."""
    keys = scenes.document.keys
    works = rules.family_of(trigger.leaf) == _WORKS and not _ABOUT.isdisjoint(
        keys[max(0, trigger.first - 2) : trigger.first]
    )
    plural = keys[trigger.first].endswith("s") and keys[trigger.first - 1] == "against" and trigger.kind != "arrest"
    return works or (plural and not trigger.effect)


def strikes_back(trigger: Trigger, leaf: str, scenes: Scenes, rules: IncidentRules) -> bool:
    """``An air strike | killed ten of the attackers``: it is not what they did, if that was not from the air."""
    if trigger.leaf not in rules.stoppable or leaf in rules.from_afar or rules.family_of(leaf) == _CROWDS:
        return False
    end = scenes.document.sentences[trigger.sentence].last
    behind = scenes.document.keys[trigger.last : min(end, trigger.last + _STRUCK)]
    return any(article == "the" and noun in _STRUCK_BACK for article, noun in pairwise(behind))


def are_two(trigger: Trigger, told: Trigger, leaf: str, scenes: Scenes, rules: IncidentRules) -> bool:
    """``Judges | protest | the murder``, "The march was called after | the murder": it is not the protest."""
    if strikes_back(trigger, leaf, scenes, rules):
        return True
    if rules.family_of(leaf) != _CROWDS:
        return False
    keys = scenes.document.keys
    why = trigger.kind == "killing" and keys[trigger.first - 1] == "the" and keys[trigger.first - 2] in _WHY
    return why or (trigger.sentence == told.sentence and reaction_before(trigger, scenes, rules) >= 0)
