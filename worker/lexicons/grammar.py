"""What kind of word a word is, as far as a list can say: the table that noun phrases are read with.

Tags are single characters: d determiner, p preposition, c conjunction, r pronoun, x auxiliary, a adverb, v verb, b noun or verb,
e past form or participle, j participle used as an adjective, g -ing form, n number, s possessive, w any other word, . punctuation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from worker.lexicons.inflect import verb_forms
from worker.lexicons.syntax import Classes, Words, class_members, parse_pattern
from worker.text.tokens import begins_upper
from worker.text.words import remembered

# Later ones win: "about" is read as a preposition, "damage" as noun or verb.
_CLASSES = (
    ("plain_adverb", "a"), ("conjunction", "c"), ("preposition", "p"), ("pronoun", "r"), ("determiner", "d"), ("auxiliary", "x"),
    ("adjectival_participle", "j"), ("ing_noun", "w"), ("ly_noun", "w"), ("ed_noun", "w"), ("postposed", "e"),
)  # fmt: skip
_LIKE_ITS_PARTICIPLE = frozenset(("overrun", "overcome"))
_ING_LETTERS, _ADVERB_LETTERS = 6, 5  # shorter words that end in -ing or -ly are names and nouns


@dataclass(frozen=True, slots=True)
class GrammarLexicon:
    """Tags of the words that the lists know."""

    tags: Mapping[str, str]
    participles: frozenset[str]  # past participles that look like nothing of the kind: shot, slain
    persons: frozenset[str]  # nouns for one person or several
    dealings: frozenset[str]  # -ing forms that name what is done to or by the noun before them: people smuggling


def words_of(name: str, classes: Classes) -> frozenset[str]:
    """The single words of a class, with their forms.

    Raises:
        RuleSyntaxError: there is no such class.
    """
    found: set[str] = set()
    for sequence in parse_pattern(f"@{name}", classes):
        if len(sequence) == 1 and isinstance(sequence[0], Words):
            found |= sequence[0].keys
    return frozenset(found)


def load_grammar(classes: Classes) -> GrammarLexicon:
    """The table, from ``worker/data/classes/grammar.yaml``."""
    tags: dict[str, str] = {}
    participles: set[str] = set()
    for name, own in (("plain_verb", "v"), ("noun_verb", "b")):
        for member in class_members(name, classes):
            _file_verb(member, own, tags, participles)
    for name, tag in _CLASSES:
        tags.update(dict.fromkeys(words_of(name, classes), tag))
    tags["'s"] = tags["'"] = tags["’"] = "s"
    return GrammarLexicon(
        tags, frozenset(participles), words_of("casualty_noun", classes), words_of("dealing", classes)
    )


def _file_verb(member: str, own: str, tags: dict[str, str], participles: set[str]) -> None:
    base = member.removesuffix("/v")
    forms = verb_forms(base) if member.endswith("/v") else (base,)
    past = forms[2:-1]
    for form in forms:
        if form.endswith("ing") and form != base:
            tags[form] = "g"
        elif form not in past:
            tags[form] = own
        else:  # "took" is past only, "taken" and "shot" are participles
            tags[form] = "v" if len(past) > 1 and form == past[0] else "e"
    participles.update(past[-1:] or forms[:1])
    if base in _LIKE_ITS_PARTICIPLE:
        participles.add(base)


@remembered
def tag_by_shape(text: str) -> str:
    """The tag of a word that no list knows."""
    if not text[0].isalnum():
        return "."
    if text[0].isdigit():
        return "n"
    if begins_upper(text):
        return "w"
    if text.endswith("ed") and len(text) > 3:
        return "j" if "-" in text else "e"
    if text.endswith("ing") and len(text) >= _ING_LETTERS:
        return "j" if text.endswith("-wing") else "g"
    if text.endswith("ly") and len(text) >= _ADVERB_LETTERS:
        return "a"
    return "w"
