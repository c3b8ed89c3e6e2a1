"""What casualties are read with: rules by field and family, words for people, words that link or date a toll."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import Field, TypeAdapter

from worker.lexicons.grammar import words_of
from worker.lexicons.links import LinkRule, load_links
from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule, load_matcher
from worker.lexicons.source import load_yaml
from worker.lexicons.syntax import Classes

Harm = Literal["killed", "injured", "missing", "captured", "abducted", "arrested", "displaced"]
Family = Literal["passive", "active", "reduced", "nominal", "part", "toll"]


class CasualtyRule(Rule):
    """Number and harm; the family says how they stand to each other, and so which checks apply."""

    field: Harm
    family: Family


class UnharmedRule(Rule):
    """Words that say that nobody was harmed."""

    fields: tuple[Harm, ...] = Field(min_length=1)


class EarlierRule(Rule):
    """Words that make a toll one of other times; ``lasting``: of what has gone on since, so that the toll is the news' own; ``whole``: of all tolls behind them in the sentence.

    ``overall``: of all incidents that are told together; ``running``: of all that has gone on, the news in it; ``superseded``: what
    was said of the news at first.
    """

    lasting: bool = False
    whole: bool = False
    overall: bool = False
    running: bool = False
    superseded: bool = False


class AboardRule(Rule):
    """Who was aboard (``load``), and that ``all`` of them died or how many were left ``alive``; whose ``bodies`` were found."""

    says: Literal["load", "all", "alive", "bodies"]


@dataclass(frozen=True, slots=True)
class PeopleWords:
    """Words by which groups of people are told from things."""

    person: frozenset[str]
    plural: frozenset[str]
    thing: frozenset[str]
    household: frozenset[str]
    stop: frozenset[str]  # what no noun phrase holds after its number


@dataclass(frozen=True, slots=True)
class CasualtyLexicon:
    """Compiled, see ``worker/data/rules/{casualties,unharmed,earlier,links,aboard}.yaml``."""

    rules: Matcher[CasualtyRule]
    unharmed: Matcher[UnharmedRule]
    earlier: Matcher[EarlierRule]
    links: Matcher[LinkRule]
    loads: Matcher[AboardRule]
    fates: Matcher[AboardRule]
    people: PeopleWords
    adverbs: frozenset[str]


_RULES = TypeAdapter(tuple[CasualtyRule, ...])
_UNHARMED = TypeAdapter(tuple[UnharmedRule, ...])
_EARLIER = TypeAdapter(tuple[EarlierRule, ...])
_ABOARD = TypeAdapter(tuple[AboardRule, ...])


def load_casualties(classes: Classes) -> CasualtyLexicon:
    """All that casualties are read with.

    Raises:
        KnowledgeError: a file is broken.
    """
    aboard = load_yaml("rules/aboard.yaml", _ABOARD)
    return CasualtyLexicon(
        rules=load_matcher("rules/casualties.yaml", _RULES, classes),
        unharmed=load_matcher("rules/unharmed.yaml", _UNHARMED, classes),
        earlier=load_matcher("rules/earlier.yaml", _EARLIER, classes),
        links=load_links(classes),
        loads=Matcher((rule for rule in aboard if rule.says == "load"), classes),
        fates=Matcher((rule for rule in aboard if rule.says != "load"), classes),
        people=load_people_words(classes),
        adverbs=words_of("harm_adverb", classes)
        | words_of("harm_be", classes)
        | words_of("auxiliary", classes)
        | _ADVERBIAL,
    )


_ADVERBIAL = frozenset("to said believed thought known as among by and feared up".split())
_HARM_CLASSES = ("killed", "kill", "died", "injured", "injure", "missing", "captured", "capture", "abducted", "abduct", "arrested", "arrest", "displaced", "displace", "to_death")  # fmt: skip


def load_people_words(classes: Classes) -> PeopleWords:
    """Words for people and for what is none."""
    person = words_of("casualty_noun", classes)
    stop: frozenset[str] = frozenset()
    for name in (
        "determiner",
        "preposition",
        "conjunction",
        "auxiliary",
        "pronoun",
        "plain_verb",
        "plain_adverb",
        "harm_be",
    ):
        stop |= words_of(name, classes)
    for harm in _HARM_CLASSES:
        stop |= words_of(f"harm_{harm}", classes)
    plural_only = words_of("casualty_plural_only", classes)
    return PeopleWords(
        person=person,
        plural=frozenset(word for word in person if word in plural_only or _is_plural(word, person)),
        thing=words_of("no_people", classes) - person,
        household=words_of("casualty_household", classes),
        stop=stop - person - {"others", "other", "more", "disabled"},
    )


def _is_plural(word: str, words: frozenset[str]) -> bool:
    """``miners`` is one since ``miner`` stands in the list, too."""
    singulars = (word[:-1], word[:-2], word[:-3] + "y") if word.endswith("s") else ()
    if any(singular in words for singular in singulars):
        return True
    return word.endswith(("men", "children", "wives"))
