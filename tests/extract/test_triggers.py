"""Triggers in context: which leaf the words around give to words that say little by themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from worker.extract.trace import Trace

Run = Callable[[str], Trace]
PLAIN: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("plain_sentences.yaml").read_text(encoding="utf-8")
)

LEAVES = [
    # the method of harm decides
    ("Insurgents attacked the depot with three drones.", "conflict.drone_strike"),
    ("The attack on the depot, by fighter jets, lasted an hour.", "conflict.air_strike"),
    ("Rebels attacked the hill town with mortars.", "conflict.shelling"),
    ("An explosion in the lobby was caused by a parcel bomb.", "conflict.explosive_device"),
    ("A man blew himself up at the gate of the mosque.", "conflict.suicide_bombing"),
    (
        "Shells filled with chlorine hit the suburb, and chlorine gas was used against the garrison.",
        "conflict.cbrn_attack",
    ),
    # whose headquarters decides, and who kills a lone attacker fights no battle
    (
        "An attack on the headquarters of the bakers' union in Cali left two people wounded.",
        "violence.attack_on_civilians",
    ),
    ("An attack on the headquarters of the 3rd Brigade in Cali left two soldiers wounded.", "conflict.armed_clash"),
    ("Rebels attacked the army headquarters in Cali.", "conflict.armed_clash"),
    (
        "Armed men opened fire on travellers at an airport, killing two people. Police then killed one attacker.",
        "violence.attack_on_civilians",
    ),
    ("Soldiers killed four attackers in the forest.", "conflict.armed_clash"),
    ("Soldiers shot two reporters at a checkpoint in Lima.", "violence.attack_on_civilians"),
    ("Soldiers killed two reporters in a shooting at a checkpoint in Lima.", "violence.attack_on_civilians"),
    ("Soldiers killed two rebels in a shooting at a checkpoint in Lima.", "conflict.armed_clash"),
    ("The band used explosives against the town hall of Kanti.", "conflict.explosive_device"),
    # nobody meant it
    ("A gas cylinder blew up at a guest house in the old town, injuring three people.", "accident.industrial_fire"),
    ("A farmer was shot in the foot when his nephew's pistol went off in a barn.", "accident.shooting"),
    ("A guard was killed when his own rifle went off by accident.", "accident.shooting"),
    (
        "An undersea data cable between Denmark and Poland was damaged off the island of Bornholm.",
        "infrastructure.damage",
    ),
    ("Rebels blew up the bridge near the dam.", "conflict.explosive_device"),
    ("Men in a speedboat fired rockets at a bulk carrier in the strait.", "conflict.naval_attack"),
    # then who is hit by whom
    ("Gunmen ambushed a convoy of evacuees on the coast road.", "violence.attack_on_civilians"),
    ("Gunmen ambushed a convoy of marines on the coast road.", "conflict.armed_clash"),
    ("A jailed student was tortured in the old fort.", "violence.mistreatment"),
    ("Gunmen attacked a village near the river and killed nine farmers.", "violence.attack_on_civilians"),
    ("Rebels ambushed an army convoy in the gorge.", "conflict.armed_clash"),
    ("Soldiers killed six militants in the forest.", "conflict.armed_clash"),
    ("A union leader was shot dead outside his office by two men on a motorcycle.", "violence.assassination"),
    ("Unknown assailants shot dead journalist Emeka Obi outside his home.", "violence.assassination"),
    (
        "Jets were scrambled after three Russian drones crossed into Poland's airspace.",
        "conflict.cross_border_incursion",
    ),
    ("Police killed 64 people in raids against a gang in Rio de Janeiro.", "conflict.armed_clash"),
    ("Rebels have detained ten aid workers in Sanaa.", "violence.abduction"),
    ("The body of a miner was recovered from a collapsed gold mine near Oruro.", "accident.industrial_fire"),
    ("A man was stabbed to death in a quarrel over a parking space.", "crime.violent"),
    # a crowd
    ("Clashes between police and demonstrators went on all night.", "unrest.riot"),
    ("Police fired tear gas at demonstrators outside parliament.", "unrest.protest_repressed"),
    ("Thousands of teachers marched through the capital over unpaid wages.", "unrest.peaceful_protest"),
    ("Dockers went on strike over pay.", "unrest.strike_blockade"),
    # nobody meant it
    ("An explosion at a fireworks factory killed six workers.", "accident.industrial_fire"),
    ("Two explosions at a refinery near Ploiesti injured nine workers.", "accident.industrial_fire"),
    ("Two explosions rocked the old town of Lahore, killing nine people.", "conflict.explosive_device"),
    ("A blast outside a mosque in Kabul killed five people.", "conflict.explosive_device"),
    ("A gas explosion outside a school in Osaka injured four children.", "accident.industrial_fire"),
    ("Eleven pilgrims were killed when a bus plunged into a ravine.", "accident.transport"),
    ("A pedestrian was hit by a car on the ring road.", "accident.transport"),
    ("A boy was accidentally shot by his cousin while hunting.", "accident.shooting"),
    ("A blaze destroyed four hundred hectares of pine.", "disaster.climate_fire"),
    ("Floods swept away two bridges and left hundreds homeless.", "disaster.weather_flood"),
    ("An earthquake of magnitude 6.1 shook the province.", "disaster.geophysical"),
    ("A cholera outbreak killed forty people in the camp.", "disaster.epidemic"),
    # things and networks
    ("A gas pipeline was ruptured north of the town.", "infrastructure.damage"),
    ("Ten thousand homes lost power.", "infrastructure.outage"),
    ("Hackers broke into the servers of the bank and knocked its website offline.", "security.cyber_attack"),
    ("Sappers defused a bomb under the bridge.", "security.foiled_plot"),
    ("Customs seized two tonnes of cocaine in the port.", "crime.organized"),
    ("Masked men robbed a jeweller on the square.", "crime.robbery"),
    ("Gunmen kidnapped two engineers on the road to the mine.", "violence.abduction"),
    ("Hooded men hijacked an airliner with ninety passengers.", "violence.hostage_hijack"),
    ("Fighters overran two villages; government troops withdrew from the town.", "conflict.territory_change"),
    ("Armed men crossed the border before dawn and fought with guards.", "conflict.cross_border_incursion"),
    ("The governor imposed a curfew on the city.", "security.emergency_measure"),
    ("A mob lynched two men accused of theft.", "violence.mob"),
]


@pytest.mark.parametrize(("sentence", "leaf"), LEAVES, ids=[leaf + "-" + str(n) for n, (_, leaf) in enumerate(LEAVES)])
def test_the_first_incident_has_the_leaf(run: Run, sentence: str, leaf: str) -> None:
    """The method of harm decides first, then who is hit, then the motive."""
    found = run(sentence)
    assert [i.leaf for i in found.incidents][:1] == [leaf], [
        (t.rule_id, t.leaf, t.weight, t.skip) for t in found.triggers
    ]


@pytest.mark.parametrize(
    ("leaf", "sentence"), [(leaf, sentence) for leaf, sentences in PLAIN.items() for sentence in sentences]
)
def test_a_plain_sentence_gives_one_incident_of_its_leaf(run: Run, leaf: str, sentence: str) -> None:
    """News in one sentence, leaf by leaf."""
    assert [incident.leaf for incident in run(sentence).incidents] == [leaf]


NOTHING = [
    "His attack on the tax plan won applause in the senate.",
    "The bank came under fire for its fees.",
    "Shares crashed on Monday after a flood of bad news.",
    "The party won by a landslide.",
    "The film is a bombshell, and its star set the stage on fire.",
    "The chef gave a cooking demonstration at the fair.",
    "She died of a heart attack at home.",
    "The bomb squad moved to new offices.",
    "The new stadium clashes with the old town.",
    "The court overturned the ruling on drought insurance.",
    "The army unveiled attack helicopters and drones at a fair.",
    "The final went to a penalty shootout.",
    "He was fired from the post of coach.",
    "Rob and his brother battled back to win the title.",
    "A perfect storm of costs hit the retailer.",
]


@pytest.mark.parametrize("sentence", NOTHING)
def test_figures_of_speech_are_no_incidents(run: Run, sentence: str) -> None:
    """Words of violence that tell of business, sport, politics and talk give nothing."""
    found = run(sentence)
    assert not found.incidents, [(t.rule_id, t.leaf, t.weight) for i in found.incidents for t in i.triggers]
