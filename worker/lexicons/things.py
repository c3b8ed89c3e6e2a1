"""Words for things, by what they are for: homes, offices, bases, power lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from schemas.harm import TargetKind
from worker.lexicons.grammar import words_of
from worker.lexicons.syntax import Classes, Words, parse_pattern

Keys = tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class ThingWords:
    """Phrases by their last word, the longest first; words that no name of a thing holds."""

    heads: Mapping[str, tuple[tuple[Keys, TargetKind], ...]]
    compound: frozenset[str]  # after a thing, these make it the modifier of something else: "bus driver", "house fire"
    stop: frozenset[str]


_STOP_CLASSES = ("determiner", "preposition", "conjunction", "auxiliary", "pronoun", "plain_verb", "plain_adverb")
_VERB_CLASSES = (
    "damage_damaged",
    "damage_destroyed",
    "damage_damage",
    "damage_destroy",
    "damage_fell",
    "target_hit",
    "target_was_hit",
)


_SERVED = frozenset("service services traffic timetable timetables fares fare".split())  # "train services" are no train


def load_things(classes: Classes) -> ThingWords:
    """The classes ``thing_*`` of ``worker/data/classes/things.yaml``.

    Raises:
        RuleSyntaxError: a class is missing.
    """
    heads: dict[str, list[tuple[Keys, TargetKind]]] = defaultdict(list)
    for kind in TargetKind:
        for sequence in parse_pattern(f"@thing_{kind.value}", classes):
            keys = tuple(element.keys for element in sequence if isinstance(element, Words))
            for last in sorted(keys[-1]):
                heads[last].append((keys, kind))
    stop: frozenset[str] = frozenset().union(*(words_of(name, classes) for name in (*_STOP_CLASSES, *_VERB_CLASSES)))
    verbs = words_of("noun_verb", classes)
    stop |= frozenset(word for word in verbs if word.endswith(("ed", "ing")))
    return ThingWords(
        heads={last: tuple(sorted(several, key=lambda s: -len(s[0]))) for last, several in heads.items()},
        compound=_SERVED
        | words_of("casualty_noun", classes)
        | words_of("incident_noun", classes)
        | words_of("weapon_head", classes),
        stop=stop,
    )
