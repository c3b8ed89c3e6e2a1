"""Base noun phrases: determiner, numbers, adjectives and nouns up to the head."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from worker.extract.actors.phrases import Phrases
from worker.extract.reading import Reading

ROWS = [
    ("The army retook the hill.", "The army | the hill"),
    ("Two heavily armed men attacked the village market.", "Two heavily armed men | the village market"),
    ("Masked gunmen killed three farmers.", "Masked gunmen | three farmers"),
    ("Gunmen kill nine in a raid on an army base.", "Gunmen | a raid | an army base"),
    ("The rebels attack the base.", "The rebels | the base"),
    ("A rebel attack kills soldiers.", "A rebel attack | soldiers"),
    ("The killing of the mayor shocked residents.", "The killing | the mayor | residents"),
    ("Soldiers wounded in the clash were flown out.", "Soldiers | the clash"),
    ("Gunmen opened fire on a bus, killing six people.", "Gunmen | fire | a bus | six people"),
    ("Police arrested suspected militants.", "Police | suspected militants"),
    ("The wounded soldiers walked home.", "The wounded soldiers | home"),
    ("Ruritania's navy shelled the old port.", "Ruritania's navy | the old port"),
    ("Dozens of armed militants stormed the prison.", "Dozens of armed militants | the prison"),
    ("They were shot by unidentified gunmen riding motorcycles.", "unidentified gunmen | motorcycles"),
    ("Fighting between the army and the rebels went on.", "Fighting | the army | the rebels"),
    ("On Tuesday two trucks burned.", "two trucks"),
    ("The strikes hit warehouses.", "The strikes | warehouses"),
    ("He wants to attack the bridge.", "the bridge"),
    ("Three US soldiers told us little.", "Three US soldiers | little"),
    ("Guards routinely beat up the prisoners.", "Guards | the prisoners"),
    ("The deadly family feud ended.", "The deadly family feud"),
    ("A bus carrying pilgrims fell; a drug trafficking gang fled.", "A bus | pilgrims | a drug trafficking gang"),
    ("The army freed Gen. Luis Prado and the Rev. Ana Ruiz.", "The army | Gen. Luis Prado | the Rev. Ana Ruiz"),
    ("A bomb hit the transport ministry.", "A bomb | the transport ministry"),
    ("The rebels transport arms.", "The rebels | arms"),
    ("Scantily clad dancers fled men clad in black.", "Scantily clad dancers | men | black"),
    ("Rebels shelled U.S.-backed troops.", "Rebels | U.S.-backed troops"),
    ("Governor Ana Lopez visited the building.", "Governor Ana Lopez | the building"),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text[:40] for text, _ in ROWS])
def test_base_noun_phrases(read: Callable[[str], tuple[Reading, Phrases]], text: str, expected: str) -> None:
    """Verbs end a phrase, participles before a noun belong to it, a determiner or number begins a new one."""
    reading, phrases = read(text)
    found = [reading.document.words(first, last) for first, last in sorted(phrases.layer.ends.items())]
    assert " | ".join(found) == expected


def test_the_name_begins_after_article_and_number(read: Callable[[str], tuple[Reading, Phrases]]) -> None:
    """``core`` skips what is no part of a name."""
    reading, phrases = read("The two masked men left.")
    ((first, last),) = phrases.layer.ends.items()
    assert reading.document.words(phrases.core(first, last), last) == "masked men"


def test_a_word_knows_its_phrase(read: Callable[[str], tuple[Reading, Phrases]]) -> None:
    """``around`` gives the phrase of a token, and nothing for a verb."""
    _, phrases = read("The army retook the hill.")
    assert phrases.around(1) == (0, 2)
    assert phrases.around(2) is None
