"""Word lists that tell whether a capitalised name is a place: organisations, titles, given names, verbs of speaking."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

from worker.errors import Misconfigured
from worker.lexicons.strict_yaml import read_yaml

NAMES_FILE = Path(__file__).parents[2] / "data" / "actors" / "forenames.yaml"
CONTEXT_FILE = Path(__file__).parents[2] / "data" / "places" / "context.yaml"


@dataclass(frozen=True, slots=True)
class ContextWords:
    """The lists of ``context.yaml``, folded words each; the file says what each list means."""

    organisation: frozenset[str]
    office: frozenset[str]
    title: frozenset[str]
    given_name: frozenset[str]
    forename: frozenset[str]  # the given names, and rarer ones that some places bear, too
    never: frozenset[str]
    speaks: frozenset[str]
    wages: frozenset[str]
    person: frozenset[str]
    undergoes: frozenset[str]
    befalls: frozenset[str]
    hits: frozenset[str]
    hurled: frozenset[str]
    happened: frozenset[str]
    does: frozenset[str]
    locative: frozenset[str]
    struck: frozenset[str]
    abroad: frozenset[str]
    grounded: frozenset[str]
    site: frozenset[str]
    thoroughfare: frozenset[str]
    led_site: frozenset[str]
    vague_head: frozenset[str]
    abbreviations: Mapping[str, str]  # folded abbreviation -> the division's GeoNames code


def load_context_words(path: Path = CONTEXT_FILE) -> ContextWords:
    """Read the lists.

    Raises:
        Misconfigured: A list is missing, or one is there that nothing reads.
    """
    found = read_yaml(path.read_bytes())
    names = {field.name for field in fields(ContextWords)} - {"forename"}
    if not isinstance(found, dict) or set(found) != names:
        raise Misconfigured(f"{path} must hold exactly the lists {', '.join(sorted(names))}", "restore the file")
    pairs = str(found.pop("abbreviations")).split()
    lists = {name: frozenset(str(words).split()) for name, words in found.items()}
    rarer = read_yaml(NAMES_FILE.read_bytes())["forename"]
    forenames = lists["given_name"] | frozenset(str(rarer).split())
    return ContextWords(
        **lists, forename=forenames, abbreviations=MappingProxyType(dict(zip(pairs[::2], pairs[1::2], strict=True)))
    )
