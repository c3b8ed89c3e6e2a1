"""Scopes: what takes an incident out of the told world, and where the scope ends."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from schemas.reasons import SkipReason as Reason
from worker.extract.trace import Trace

Run = Callable[[str], Trace]

SKIPPED = [
    ("The mayor, who was gunned down by masked men in 1986, was a baker.", Reason.HISTORIC),
    ("In May last year, gunmen killed 21 villagers in Popayan.", Reason.HISTORIC),
    ("The truce broke down in January after rebels attacked a base.", Reason.HISTORIC),
    ("Rebels attacked a base in 2011", Reason.HISTORIC),  # where the text ends with the time
    ("The rebels will not attack the bank.", Reason.NEGATED),
    ("The rebels planned to murder the mayor.", Reason.THREATENED),
    ("In the movie a car bomb destroys a theater.", Reason.FICTION),
    ("She attacked the president's handling of the strike.", Reason.FIGURATIVE),
    ("The army denied that it had shelled the village.", Reason.DENIED),
    ("The car bomb did not explode.", Reason.NEGATED),
    ("The week passed without any drone attacks.", Reason.NEGATED),
    ("The union postponed the general strike.", Reason.NEGATED),
    ("The union will go on strike next Friday.", Reason.PLANNED),
    ("Teachers in Padua will walk out on Friday.", Reason.PLANNED),
    ("The rebels in the hills did not attack the village.", Reason.NEGATED),
    ("A second protest would be held on Friday, the union said.", Reason.PLANNED),
    ("Prosecutors said that the waiter murdered the cook in a quarrel.", Reason.COURT),
    ("The group threatened to bomb the pipeline.", Reason.THREATENED),
    ("The general ordered his men to shell the town.", Reason.THREATENED),
    ("Rebels could launch drone strikes on the port.", Reason.HYPOTHETICAL),
    ("If the army shells the town, thousands will flee.", Reason.HYPOTHETICAL),
    ("Fears of a suicide bombing emptied the streets.", Reason.HYPOTHETICAL),
    ("Guards were posted to prevent any further drone attack.", Reason.HYPOTHETICAL),
    ("The army deployed howitzers to shell the town.", Reason.HYPOTHETICAL),
    ("In 2014 rebels shelled the airport for weeks.", Reason.HISTORIC),
    ("Twenty years ago an earthquake destroyed the old town.", Reason.HISTORIC),
    ("Ruza lost her home in the earthquake that hit the valley one year ago.", Reason.HISTORIC),
    ("She lost a leg in the bombing that killed 40 people in Selby in 1998.", Reason.HISTORIC),
    ("On the anniversary of the bombing bells rang.", Reason.ANNIVERSARY),
    ("The region has been targeted by drone attacks since spring.", Reason.GENERIC),
    ("Kidnappings are common in the delta.", Reason.GENERIC),
    ("So far this year forty robberies were counted.", Reason.STATISTICS),
    ("A jury convicted two men of the bombing.", Reason.COURT),
    ("During the naval exercise a mock missile attack was repelled.", Reason.EXERCISE),
    ("In the film a car bomb destroys the embassy.", Reason.FICTION),
    ("Her attack on the bill was applauded.", Reason.FIGURATIVE),
]


@pytest.mark.parametrize(("sentence", "reason"), SKIPPED)
def test_what_did_not_happen_is_skipped_with_its_reason(run: Run, sentence: str, reason: Reason) -> None:
    """No event, and the trigger is counted under its reason."""
    found = run(sentence)
    assert not found.incidents
    reasons = {s.reason for s in found.result.skipped}
    assert reason in reasons or (reason is Reason.ANNIVERSARY and Reason.HISTORIC in reasons), found.result.skipped


ENDS = [
    ("The mayor, who took office in 1986, was gunned down by masked men on Monday.", "violence.assassination"),
    ("The bank, which was robbed in 1986, was hit by a car bomb on Monday.", "conflict.explosive_device"),
    ("There will be an inquiry into the murders of three bakers by gunmen.", "violence.attack_on_civilians"),
    ("The mayor promised to punish those responsible for the murder of six bakers on Monday.", "crime.violent"),
    (
        "Police did not give details of the attack on the bank, in which two guards died.",
        "violence.attack_on_civilians",
    ),
    ("The rebels have not told the motive for the kidnapping of two nuns.", "violence.abduction"),
    ("In the past few hours rebels have blown up a bridge with dynamite.", "conflict.explosive_device"),
    ("The murder of the mayor by gunmen on Monday angered the people in general.", "violence.assassination"),
    ("A car bomb exploded outside a movie theater.", "conflict.explosive_device"),
    ("It was considered a terrorist attack: a car bomb killed nine people on Monday.", "conflict.explosive_device"),
    ("During the attack on the president's villa on Monday a bomb killed a clerk.", "conflict.explosive_device"),
    ("Officials had warned of floods, but the car bomb exploded unnoticed.", "conflict.explosive_device"),
    ("The army denied involvement in the drone attack, which killed four people.", "conflict.drone_strike"),
    ("It was the deadliest suicide bombing since the siege of the town ended in 1999.", "conflict.suicide_bombing"),
    ("There were no casualties in the drone attack.", "conflict.drone_strike"),
    ("The mayor was gunned down on Monday, regional prosecutors said.", "violence.assassination"),
    ("The shelling, which nobody could have foreseen, killed a nurse.", "conflict.shelling"),
    ("Nobody doubts that the car bomb was planted by the gang; no group has claimed it.", "conflict.explosive_device"),
    (
        "A bombing that police laid to the men who robbed a bank in 1998 killed nine people.",
        "conflict.explosive_device",
    ),
    ("Ruza lost her home in the earthquake that hit the valley on Monday.", "disaster.geophysical"),
    ("Rebels shelled the town on Sunday while ministers discussed what may follow.", "conflict.shelling"),
    ("A quake killed nine people on Monday, reviving memories of the one that struck in 1970.", "disaster.geophysical"),
    ("Wildfires razed 60 homes on Monday, and the number of homes lost is to climb.", "disaster.climate_fire"),
]


@pytest.mark.parametrize(("sentence", "leaf"), ENDS)
def test_a_scope_ends_where_language_ends_it(run: Run, sentence: str, leaf: str) -> None:
    """A condition, warning or denial beside an incident does not take the incident along."""
    found = run(sentence)
    assert leaf in [i.leaf for i in found.incidents], found.result.skipped
