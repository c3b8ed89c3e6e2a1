"""Profiles of languages: worker/data/text/languages.yaml."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, TypeAdapter

from worker.lexicons.source import load_yaml
from worker.text.language import ENGLISH, LanguageProfiles


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    words: Mapping[str, str]
    letters: Mapping[str, str]


def load_languages() -> LanguageProfiles:
    """All profiles.

    Raises:
        KnowledgeError: the file is broken.
    """
    content = load_yaml("text/languages.yaml", TypeAdapter(_File))
    words: dict[str, tuple[str, ...]] = {}
    for language, line in content.words.items():
        for word in dict.fromkeys(line.split()):
            words[word] = (*words.get(word, ()), language)
    letters = {letter: language for language, several in content.letters.items() for letter in several}
    return LanguageProfiles(
        words,
        letters,
        english=frozenset(word for word, several in words.items() if ENGLISH in several),
        other=frozenset(word for word, several in words.items() if any(one != ENGLISH for one in several)),
    )
