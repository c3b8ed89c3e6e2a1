"""Storms have names: "Typhoon Fung-wong" is not "Typhoon Kalmaegi", which it follows."""

from __future__ import annotations

from collections.abc import Sequence

from worker.extract.findings import Trigger
from worker.text.document import Document

_STORMS = frozenset("typhoon hurricane cyclone storm".split())


def are_other_storms(trigger: Trigger, told: Sequence[Trigger], document: Document) -> bool:
    """Whether a storm is named, and the incident's is another one."""
    name = _name(trigger, document)
    if name is None:
        return False
    names = {other for one in told if (other := _name(one, document)) is not None}
    return bool(names) and name not in names


def _name(trigger: Trigger, document: Document) -> str | None:
    at = trigger.last
    if document.keys[at - 1] not in _STORMS or at >= len(document.tokens) or not document.tokens[at].is_capitalised:
        return None
    return document.keys[at]
