"""Claims: who says that it was them, who says that it was not, whose involvement is denied."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.extract.actors.arguments import arguments_of
from worker.extract.actors.claims import find_claims
from worker.extract.actors.phrases import Phrases
from worker.extract.reading import Reading
from worker.lexicons.knowledge import Knowledge

Read = Callable[[str], tuple[Reading, Phrases]]

# fmt: off
ROWS = [
    ("The Dawn Front claimed responsibility for the blast.", ["Dawn Front claims"]),
    ("The Dawn Front has claimed responsibility.", ["Dawn Front claims"]),
    ("Two groups, the Dawn Front and the Red Coast Army, took credit.", ["Dawn Front claims", "Red Coast Army claims"]),
    ("Members of three bands, the Dawn Front and the Red Coast Army, claimed responsibility while Nairobi denied official Kenyan involvement.",
     ["Dawn Front claims", "Red Coast Army claims", "Nairobi denies for Kenya"]),
    ("The attack was claimed by the Dawn Front.", ["Dawn Front claims"]),
    ("A bombing claimed by the Dawn Front killed two.", ["Dawn Front claims"]),
    ("The Dawn Front said it carried out the raid.", ["Dawn Front claims"]),
    ("The Dawn Front said its fighters had ambushed the convoy.", ["Dawn Front claims"]),
    ("The Dawn Front said in a statement on Sunday that its fighters had killed 63 soldiers.", ["Dawn Front claims"]),
    ("The Dawn Front claimed that ambush in a video.", ["Dawn Front claims"]),
    ("The Dawn Front claimed that villages were safe.", []),
    ("The Dawn Front said it had shot down a helicopter.", ["Dawn Front claims"]),
    ("The Kenyan air force said it had shot down 98 of the drones.", []),  # a defence is no deed
    ("The Dawn Front said it was behind the fire.", ["Dawn Front claims"]),
    ("The Dawn Front, which is based in the hills, claimed the attack.", ["Dawn Front claims"]),
    ("The army admitted killing the trader.", ["army claims"]),
    ("The Dawn Front fled. The group claimed responsibility.", ["Dawn Front claims"]),
    ("The Harakat al-Noor group said it had carried out the attack.", ["Harakat al-Noor group claims"]),
    ("The Red Coast Brigade group claimed the attack.", ["Red Coast Brigade claims"]),
    ("The army denied involvement.", ["army denies"]),
    ("The army denied targeting civilians.", ["army denies"]),
    ("Kenya denied any role in the raid.", ["Kenya denies for Kenya"]),
    ("The army rejected the accusations.", ["army denies"]),
    ("The army said it had nothing to do with the fire.", ["army denies"]),
    # A caller speaks for a band.
    ("A man who said he was a member of a leftist group, the Dawn Front, said in a call to a station that his group had planted the bomb.",
     ["Dawn Front claims"]),
    ("A man claiming to belong to the Dawn Front called a station to claim responsibility for the raid.", ["Dawn Front claims"]),
    ("The Dawn Front--named for a hill where it began--claimed responsibility.", ["Dawn Front claims"]),
    ("A man who said he was a member of the club said that his group had met.", []),
    ("An anonymous caller claimed responsibility on behalf of the Dawn Front.", ["Dawn Front claims"]),
    ("A caller claimed the raid in the name of a group calling itself the Sons of Dawn.", ["Sons of Dawn claims"]),
    ("A man speaking for the Dawn Front claimed responsibility in a call.", ["Dawn Front claims"]),
    ("The Red Coast Army claimed responsibility in the name of the Dawn Front.", ["Red Coast Army claims"]),
    ("The Dawn Front admitted the killing.", ["Dawn Front claims"]),
    ("A caller claiming to represent the Dawn Front told a paper that the separatists had planted the parcel.", ["Dawn Front claims"]),
    ("Leaflets claimed the attack for the Dawn Front.", ["Dawn Front claims"]),
    # Who speaks for a band by his office: the band claims, and denies.
    ("Omar Diaz, a spokesman for the Dawn Front, said his men had carried out the raid.", ["Dawn Front claims"]),
    ("Omar Diaz, leader of the Dawn Front, denied any hand in the blast.", ["Dawn Front denies"]),
    ("A leader of the Dawn Front, Omar Diaz, denied that his group had planted the device.", ["Dawn Front denies"]),
    ("Dawn Front spokesman Omar Diaz claimed the killing.", ["Dawn Front claims"]),
    ("A source in the Dawn Front told the agency that the group was behind the raid.", ["Dawn Front claims"]),
    ("The governor's spokesman, Omar Diaz, denied any role.", ["Omar Diaz denies"]),
    ("A police spokesman said the group had carried out the raid.", []),  # they say it of others
    ("Omar Diaz, a farmer, said the group had carried out the raid.", []),
    # Denials in words of their own.
    ("The army denied using gas.", ["army denies"]),
    ("The Dawn Front denied that its fighters had killed the herders.", ["Dawn Front denies"]),
    ("The Dawn Front said its men were not involved.", ["Dawn Front denies"]),
    ("The army said it had not struck the hospital.", ["army denies"]),
    ("The Dawn Front said none of its units had planted the bomb.", ["Dawn Front denies"]),
    ("The Dawn Front distanced itself from the killing.", ["Dawn Front denies"]),
    ("The army called the accusation baseless.", ["army denies"]),
    ("The army said it had not received any report of damage.", []),
    ("The army said it had struck the depot.", ["army claims"]),
    ("The Dawn Front denied on Facebook that any of its people were in the town.", ["Dawn Front denies"]),
    ('The Dawn Front called that "slander".', ["Dawn Front denies"]),
    ("The mayor called the accusations serious.", []),
    ("The army denied that any of its soldiers had died.", []),  # no denial of the deed
    ("The drivers' forum ATZF denied that its members were among them.", ["ATZF denies"]),  # a name that nobody knows
    ("The Dawn Front sent a letter in which it acknowledges having executed two clerks.", ["Dawn Front claims"]),
    ("A person who identified himself as spokesman for the Dawn Front rejected the accusation.", ["Dawn Front denies"]),
    ("The Dawn Front's Radio Sunrise said the group had set off the device.", ["Dawn Front claims"]),
    ('"We planted the bomb," Omar Diaz, a spokesman for the Dawn Front, told the agency.', ["Dawn Front claims"]),
    ('"We did not fire the rockets," said a spokesman for the Dawn Front.', ["Dawn Front denies"]),
    ('"We fired into the air," said a police officer.', []),
    ("The Dawn Front claims to have fired the rockets.", ["Dawn Front claims"]),
    # What is said of the deed, and what else is claimed.
    ("The army claimed the attack was staged.", []),
    ("The Dawn Front claimed the deadly ambush near the border.", ["Dawn Front claims"]),
    ("The trawler was shelled in waters claimed by Kenya.", []),
    # None.
    ("No group has claimed responsibility.", []),
    ("No armed group claimed responsibility.", []),
    ("Nobody has taken responsibility.", []),
    ("The Dawn Front has not claimed responsibility.", []),
    ("There was no claim of responsibility.", []),
    ("The army did not deny involvement.", []),
    ("The flood claimed two lives.", []),
    ("The group claimed responsibility.", []),  # which group is not said
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text[:48] for text, _ in ROWS])
def test_who_claims_and_who_denies(read: Read, knowledge: Knowledge, text: str, expected: list[str]) -> None:
    """Each claimant by itself; a state that denies speaks for itself unless another is named."""
    reading, phrases = read(text)
    found = [
        f"{c.by.name} {'denies' if c.denied else 'claims'}" + (f" for {c.sponsor.name}" if c.sponsor else "")
        for c in find_claims(reading, arguments_of(reading, phrases), knowledge.claims)
    ]
    assert found == expected


def test_every_rule_is_found_in_its_examples_and_not_in_its_counters(read: Read, knowledge: Knowledge) -> None:
    """A rule gives a claim in each of its examples, and none in its counter-examples."""
    for rule in knowledge.claims.matcher.rules:
        for example in rule.examples:
            if rule.blocks:
                continue  # proved by its pattern
            reading, phrases = read(example)
            assert any(
                c.rule_id == rule.id for c in find_claims(reading, arguments_of(reading, phrases), knowledge.claims)
            ), (
                rule.id,
                example,
            )
        for counter in rule.counter:
            reading, phrases = read(counter)
            assert not any(
                c.rule_id == rule.id for c in find_claims(reading, arguments_of(reading, phrases), knowledge.claims)
            ), (
                rule.id,
                counter,
            )


WORDS = "Kenya denied claimed responsibility by the Dawn Front , and no said it carried out involvement not".split()


@given(st.text(max_size=150) | st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_any_text_gives_exact_spans(read: Read, knowledge: Knowledge, text: str) -> None:
    """Nothing raises, and spans are those of tokens."""
    reading, phrases = read(text)
    for claim in find_claims(reading, arguments_of(reading, phrases), knowledge.claims):
        tokens = reading.document.tokens
        assert (claim.start, claim.end) == (tokens[claim.first].start, tokens[claim.last - 1].end)
