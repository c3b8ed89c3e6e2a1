"""The words of time expressions: worker/data/text/times.yaml."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from worker.lexicons.source import load_yaml
from worker.text.tokens import split_tokens

Unit = Literal[
    "second", "minute", "hour", "day", "night", "week", "fortnight", "weekend", "month", "year", "decade", "century"
]


class TimeLexicon(BaseModel):
    """See the file for what each list means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    months: Mapping[str, int]
    unsure_months: frozenset[str]
    weekdays: Mapping[str, int]
    unsure_weekdays: frozenset[str]
    parts: frozenset[str]
    nights: frozenset[str]
    small_hours: frozenset[str]
    clock_words: Mapping[str, int]
    seasons: Mapping[str, int]
    units: Mapping[str, Unit]
    zones: Mapping[str, int]
    holidays: Mapping[str, tuple[int, int]]
    festive: frozenset[str]
    eras: Mapping[str, tuple[int, int]]
    called_after_eras: frozenset[str]
    vehicle_makes: frozenset[str]
    report_verbs: frozenset[str]
    report_nouns: frozenset[str]
    accusing: frozenset[str]
    report_between: frozenset[str]
    charge_verbs: frozenset[str]
    charge_between: frozenset[str]
    toll_nouns: frozenset[str]
    toll_verbs: frozenset[str]
    toll_changes: frozenset[str]
    court_verbs: frozenset[str]
    superlatives: frozenset[str]
    follow_ups: frozenset[str]
    future_words: frozenset[str]
    future_prepositions: frozenset[str]
    clause_starts: frozenset[str]
    every: frozenset[str]
    habits: frozenset[str]

    @cached_property
    def names_of_eras(self) -> Mapping[str, tuple[tuple[tuple[str, ...], tuple[int, int]], ...]]:
        """First word of an era's name, in lower case -> the words of each such name as the file writes them, with its years; the longest first."""
        names: dict[str, list[tuple[tuple[str, ...], tuple[int, int]]]] = defaultdict(list)
        for name in sorted(self.eras, key=len, reverse=True):
            words = tuple(token.text for token in split_tokens(name))
            names[words[0].lower()].append((words, self.eras[name]))
        return {first: tuple(several) for first, several in names.items()}

    @cached_property
    def heads(self) -> Mapping[str, str]:
        """Word -> which kind of expression it may begin or be the head of; of two kinds the later one below."""
        kinds: dict[str, str] = {}
        for kind, words in (
            ("era", self.names_of_eras),
            ("holiday", {name.split()[0] for name in self.holidays}),
            ("habit", self.habits),
            ("season", self.seasons),
            ("unit", self.units),
            ("part", self.parts | self.nights),
            ("clock_word", self.clock_words),
            ("month", self.months),
            ("weekday", self.weekdays),
            ("side", ("early", "late", "mid")),
            ("relative", ("today", "yesterday", "tomorrow", "tonight", "overnight")),
            ("anniversary", ("anniversary", "anniversaries")),
        ):
            kinds.update(dict.fromkeys(words, kind))
        return kinds


def load_times() -> TimeLexicon:
    """The words of time.

    Raises:
        KnowledgeError: the file is broken.
    """
    return load_yaml("text/times.yaml", TypeAdapter(TimeLexicon))
