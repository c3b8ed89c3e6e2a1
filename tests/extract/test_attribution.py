"""Attribution: who says so, in which office, where, and how surely."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.extract.actors.arguments import arguments_of
from worker.extract.actors.attribution import find_attributions
from worker.extract.actors.phrases import Phrases
from worker.extract.reading import Reading
from worker.lexicons.knowledge import Knowledge

Read = Callable[[str], tuple[Reading, Phrases]]

# fmt: off
ROWS = [
    # by / role / kind / channel / modality where it is not "asserted"
    ("The bridge fell, governor Ana Lopez said in a post on social media.", ["Ana Lopez/governor/official/social media"]),
    ("Governor Ana Lopez said on Telegram that the bridge fell.", ["Ana Lopez/Governor/official/social media"]),
    ('"The bridge fell," said police chief Omar Diaz.', ["Omar Diaz/police chief/official"]),
    ("Two men died, the interior ministry said.", ["interior ministry/official"]),
    ("Two men died, said the ministry.", ["ministry/official"]),
    ("Two men died, according to police.", ["police/official"]),
    ("According to the army, two men died.", ["army/military"]),
    ("The army said in a statement that two men died.", ["army/military/statement"]),
    ("A police spokesman told reporters that two men died.", ["police spokesman/official/reporters"]),
    ("Police told a news conference on Monday that two men died.", ["Police/official"]),
    ("The chief said at a news conference that it was over.", []),
    ("The mayor said at a news conference that it was over.", ["mayor/official/news conference"]),
    ("The minister said on state television that it was over.", ["minister/official/state television"]),
    ("The general said in an interview that the line held.", ["general/military/interview"]),
    ("Witnesses said two men fled.", ["Witnesses/witness"]),
    ("Residents were told to keep their windows closed.", []),
    ("Residents reported three blasts.", ["Residents/witness"]),
    ("Local media reported three blasts.", ["Local media/media"]),
    ("Reuters reported three blasts.", ["Reuters/media"]),
    ("Amnesty International said three were held.", ["Amnesty International/ngo"]),
    ("The Dawn Front said in a video that it held them.", ["Dawn Front/party_to_conflict/video"]),
    ("The army claimed that nine rebels died.", ["army/military/alleged"]),
    ("The army denied that nine rebels died.", ["army/military/denied"]),
    ("Two men died, the army said. That could not be independently verified.", ["army/military/unconfirmed"]),
    ("Governor Ana Lopez said it was over. She added that two died.", ["Ana Lopez/Governor/official", "Ana Lopez/Governor/official"]),
    ("Ana Lopez, the governor, said two died. Lopez said nobody fled.", ["Ana Lopez/governor/official", "Ana Lopez/governor/official"]),
    ("The ministry said two died. It added that one fled.", ["ministry/official", "ministry/official"]),
    ("The paper, citing witnesses, spoke of three blasts.", ["witnesses/witness"]),
    ("No group has claimed it, and no officials reported deaths.", []),
    ("Nairobi said two died.", ["Nairobi/official"]),
    ("Firefighters said the roof fell.", ["Firefighters/official"]),
    ("The hospital said two died.", ["hospital/official"]),
    # Nobody.
    ("It was said to be calm.", []),
    ("The sign said no entry.", []),
    ("The army did not say who died.", []),
    ("She said it was over.", []),
]
# fmt: on


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text[:48] for text, _ in ROWS])
def test_who_says_so(read: Read, knowledge: Knowledge, text: str, expected: list[str]) -> None:
    """The speaker by its fullest name; a pronoun is the last speaker; an unknown pronoun nobody."""
    reading, phrases = read(text)
    found = []
    for a in find_attributions(reading, arguments_of(reading, phrases), knowledge.attribution):
        modality = None if a.modality.value == "asserted" else a.modality.value
        found.append("/".join(part for part in (a.by, a.role, a.kind and a.kind.value, a.channel, modality) if part))
    assert found == expected


def test_every_rule_is_matched_in_its_examples_and_not_in_its_counters(read: Read, knowledge: Knowledge) -> None:
    """The words of a rule are found in its examples, and not in its counter-examples."""
    for rule in knowledge.attribution.matcher.rules:
        for text, wanted in [*((e, True) for e in rule.examples), *((c, False) for c in rule.counter)]:
            reading, _ = read(text)
            found = any(
                m.rule.id == rule.id for m in knowledge.attribution.matcher.find(reading.document, reading.layers)
            )
            assert found is wanted, (rule.id, text)


WORDS = 'he said Lopez , according to police the ministry on Telegram could not be verified denied " added'.split()


@given(st.text(max_size=150) | st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_any_text_gives_exact_spans(read: Read, knowledge: Knowledge, text: str) -> None:
    """Nothing raises, and spans are those of tokens."""
    reading, phrases = read(text)
    for said in find_attributions(reading, arguments_of(reading, phrases), knowledge.attribution):
        tokens = reading.document.tokens
        assert (said.start, said.end) == (tokens[said.first].start, tokens[said.last - 1].end)
