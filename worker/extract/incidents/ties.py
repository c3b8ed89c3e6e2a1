"""What the grammar of one sentence says of two triggers: whether they tell of one incident or can not."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from schemas.place import PlacePrecision
from worker.extract.actors.lawful import is_rest_of_attackers
from worker.extract.findings import PlaceMention, Trigger
from worker.extract.incidents.growing import Growing
from worker.extract.incidents.when import reaction_before
from worker.extract.places.scenes import Scenes
from worker.lexicons.incidents import IncidentRules

_IN = frozenset("in during".split())
_ARTICLES = frozenset("a an the".split())
_JOINED = 3  # words: "and the", "and a subsequent"
_COUNTING = frozenset("another second third later".split())
_REACH = 4  # words from "in" to what it was in
_ARMED, _CROWDS = "armed", "unrest"
_POLICE = "security"
_SABOTAGE = "security.sabotage"
_RAZED = frozenset("demolished razed levelled leveled flattened destroyed wrecked".split())
_RAID = 16  # words between an air raid and what it razed
_KILLINGS = ("killing", "shooting")
_WORKS = "works"
_WHY = frozenset("after over following followed by against".split())
_ABOUT = frozenset("against over about".split())
_SOON, _BARRAGE = 2, 3  # sentences
_DRONES = frozenset("drones uavs shaheds".split())
_MISSILES = frozenset("missiles rockets bombs".split())
_CRASH = "accident.transport"
_OF_DRONES = frozenset("conflict.cross_border_incursion conflict.intercepted_attack conflict.drone_strike".split())
_DEBRIS = frozenset("debris wreckage fragments".split())
_THEM = frozenset("him her them".split())
_FAR_BEHIND = 16  # words: "a man in his forties in West Sussex on Sunday in connection with"
_CAME = frozenset(("came", "comes", "come", "happened", "occurred", "followed"))
_UNITS_AFTER = frozenset((unit, "after") for unit in "hours day days week weeks month months hour".split())
_SUSPECTS = frozenset(("suspect", "suspects"))
_CONNECTED = ("connection", "with", "the")
_QUESTIONED = (("for", "questioning"), ("for", "interrogation"))
_HIS_HOME = "trigger.raid.home"
_OWNED = frozenset("his her their".split())
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
_AFTER = frozenset("after following retaliation response reprisal reprisals revenge".split())
_WAR = "conflict."


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
    razed = second.leaf == _SABOTAGE and keys[second.first] in _RAZED and first.leaf in rules.stoppable
    if razed and len(between) <= _RAID and between.count(",") in (0, 2):
        return True  # "the air raids on Idlib | demolished a row of houses"
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


def is_its_end(trigger: Trigger, told: Trigger, leaf: str, scenes: Scenes) -> bool:
    """``A drone crossed into its airspace. It | crashed | in Vaslui``: the thing that was told of."""
    first = scenes.document.sentences[trigger.sentence].first
    near = trigger.sentence - told.sentence == 1 and leaf in _OF_DRONES
    return near and trigger.leaf == _CRASH and scenes.document.keys[first] == "it"


def is_before_onward(place: PlaceMention, trigger: Trigger, scenes: Scenes) -> bool:
    """``A bomb killed 12 in the | capital |, a day after militants | stormed a college``: where the later one was."""
    if place.sentence != trigger.sentence or place.last > trigger.first or place.precision is PlacePrecision.COUNTRY:
        return False
    between = scenes.document.keys[place.last : trigger.first]
    return any(pair in _UNITS_AFTER for pair in pairwise(between))


def is_of_barrage(trigger: Trigger, told: Trigger, leaf: str, scenes: Scenes, rules: IncidentRules) -> bool:
    """``launched 464 drones and 22 missiles at Ukraine. … two blocks were | hit by missiles``: of one night's mixed attack."""
    air = trigger.leaf in rules.barrage and (leaf in rules.stoppable or leaf == rules.stopped)
    if not air or trigger.separate or not 0 <= trigger.sentence - told.sentence <= _BARRAGE:
        return False
    sentence = scenes.document.sentences[told.sentence]
    words = scenes.document.keys[sentence.first : sentence.last]
    return not _DRONES.isdisjoint(words) and not _MISSILES.isdisjoint(words)


