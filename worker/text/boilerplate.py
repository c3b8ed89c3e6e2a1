"""The rules of what is no prose, compiled: a union for each scope, and what a line must begin with to be asked.

It knows no text; ``clean`` reads one with them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from worker.text.openings import NO_OPENINGS, NOTHING, Openings, openings_of
from worker.values import dataclass

Scope = Literal["line", "sentence", "tail", "caption", "part"]
"""Where a rule holds: for a whole line; for a whole sentence, too; for a line that opens a list of headlines; for a line
that ends so, unless it is long; for just the words that match, anywhere in a line."""


@dataclass(frozen=True, slots=True)
class BoilerplatePattern:
    """A rule as ``find_boilerplate`` needs it; ``regex`` is tried at one place only and repeats nothing without bound."""

    id: str
    kind: str
    scope: Scope
    regex: str


@dataclass(frozen=True, slots=True)
class BoilerplateRules:
    """All patterns, one union a scope, so that a line is read once for each scope and not once for each rule.

    Hardly a line of prose is one: what does not begin like a rule is asked of no union.
    """

    patterns: tuple[BoilerplatePattern, ...] = ()
    unions: tuple[tuple[Scope, re.Pattern[str]], ...] = ()
    landmarks: frozenset[str] = NO_OPENINGS.landmarks
    """Words of whole lines that may begin with anything."""
    lines: re.Pattern[str] = re.compile(NOTHING)
    """How others begin that may be a whole line, in lower case; so ``sentences`` what may be a sentence."""
    sentences: re.Pattern[str] = re.compile(NOTHING)
    anywhere: re.Pattern[str] = re.compile(NOTHING)
    """Any of these where a line or a sentence begins."""


def compile_boilerplate(patterns: Sequence[BoilerplatePattern]) -> BoilerplateRules:
    """The unions of the patterns' regexes.

    Raises:
        re.error: a regex is broken.
    """
    unions: list[tuple[Scope, re.Pattern[str]]] = []
    scopes: tuple[Scope, ...] = ("line", "sentence", "tail", "caption", "part")
    for scope in scopes:
        own = [f"(?P<r{i}>{p.regex})" for i, p in enumerate(patterns) if p.scope == scope]
        if own:
            unions.append((scope, re.compile("|".join(own), re.IGNORECASE)))
    lines = openings_of(p.regex for p in patterns if p.scope in ("line", "sentence", "tail"))
    sentences = openings_of(p.regex for p in patterns if p.scope == "sentence")
    return BoilerplateRules(
        tuple(patterns),
        tuple(unions),
        lines.landmarks | sentences.landmarks,
        re.compile(lines.begin),
        re.compile(sentences.begin),
        _anywhere(lines, sentences),
    )


BREAKS = r"\n\r\x0b\x0c\x85\u2028\u2029"
STOPPED = r"(?<=[.!?…])[\"'”’»)\]]{0,3}[ \t]{1,5}"  # after a full stop, up to the next sentence
_INDENT = 80  # characters before a line that are looked over; more could hide anything


def _anywhere(lines: Openings, sentences: Openings) -> re.Pattern[str]:
    indent = rf"[^\S{BREAKS}]"
    line = rf"(?<=[{BREAKS}]){indent}{{0,{_INDENT}}}+(?:{lines.begin}|{indent})"
    return re.compile(rf"[.!?…{BREAKS}](?:{line}|{STOPPED}{sentences.begin})")
