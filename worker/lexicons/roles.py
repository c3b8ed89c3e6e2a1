"""Which words say who did what to whom: verbs with the roles of subject and object, nouns with those of their prepositions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, TypeAdapter

from schemas.actor import ActorKind, ActorRole, ActorStatus
from worker.lexicons.grammar import load_grammar
from worker.lexicons.matcher import Matcher
from worker.lexicons.rules import Rule
from worker.lexicons.source import load_yaml
from worker.lexicons.syntax import Classes, Words, parse_pattern

Sides = Literal["sides"]  # the first is side_a, the others side_b


class RoleRule(Rule):
    """``match`` finds the words; they are a verb, a noun, or a whole construction whose captures are named after roles.

    A verb gives ``subject`` and ``object`` roles by voice; a noun gives roles by preposition, to its possessor ("the
    army's attack") and to a name or people before it ("a Ruritanian air strike").  An identity captures ``who``, a
    description, and ``name``, whose role is that of the description.
    """

    part: Literal["verb", "noun", "link", "identity"]
    subject: ActorRole | None = None
    object: ActorRole | None = None
    prepositions: Mapping[str, ActorRole | Sides] = Field(default_factory=dict)
    possessor: ActorRole | None = None
    modifier: ActorRole | None = None
    status: ActorStatus = ActorStatus.REPORTED
    intransitive: bool = False  # its subject is who it befalls: "three soldiers died"
    holds: bool = False  # what stands within its words is read, too: "blamed the murder of two nurses on bandits"
    done_to: str | None = None  # a class: only in the passive, of such things: "the bomb was planted by rebels"
    lawful: str | None = None  # a class: who seizes such things, or outlaws, for the state does what he should
    after: ActorRole | None = (
        None  # whoever the thing belongs to that follows: "a bomb exploded outside | the judge's house"
    )
    done_by: str | None = None  # a class: only of such people: "the attackers fled"
    kinds: frozenset[ActorKind] = frozenset()  # only actors of these kinds, if any are given


@dataclass(frozen=True, slots=True)
class RoleLexicon:
    """The rules, compiled, and what tells the passive."""

    matcher: Matcher[RoleRule]
    participles: frozenset[str]  # those that do not end in -ed
    things: Mapping[str, frozenset[str]]  # by class: the last words of its members
    arms: frozenset[str]  # what forces fire, fly and drive: who has them does it
    owned: frozenset[str]  # what is somebody's: who attacks it aims at its owner
    attackers: frozenset[str]  # nouns that say by themselves that one did it
    suspects: frozenset[str]  # of these, nouns that only say that one is thought to have done it
    victims: frozenset[str]  # nouns and participles that say that one suffered it
    tended: frozenset[str]  # words for the care of those who were hurt, and for their loss
    elsewhere: frozenset[str]  # words that make of who is named next a witness or an accused
    happening: frozenset[str]  # "broke out", "took place": what a noun's prepositions stand behind, by its last word
    speech: frozenset[str]

    def role_of(self, description: Iterable[str]) -> ActorRole | None:
        """What its words say by themselves: "the gunman", "the dead teacher"."""
        words = frozenset(description)
        if words & self.attackers:
            return ActorRole.PERPETRATOR
        return ActorRole.VICTIM if words & self.victims else None


def load_roles(classes: Classes) -> RoleLexicon:
    """``worker/data/rules/roles.yaml``, and the participles of ``classes/grammar.yaml``.

    Raises:
        KnowledgeError: the file is broken.
        RuleSyntaxError: a pattern is.
    """
    rules = load_yaml("rules/roles.yaml", TypeAdapter(tuple[RoleRule, ...]))
    return RoleLexicon(
        Matcher(rules, classes),
        load_grammar(classes).participles,
        {
            name: _last_words(name, classes)
            for rule in rules
            for name in (rule.done_to, rule.done_by, rule.lawful)
            if name is not None
        },
        _last_words("arms_noun", classes),
        _last_words("owned_thing", classes),
        _last_words("attacker_noun", classes) | _last_words("suspect_noun", classes),
        _last_words("suspect_noun", classes),
        _last_words("victim_word", classes),
        _last_words("tended_word", classes),
        _last_words("accused_word", classes) | _last_words("witness_word", classes),
        _last_words("happening_verb", classes),
        _last_words("speech_verb", classes),
    )


def _last_words(name: str, classes: Classes) -> frozenset[str]:
    """The words that end a member of a class: its noun, in all its forms."""
    ends = (sequence[-1] for sequence in parse_pattern(f"@{name}", classes))
    return frozenset(key for end in ends if isinstance(end, Words) for key in end.keys)