def is_of_culprit(trigger: Trigger, scenes: Scenes) -> bool:
    """``Officers | searched his flat``: whose it was has been told, however long ago."""
    behind = scenes.document.keys[trigger.last : trigger.last + _FAR_BEHIND]
    before = scenes.document.keys[max(0, trigger.first - _REACH) : trigger.first]
    if trigger.kind == "arrest" and not _SUSPECTS.isdisjoint((*before, *behind[:2])):
        return True  # "two suspects had been detained"
    if trigger.kind == "arrest" and behind[:2] in _QUESTIONED:
        return True  # "two gardeners were detained for questioning"
    if trigger.kind == "arrest" and _CONNECTED in zip(behind, behind[1:], behind[2:], strict=False):
        return True  # "arrested a man in Sussex in connection with the attack"
    return trigger.rule_id == _HIS_HOME or not _OWNED.isdisjoint(scenes.document.keys[trigger.first : trigger.last])


def points_back(trigger: Trigger, scenes: Scenes) -> bool:
    """``Police | arrested | him in another town``, ``the attackers were | arrested``: those who were told of before."""
    keys, low = scenes.document.keys, scenes.document.sentences[trigger.sentence].first
    before = keys[max(low, trigger.first - _REACH) : trigger.first]
    if not _THEM.isdisjoint(keys[trigger.last : trigger.last + 1]) or not _THEY.isdisjoint(before):
        return True
    if is_of_culprit(trigger, scenes):
        return True
    pairs = *pairwise(keys[trigger.last : trigger.last + 2]), *pairwise(before), *pairwise(keys[low : low + 2])
    return any(article == "the" and noun in _CULPRITS for article, noun in pairs)


def is_looked_back_on(trigger: Trigger, scenes: Scenes) -> bool:
    """``The attack came two weeks after | a bombing | killed 30``: the news is what came."""
    keys, low = scenes.document.keys, scenes.document.sentences[trigger.sentence].first
    came = next((at for at in range(low, trigger.first) if keys[at] in _COMING), None)
    return came is not None and "after" in keys[came + 1 : min(trigger.first, came + _LATER)]


_COMING = frozenset("came comes coming happened occurred follows".split())
_LATER = 7  # tokens of "came less than two full weeks after"
_OF_ONE = frozenset(("crime.violent", "violence.attack_on_civilians", "violence.mass_killing"))
_CLASH = "conflict.armed_clash"
_ENDED = frozenset("died dying dead killed shot slain wounded captured arrested".split())
_NEAR_END = 6  # tokens


def ends_it(trigger: Trigger, leaf: str, scenes: Scenes, rules: IncidentRules) -> bool:
    """``Commandos | shot dead | the last of the attackers``: how an attack ended, and no other fight."""
    armed = rules.family_of(leaf) == _ARMED == rules.family_of(trigger.leaf)
    ways = range(trigger.first, trigger.last + 1)
    return armed and any(is_rest_of_attackers(scenes.document, at) for at in ways)


def is_his_end(trigger: Trigger, leaf: str, scenes: Scenes) -> bool:
    """``A gunman shot nine clerks before dying in | a gun battle | with police``: how the attack ended, and no fight of two sides."""
    if leaf not in _OF_ONE or trigger.leaf != _CLASH or trigger.effect:
        return False
    keys, low = scenes.document.keys, scenes.document.sentences[trigger.sentence].first
    before = keys[max(low, trigger.first - _NEAR_END) : trigger.first]
    return ("in" in before or "during" in before or "after" in before) and (
        not _ENDED.isdisjoint(before) and keys[trigger.last : trigger.last + 1] == ("with",)
    )


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


