"""What is known of actors: groups and bodies by name, nouns for the unnamed, words that make a name an organisation's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from schemas.incident import ActorKind, Sector
from worker.lexicons.grammar import words_of
from worker.lexicons.source import data_folder, load_yaml
from worker.lexicons.syntax import Classes, Words, parse_pattern
from worker.text.tokens import split_tokens

Keys = tuple[str, ...]


class NamedActor(BaseModel):
    """A group, force, agency or organisation; ``since`` and ``until`` are years."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    aliases: tuple[str, ...] = ()
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$", description="ISO 3166-1 alpha-3")
    sector: Sector
    kind: ActorKind = ActorKind.ORGANIZATION
    since: int | None = None
    until: int | None = None
    source: str


class ActorNouns(BaseModel):
    """Nouns that stand for actors without a name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^actor\.[a-z_]+$")
    kind: ActorKind
    sector: Sector | None
    nouns: tuple[str, ...]
    examples: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class ActorLexicon:
    """Tables by word key: what may begin, or end, at a word."""

    names: Mapping[str, tuple[tuple[Keys, NamedActor, str], ...]]  # by first word, longest first; the alias as written
    nouns: Mapping[str, tuple[tuple[Keys, ActorNouns], ...]]  # by last word, longest first
    modifiers: Mapping[str, Sector]
    heads: Mapping[str, Sector | None]  # "Front", "Ministry", "Cartel"
    titles: Mapping[str, Sector | None]
    first_names: frozenset[str]
    particles: frozenset[str]
    known: frozenset[str]  # words at which a name begins, a noun ends or a head stands: the others need no second look


_HEADS: tuple[tuple[str, Sector | None], ...] = (
    ("society", None), ("business", Sector.BUS), ("media", Sector.MED), ("government", Sector.GOV), ("party", Sector.OPP),
    ("crime", Sector.CRM), ("police", Sector.COP), ("force", Sector.MIL), ("rebel", Sector.REB),
)  # fmt: skip
_NAMES = TypeAdapter(tuple[NamedActor, ...])


def load_actors(classes: Classes) -> ActorLexicon:
    """The files of ``worker/data/actors`` and the classes of ``classes/actors.yaml``.

    Raises:
        KnowledgeError: a file is broken.
        RuleSyntaxError: a class is missing.
    """
    nouns = _noun_table()
    heads: dict[str, Sector | None] = {}
    for name, sector in _HEADS:
        heads.update(dict.fromkeys(words_of(f"org_head_{name}", classes), sector))
    titles: dict[str, Sector | None] = {word: next((n.sector for k, n in nouns.get(word, ()) if len(k) == 1), None) for word in words_of("person_title", classes)}
    for sector, words in load_yaml("actors/titles.yaml", TypeAdapter(dict[Sector, tuple[str, ...]])).items():
        titles.update(dict.fromkeys(words, sector))
    modifiers = load_yaml("actors/modifiers.yaml", TypeAdapter(dict[Sector, tuple[str, ...]]))
    names = _name_table()
    return ActorLexicon(
        names=names,
        nouns=nouns,
        modifiers={word: sector for sector, words in modifiers.items() for word in words},
        heads=heads,
        titles=titles,
        first_names=words_of("first_name", classes),
        particles=words_of("name_particle", classes),
        known=frozenset(names) | frozenset(nouns) | frozenset(heads),
    )


def load_named_actors() -> tuple[NamedActor, ...]:
    """All groups and bodies that are known by name.

    Raises:
        KnowledgeError: a file is broken.
    """
    folder = data_folder() / "actors" / "names"
    files = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(actor for name in files for actor in load_yaml(f"actors/names/{name}", _NAMES))


def _name_table() -> dict[str, tuple[tuple[Keys, NamedActor, str], ...]]:
    table: dict[str, list[tuple[Keys, NamedActor, str]]] = defaultdict(list)
    for actor in load_named_actors():
        for alias in (actor.name, *actor.aliases):
            keys = tuple(token.lower for token in split_tokens(alias))
            table[keys[0]].append((keys, actor, alias))
    return {first: tuple(sorted(several, key=lambda s: (-len(s[0]), s[2]))) for first, several in table.items()}


def _noun_table() -> dict[str, tuple[tuple[Keys, ActorNouns], ...]]:
    table: dict[str, dict[Keys, ActorNouns]] = defaultdict(dict)
    for group in load_yaml("actors/nouns.yaml", TypeAdapter(tuple[ActorNouns, ...])):
        for noun in group.nouns:
            for keys in _forms(noun):
                table[keys[-1]].setdefault(keys, group)
    return {last: tuple(sorted(several.items(), key=lambda s: (-len(s[0]), s[0]))) for last, several in table.items()}


def _forms(noun: str) -> list[Keys]:
    """``police officer/n`` -> (police, officer), (police, officers)."""
    (sequence,) = parse_pattern(noun, {})
    words = [sorted(element.keys) for element in sequence if isinstance(element, Words)]
    return [(*(word[0] for word in words[:-1]), last) for last in words[-1]]
