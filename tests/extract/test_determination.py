"""Which nouns point back to an incident that was told, and which say that it is another one."""

from __future__ import annotations

import pytest

from schemas.article import RawArticle
from worker.extract.findings import UNCOUNTED
from worker.extract.incidents.determination import counts_several, determined
from worker.text.reading import read_document

BACK, ANEW, OPEN = (True, False), (False, True), (False, False)

NOUNS = [
    ("The blast tore through the market.", "blast", BACK),
    ("A blast tore through the market.", "blast", OPEN),
    ("Thursday's assault was the worst in years.", "assault", BACK),
    ("Police condemned Sunday's deadly attack.", "attack", BACK),
    ("The rebels' assault was the worst in years.", "assault", BACK),
    ("A gunman's attack shocked the town.", "attack", OPEN),
    ("A second attack followed.", "attack", ANEW),
    ("The second attack followed.", "attack", ANEW),
    ("Ministers called it an attack.", "attack", BACK),
    ("The magnitude-6.1 quake was felt in Lima.", "quake", BACK),
]


@pytest.mark.parametrize(("sentence", "noun", "points"), NOUNS, ids=[sentence for sentence, _, _ in NOUNS])
def test_what_a_noun_points_to(sentence: str, noun: str, points: tuple[bool, bool]) -> None:
    """Definite: what was told already; separate: another one; neither: it may be either."""
    document = read_document(RawArticle(article_id="a", text=sentence))
    at = document.keys.index(noun)
    assert determined(at, at + 1, document) == points


COUNTS = [
    ("Two attacks killed nine people.", "attacks", 2),
    ("14 people were wounded in attacks.", "attacks", 0),
    ("Several bombings shook the city.", "bombings", UNCOUNTED),
    ("56 people were killed within two days.", "killed", 2),
    ("56 people were killed within two miles.", "killed", 0),
]


@pytest.mark.parametrize(("sentence", "word", "number"), COUNTS, ids=[sentence for sentence, _, _ in COUNTS])
def test_how_many_a_word_sums_up(sentence: str, word: str, number: int) -> None:
    """Of one incident one tells the day; a number of people counts no attacks."""
    document = read_document(RawArticle(article_id="a", text=sentence))
    at = document.keys.index(word)
    assert counts_several(at, at + 1, document) == number
