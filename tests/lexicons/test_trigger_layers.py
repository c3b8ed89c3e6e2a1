"""A trigger that could never match is refused when it is loaded."""

from __future__ import annotations

import pytest

from worker.lexicons.source import KnowledgeError
from worker.lexicons.triggers import TriggerRule, check_layers


def rule(pattern: str) -> TriggerRule:
    """A trigger with this pattern."""
    return TriggerRule(id="trigger.test", match=(pattern,), type="crime.robbery", examples=("Nothing.",))


def test_a_layer_in_a_trigger_is_refused() -> None:
    """Numbers are not found yet when triggers are searched; the error says what to write instead."""
    with pytest.raises(KnowledgeError, match=r"trigger\.test.*in place of %number"):
        check_layers([rule("stole %number bicycles")])


def test_words_and_classes_are_accepted() -> None:
    """As all the triggers in the data are."""
    check_layers([rule("stole (two|three) bicycles")])
