"""Tells the day of those who tell, count, search or judge from the day of what happened."""

from __future__ import annotations

from itertools import pairwise

from worker.extract.times.atoms import Atom
from worker.lexicons.times import TimeLexicon
from worker.text.document import Document, Sentence

_AFTER = frozenset(("after", "following"))
_AFTERWARDS = 16  # words from "on Thursday" to "after"
_TOLL_NEAR = 7  # words from "raised" to "toll"
_TOLL_AHEAD = 5  # words from a day to "toll rose"
_FROM_THEN = 7  # words from "from 22" to "a day earlier"
_COUNTED = 9  # words back to "climbed"
_SAYER = 12  # words from a day, over who says it, to "that"
_ACCUSED = 12  # words from "accused" to "today of"
_TELLING_OF = frozenset(("spoke", "speaking"))
_WORST = 8  # words from "deadliest" to "recent years"
_WITHIN = (("in",), ("for",))
_WAS = frozenset("was were been be formally is are".split())
_DESCRIBED = frozenset("described characterised characterized labelled labeled branded termed".split())
_NAMED = 8  # words back to "in what"


class Telling:
    """The days of one article that are none of its incidents'."""

    def __init__(self, document: Document, lexicon: TimeLexicon) -> None:
        self._document = document
        self._lexicon = lexicon

    def holds(self, sentence: Sentence, atom: Atom) -> bool:
        """Whether a day is but that on which somebody said so, counted the dead, searched, or judged."""
        return (
            self.is_telling(sentence, atom)
            or self._is_counting(sentence, atom)
            or self._is_following_up(sentence, atom)
            or self._is_in_court(sentence, atom)
        )

    def is_telling(self, sentence: Sentence, atom: Atom) -> bool:
        """Said on Wednesday; told reporters in Ostvik on Monday; in a statement on Friday; on Friday announced."""
        tokens, lexicon = self._document.tokens, self._lexicon
        if atom.last < sentence.last:
            after = tokens[atom.last].lower
            if after in ("'s", "of"):
                return after == "of" and self._somebody_accuses(sentence, atom)
            if self._calls_it(sentence, atom):
                return True
            if after.endswith("ed") and self._document.keys[atom.last + 1 : atom.last + 2] == ("that",):
                return True  # "on Friday charged that"
            if after in lexicon.report_verbs and atom.rule != "time.part":
                return not (after == "claimed" and self._lives_follow(atom.last + 1, sentence.last))
        if atom.first <= sentence.first + 1 and self._somebody_says(atom.last, sentence.last):
            return True
        for at in range(atom.first - 1, max(sentence.first, atom.first - 8) - 1, -1):
            word = tokens[at].lower
            if word in lexicon.report_verbs or word in lexicon.report_nouns:
                return not self._is_told(at, atom)
            if word not in lexicon.report_between and not tokens[at].is_capitalised:
                return False
        return False

    def _calls_it(self, sentence: Sentence, atom: Atom) -> bool:
        """``in what the minister on Friday | called sabotage``, "what he described on Friday | as sabotage"."""
        after, before = (
            self._document.keys[atom.last],
            self._document.keys[max(sentence.first, atom.first - _NAMED) : atom.first],
        )
        return (after == "called" and "what" in before) or (after == "as" and not _DESCRIBED.isdisjoint(before[-2:]))

    def _is_told(self, verb: int, atom: Atom) -> bool:
        """Whether a verb of telling leads to what happened: "was first | reported", "spoke | of the night of", "was | declared on"."""
        keys = self._document.keys
        if keys[verb] in _TELLING_OF and keys[verb + 1] == "of":
            return True
        declared = keys[verb] == "declared" and keys[verb - 1] in _WAS and verb >= atom.first - 2
        return declared or keys[verb - 1] == "first"  # "the blaze was first reported on Tuesday evening"

    def _somebody_says(self, at: int, last: int) -> bool:
        """``On 7 January | , the president officially acknowledged that`` soldiers had killed them."""
        ahead = self._document.keys[at : min(at + _SAYER, last)]
        that = ahead.index("that") if "that" in ahead else 0
        told = that > 1 and ahead[that - 1] in self._lexicon.report_verbs
        return told and self._lexicon.clause_starts.isdisjoint(ahead[:that])

    def _somebody_accuses(self, sentence: Sentence, atom: Atom) -> bool:
        """``Accused the rebels | today | of having kidnapped a rancher``: the accusation's."""
        keys = self._document.keys[max(sentence.first, atom.first - _ACCUSED) : atom.first]
        return not self._lexicon.accusing.isdisjoint(keys)

    def is_compared_with(self, sentence: Sentence, atom: Atom) -> bool:
        """``One of the deadliest fires in | recent years``, "the worst floods in | the past decade": of now."""
        words = self._document.keys[max(sentence.first, atom.first - _WORST) : atom.first]
        return words[-1:] in _WITHIN and not self._lexicon.superlatives.isdisjoint(words)

    def _is_counting(self, sentence: Sentence, atom: Atom) -> bool:
        """The toll of the storm | climbed to 31 | on Sunday; on Sunday | raised the toll."""
        keys, lexicon = self._document.keys, self._lexicon
        if keys[atom.last : atom.last + 1] and keys[atom.last] in lexicon.toll_changes:
            return not lexicon.toll_nouns.isdisjoint(keys[atom.last : atom.last + _TOLL_NEAR])
        ahead = keys[atom.last : min(atom.last + _TOLL_AHEAD, sentence.last)]
        if any(noun in lexicon.toll_nouns and verb in lexicon.toll_verbs for noun, verb in pairwise(ahead)):
            return True  # "on Tuesday | the toll rose"
        if self._is_compared(sentence, atom):
            return True
        words = range(atom.first - 1, max(sentence.first, atom.first - _COUNTED), -1)
        verb = next((at for at in words if keys[at] in lexicon.toll_verbs), None)
        if (
            verb is None
            or "," in keys[verb : atom.first]
            or not lexicon.clause_starts.isdisjoint(keys[verb : atom.first])
        ):
            return False
        return not lexicon.toll_nouns.isdisjoint(keys[sentence.first : verb])

    def _is_following_up(self, sentence: Sentence, atom: Atom) -> bool:
        """Rescuers | searched the wreckage | on Thursday | after a train had crashed."""
        keys, lexicon = self._document.keys, self._lexicon
        ahead = range(atom.last, min(sentence.last, atom.last + _AFTERWARDS))
        after = next((at for at in ahead if keys[at] == "that" or keys[at] in lexicon.clause_starts), None)
        if after is None or keys[after] not in _AFTER or not lexicon.report_verbs.isdisjoint(keys[atom.last : after]):
            return False
        return not lexicon.follow_ups.isdisjoint(keys[sentence.first : after])

    def _is_in_court(self, sentence: Sentence, atom: Atom) -> bool:
        """``Was | arraigned | at the county jail | on Tuesday``, "was | charged | with murder | Tuesday"."""
        keys, lexicon = self._document.keys, self._lexicon
        plain = True  # nothing but "with murder", "in court" between
        for at in range(atom.first - 1, max(sentence.first, atom.first - _COUNTED) - 1, -1):
            if keys[at] in lexicon.court_verbs:
                return True
            if plain and keys[at] in lexicon.charge_verbs:
                return at > sentence.first and keys[at - 1] in _WAS
            plain = plain and keys[at] in lexicon.charge_between
            if keys[at] in lexicon.clause_starts or keys[at] == "for":
                return False
        return False

    def _is_compared(self, sentence: Sentence, atom: Atom) -> bool:
        """The toll rose to 31 | from 22 a day earlier, up | from 22 on Sunday."""
        keys, lexicon = self._document.keys, self._lexicon
        for at in range(atom.first - 1, max(sentence.first, atom.first - _FROM_THEN), -1):
            if keys[at] == "from" and keys[at + 1][0].isdigit():
                told = keys[sentence.first : at]
                return keys[at - 1] in ("up", ",") or not (lexicon.toll_nouns | lexicon.toll_verbs).isdisjoint(told)
        return False

    def _lives_follow(self, at: int, last: int) -> bool:
        """``The shelling on Monday claimed | three lives``."""
        keys = self._document.keys[at : min(at + 6, last)]
        return "lives" in keys or "life" in keys
