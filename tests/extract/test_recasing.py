"""Sentences of capitals alone are read as if they were printed in small letters, with capitals for names only."""

from __future__ import annotations

from datetime import date

import pytest

from schemas.article import RawArticle
from worker.extract.recasing import recased
from worker.lexicons.knowledge import Knowledge
from worker.pipeline import process_article
from worker.text.document import Document
from worker.text.reading import read_document

READ = [
    ("GUNMEN KILLED THREE FARMERS NEAR PUNO ON TUESDAY.", "Gunmen killed three farmers near Puno on Tuesday ."),
    # Names are what no list knows; small words between them stay small.
    ("THE WOUNDED MAN, JULIO ARBOLEDA DUQUE, LIVES IN VILLA SERRANA.", "The wounded man , Julio Arboleda Duque , lives in Villa Serrana ."),
    # Behind a forename stands a name, even if it is a word.
    ("POLICE ARRESTED OSCAR CASTLE AND TWO OF HIS COUSINS.", "Police arrested Oscar Castle and two of his cousins ."),
    # Names of places and of groups are known as wholes.
    ("TROOPS OF THE UNITED STATES LEFT SAN SALVADOR BEFORE NOON.", "Troops of the United States left San Salvador before noon ."),
    ("THE NATIONAL LIBERATION ARMY SAID THAT IT HAD FREED BOTH.", "The National Liberation Army said that it had freed both ."),
    # Letters stay: what cannot be spoken, what stands in brackets, what has digits.
    ("THE FMLN HIT A BANK OF THE PEOPLE'S FRONT [FPR] WITH AN AK-47.", "The FMLN hit a bank of the people 's Front [ FPR ] with an AK-47 ."),
    # Inflected words are no names.
    ("TWO BABIES DIED WHEN THE HUTS WERE BURNED BY VANDALS.", "Two babies died when the huts were burned by vandals ."),
    # A month is one beside a number.
    ("THEY MAY RETURN TO LIMA ON 3 MAY AS THEY PROMISED.", "They may return to Lima on 3 May as they promised ."),
    # Few words are a name or a heading; mixed sentences say themselves what is a name.
    ("BREAKING NEWS FROM LIMA", "BREAKING NEWS FROM LIMA"),
    ("BEIRUT (Reuters) - A bomb killed two men.", "BEIRUT - A bomb killed two men ."),
]  # fmt: skip


def _recased(text: str, knowledge: Knowledge) -> Document:
    document = read_document(RawArticle(article_id="a", text=text), knowledge.boilerplate, knowledge.languages)
    return recased(document, knowledge.case, knowledge.gazetteer)


@pytest.mark.parametrize(("text", "expected"), READ)
def test_how_capitals_are_read(text: str, expected: str, knowledge: Knowledge) -> None:
    """The words with the case that they would have in print; their keys and offsets are the text's."""
    document = _recased(text, knowledge)
    assert " ".join(token.text for token in document.tokens) == expected
    assert all(text[token.start : token.end].lower() == token.text.lower() for token in document.tokens)
    assert list(document.capitals) == [at for at, token in enumerate(document.tokens) if token.is_capitalised]


CASES = [
    "Hired assassins this morning murdered Judge Julia Arboleda Duque in front of her home in Medellin, Colombia.",
    "A car bomb exploded today outside a bank in Bucaramanga, Colombia. A watchman and two guards were killed, and nine persons were injured.",
    "Gunmen kidnapped the engineer Hans Roth near Ayacucho in Peru on 3 May 1990, the police said.",
]  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_capitals_tell_the_same(text: str, knowledge: Knowledge) -> None:
    """Type, place, number of people and who they are do not hang on the case of letters."""
    small, loud = (
        process_article(RawArticle(article_id="a", text=form, published=date(1990, 5, 4)), knowledge).events[0]
        for form in (text, text.upper())
    )
    assert loud.type == small.type
    assert loud.location is not None
    assert small.location is not None
    assert loud.location.geonames_id == small.location.geonames_id
    assert [
        (q.best if q else None) for q in (loud.casualties.killed, loud.casualties.injured, loud.casualties.abducted)
    ] == [
        (q.best if q else None) for q in (small.casualties.killed, small.casualties.injured, small.casualties.abducted)
    ]
    assert [(actor.role, actor.name.lower()) for actor in loud.actors] == [
        (actor.role, actor.name.lower()) for actor in small.actors
    ]
