"""Tells the dead of one side from those of another: what is told of soldiers and what of villagers adds up.

Knows who the people of a toll are, not which toll is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from worker.extract.findings import CasualtyMention
from worker.lexicons.incidents import IncidentRules
from worker.text.numerals import HEADS

_BESIDE = 3  # sentences between the dead of one side and of the other
_FIGHTERS, _FORCES = 0, 1
_NO_NOUNS = frozenset(
    "at least about some around nearly almost more than over others other another further of them".split()
)


class Sides:
    """Who the people of an incident's tolls are."""

    def __init__(self, mentions: Sequence[CasualtyMention], rules: IncidentRules) -> None:
        self._kinds = (rules.fighters, rules.forces, rules.civilians)
        self._words = _told_with(mentions)

    def opposed(self, one: CasualtyMention, other: CasualtyMention) -> bool:
        """Whether they are of two sides, told side by side: "killed 15 rebels. One soldier died"; not "the gunman" and whom he shot."""
        near = abs(one.sentence - other.sentence) <= _BESIDE
        return near and not self.is_culprit(one, other) and self.on_two_sides(one, other)

    def on_two_sides(self, one: CasualtyMention, other: CasualtyMention) -> bool:
        """Whether nobody can be of both: rebels, soldiers and villagers; "nine American soldiers" and "four Afghan troops"."""
        words, beside = self._words[_place(one)], self._words[_place(other)]
        kinds, others = self._kinds_of(words), self._kinds_of(beside)
        if kinds and others and kinds.isdisjoint(others):
            return True
        lands, theirs = _peoples(words), _peoples(beside)
        return bool(kinds and others and lands and theirs) and lands.isdisjoint(theirs)

    def is_culprit(self, mention: CasualtyMention, best: CasualtyMention) -> bool:
        """``A woman was killed, and the attacker died in hospital``: he is none of those whom he hit; in a fight each side counts."""
        words = mention.casualty.text.lower().split()
        in_fight = self._kinds_of(self._words[_place(best)]) == {_FORCES}
        return words[:1] == ["the"] and words[-1] in self._kinds[_FIGHTERS] and not in_fight

    def _kinds_of(self, words: Iterable[str]) -> set[int]:
        lower = [word.strip(",").lower() for word in words]
        return {at for at, kind in enumerate(self._kinds) if not kind.isdisjoint(lower)}


def _place(mention: CasualtyMention) -> tuple[int, int, str]:
    return mention.first, mention.last, mention.field


def _told_with(mentions: Sequence[CasualtyMention]) -> dict[tuple[int, int, str], list[str]]:
    """The words for each toll's people, or those of the toll before it: "nine soldiers were killed and | 15 | wounded", "and two others"."""
    told: dict[tuple[int, int, str], list[str]] = {}
    last: list[str] = []
    sentence = -1
    for mention in sorted(mentions, key=_place):
        words = mention.casualty.text.split()
        if all(_counts(word) for word in words):
            words = last if mention.sentence == sentence else words
        last, sentence = words, mention.sentence
        told[_place(mention)] = words
    return told


def _counts(word: str) -> bool:
    """Whether a word only says how many: "about", "15", "others"."""
    lower = word.lower()
    return lower in _NO_NOUNS or lower in HEADS or lower[0].isdigit()


def _peoples(words: Sequence[str]) -> set[str]:
    """The words that say of which land or people those are that a number counts: "two | Thai | farm workers"."""
    if not words or not (_counts(words[0]) or words[0].lower() in ("a", "an")):
        return set()  # a name: "Colonel Ana Ruiz"
    return {word for word in words[1:] if word[:1].isupper()}
