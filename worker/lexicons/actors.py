"""What is known of actors: groups and bodies by name, nouns for the unnamed, words that make a name an organisation's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from schemas.actor import ActorKind, Sector
from worker.lexicons.grammar import words_of
from worker.lexicons.source import data_folder, load_yaml
from worker.lexicons.syntax import Classes, Words, parse_pattern
from worker.text.tokens import split_tokens


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

    name_lengths: Mapping[str, tuple[int, ...]]  # by first word: of how many words a name may be, longest first
    names: Mapping[
        str, tuple[tuple[NamedActor, str], ...]
    ]  # by the name's keys, joined by spaces; with the alias as written
    noun_lengths: Mapping[str, tuple[int, ...]]  # by last word
    nouns: Mapping[str, ActorNouns]  # by the noun's keys
    modifiers: Mapping[str, Sector]
    heads: Mapping[str, Sector | None]  # "Front", "Ministry", "Cartel"
    titles: Mapping[str, Sector | None]
    first_names: frozenset[str]
    particles: frozenset[str]
    arms: frozenset[str]  # before these a force's noun names the force: "army helicopters"
    nationals: Mapping[str, str]  # "mexicans", by its keys -> the country
    no_person: frozenset[str]  # words of names that are no person's: "Hurricane Ian"
    named_things: frozenset[str]  # a name behind these is theirs: "the freighter | Sea Harvest"
    known: frozenset[str]  # words at which a name begins, a noun ends or a head stands: the others need no second look


_HEADS: tuple[tuple[str, Sector | None], ...] = (
    ("society", None), ("business", Sector.BUS), ("media", Sector.MED), ("government", Sector.GOV), ("party", Sector.OPP),
    ("crime", Sector.CRM), ("police", Sector.COP), ("force", Sector.MIL), ("rebel", Sector.REB),
)  # fmt: skip
_ALPHA_3 = 3  # letters of a country's code
_NAMES = TypeAdapter(tuple[NamedActor, ...])


def load_actors(classes: Classes) -> ActorLexicon:
    """The files of ``worker/data/actors`` and the classes of ``classes/actors.yaml``.

    Raises:
        KnowledgeError: a file is broken.
        RuleSyntaxError: a class is missing.
    """
    nouns = _noun_table(classes)
    heads: dict[str, Sector | None] = {}
    for name, sector in _HEADS:
        heads.update(dict.fromkeys(words_of(f"org_head_{name}", classes), sector))
    titles: dict[str, Sector | None] = {
        word: nouns[word].sector if word in nouns else None for word in words_of("person_title", classes)
    }
    for sector, words in load_yaml("actors/titles.yaml", TypeAdapter(dict[Sector, tuple[str, ...]])).items():
        titles.update(dict.fromkeys(words, sector))
    modifiers = load_yaml("actors/modifiers.yaml", TypeAdapter(dict[Sector, tuple[str, ...]]))
    names = _name_table()
    name_lengths, noun_lengths = _lengths(names, 0), _lengths(nouns, -1)
    return ActorLexicon(
        name_lengths=name_lengths,
        names=names,
        noun_lengths=noun_lengths,
        nouns=nouns,
        modifiers={word: sector for sector, words in modifiers.items() for word in words},
        heads=heads,
        titles=titles,
        first_names=words_of("first_name", classes),
        particles=words_of("name_particle", classes),
        arms=words_of("arms_noun", classes),
        nationals=_nationals(),
        no_person=words_of("no_person", classes),
        named_things=words_of("named_thing", classes),
        known=frozenset(name_lengths) | frozenset(noun_lengths) | frozenset(heads),
    )


def load_named_actors() -> tuple[NamedActor, ...]:
    """All groups and bodies that are known by name.

    Raises:
        KnowledgeError: a file is broken.
    """
    folder = data_folder() / "actors" / "names"
    files = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(actor for name in files for actor in load_yaml(f"actors/names/{name}", _NAMES))


def _name_table() -> dict[str, tuple[tuple[NamedActor, str], ...]]:
    table: dict[str, tuple[tuple[NamedActor, str], ...]] = {}
    for actor in load_named_actors():
        for alias in (actor.name, *actor.aliases):
            key = " ".join(token.lower for token in split_tokens(alias))
            table[key] = (*table.get(key, ()), (actor, alias))
    return table


def _nationals() -> dict[str, str]:
    """The people of countries in the plural: "costa ricans", "frenchmen"."""
    table: dict[str, str] = {}
    for code, words in load_yaml("places/demonyms.yaml", TypeAdapter(dict[str, tuple[str, ...]])).items():
        for word in words if len(code) == _ALPHA_3 and code.isupper() else ():
            plural = word if word.endswith("men") else word + "s"
            if plural == word or (word[-1] not in "shzx" and not word.endswith(("ese", "ch", "man"))):
                table.setdefault(" ".join(token.lower for token in split_tokens(plural)), code)
    return table


def _noun_table(classes: Classes) -> dict[str, ActorNouns]:
    table: dict[str, ActorNouns] = {}
    for group in load_yaml("actors/nouns.yaml", TypeAdapter(tuple[ActorNouns, ...])):
        for noun in group.nouns:
            for key in _forms(noun, classes):
                table.setdefault(key, group)
    return table


def _lengths(keys: Iterable[str], word: int) -> dict[str, tuple[int, ...]]:
    """Of how many words a key may be, longest first, by its first (0) or last (-1) word."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for key in keys:
        words = key.split(" ")
        lengths[words[word]].add(len(words))
    return {one: tuple(sorted(several, reverse=True)) for one, several in lengths.items()}


def _forms(noun: str, classes: Classes) -> Iterator[str]:
    """``police officer/n`` -> police officer, police officers; ``(maoist|marxist) cell`` -> maoist cell, marxist cell."""
    for sequence in parse_pattern(noun, classes):
        words = [sorted(element.keys) for element in sequence if isinstance(element, Words)]
        yield from (" ".join(form) for form in product(*words))