def _came_after(trigger: Trigger, told: Trigger, scenes: Scenes) -> bool:
    """``The attacks | came a day after the army | had bombed a camp``: two, where the second has words of its own."""
    if trigger.sentence != told.sentence or trigger.definite or trigger.effect or trigger.first < told.last:
        return False
    between = scenes.document.keys[told.last : trigger.first]
    return not _CAME.isdisjoint(between) and any(pair in _UNITS_AFTER for pair in pairwise(between))


def _is_what_it_answers(trigger: Trigger, told: Trigger, scenes: Scenes, rules: IncidentRules) -> bool:
    """``Iran | fired missiles into | the capital after Iraqi | planes pounded | four tankers``: two deeds from afar."""
    if trigger.sentence != told.sentence or trigger.leaf == told.leaf or trigger.first < told.last:
        return False
    afar = trigger.leaf in rules.stoppable and told.leaf in rules.stoppable
    return afar and not _AFTER.isdisjoint(scenes.document.keys[told.last : trigger.first])


def _is_found_dead(trigger: Trigger, told: Trigger, scenes: Scenes) -> bool:
    """``A couple were found | murdered |, and their tribe went on | a rampage``: why there was one."""
    keys, first, last = scenes.document.keys, trigger.first, told.first
    if trigger.sentence != told.sentence or last < first or scenes.clauses[first] == scenes.clauses[last]:
        return False
    return "found" in keys[max(0, first - 2) : trigger.last] and "and" in keys[trigger.last : last]


def is_of_others(trigger: Trigger) -> bool:
    """``The smugglers put more people into these boats``: a trade that is only spoken of."""
    return trigger.kind == "trade" and trigger.definite and trigger.bare


def strikes_back(trigger: Trigger, leaf: str, scenes: Scenes, rules: IncidentRules) -> bool:
    """``An air strike | killed ten of the attackers``: it is not what they did, if that was not from the air."""
    if trigger.leaf not in rules.stoppable or leaf in rules.from_afar or rules.family_of(leaf) == _CROWDS:
        return False
    end = scenes.document.sentences[trigger.sentence].last
    behind = scenes.document.keys[trigger.last : min(end, trigger.last + _STRUCK)]
    return any(article == "the" and noun in _STRUCK_BACK for article, noun in pairwise(behind))


def is_of_retaliation(scene: PlaceMention, trigger: Trigger, beside: Sequence[Trigger], scenes: Scenes) -> bool:
    """``US strikes targets in Yemen | after | attack on tanker``: where the answer was is not where what it answers was."""
    if scene.last > trigger.first or _AFTER.isdisjoint(scenes.document.keys[scene.last : trigger.first]):
        return False
    return is_answered(trigger, [other for other in beside if other.last <= scene.last], scenes)


def is_answered(trigger: Trigger, beside: Sequence[Trigger], scenes: Scenes) -> bool:
    """``Fired rockets in retaliation for | a strike``: the sentence tells first of another deed of war, which came after it."""
    if not trigger.leaf.startswith(_WAR):
        return False
    return any(
        other.leaf.startswith(_WAR)
        and not other.effect
        and other.leaf != trigger.leaf
        and not _AFTER.isdisjoint(scenes.document.keys[other.last : trigger.first])
        for other in beside
    )


def are_two(trigger: Trigger, told: Trigger, leaf: str, scenes: Scenes, rules: IncidentRules) -> bool:
    """``Judges | protest | the murder``, "The march was called after | the murder": it is not the protest."""
    if strikes_back(trigger, leaf, scenes, rules) or _came_after(trigger, told, scenes):
        return True
    if _is_what_it_answers(trigger, told, scenes, rules):
        return True
    if rules.family_of(leaf) == _CROWDS and _is_found_dead(trigger, told, scenes):
        return True
    if rules.family_of(leaf) != _CROWDS:
        return False
    keys = scenes.document.keys
    why = trigger.kind == "killing" and keys[trigger.first - 1] == "the" and keys[trigger.first - 2] in _WHY
    return why or (trigger.sentence == told.sentence and reaction_before(trigger, scenes, rules) >= 0)
