"""The gate before all reading: it never closes before words that a rule would find, and closes before ordinary news."""

from __future__ import annotations

import pytest

from schemas.article import RawArticle
from worker.extract.incidents.triggers import find_trigger_words
from worker.lexicons.gate import Gate
from worker.lexicons.knowledge import Knowledge, load_knowledge
from worker.text.reading import read_document, read_outline


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Everything that Tocsin knows."""
    return load_knowledge()


def opened(gate: Gate, text: str) -> bool:
    """Whether a text opens a gate."""
    outline = read_outline(RawArticle(text=text))
    return gate.opens(outline.vocabulary, outline.keys)


def test_the_gate_opens_wherever_a_trigger_is_found(knowledge: Knowledge) -> None:
    """Every example of every trigger and figure of speech, as it stands and in capitals."""
    rules = (*knowledge.triggers.rules.rules, *knowledge.scopes.figures.rules)
    for text in [text for rule in rules for example in rule.examples for text in (example, example.upper())]:
        document = read_document(RawArticle(text=text))
        counted = [m for m in knowledge.scopes.figures.find(document, {}) if m.rule.reason is not None]
        if find_trigger_words(document, knowledge.triggers):
            assert opened(knowledge.triggers.gate, text), text
        if counted:
            assert opened(knowledge.scopes.gate, text), text


@pytest.mark.parametrize(
    ("text", "opens"),
    [
        pytest.param("A bomb went off in the market.", True, id="words of a rule"),
        pytest.param("The bomb's blast was heard across the town.", True, id="a possessive"),
        pytest.param("The ex\u00adplo\u00adsion was heard across the town.", True, id="soft hyphens hide no word"),
        pytest.param("The choir sang until nine and the hall was full.", False, id="no word of any rule"),
        pytest.param(
            "The main hall was full, and many were on hold.", False, id="words of rules whose other words are missing"
        ),
        pytest.param("The bank is to hold its course, and sales are up.", False, id="words of a rule that stand apart"),
        pytest.param("The thieves made off with thousands of euros.", True, id="words in a row, and one further on"),
        pytest.param(
            "With 212 million euros the firm made more, and its rivals are better off.",
            False,
            id="words of a rule that stand apart, and not in a row",
        ),
        pytest.param("…", False, id="no word at all"),
    ],
)
def test_what_opens_the_gate(knowledge: Knowledge, text: str, opens: bool) -> None:  # noqa: FBT001 - a column
    """The words of one whole rule do; single words of several rules do not."""
    assert opened(knowledge.triggers.gate, text) is opens
