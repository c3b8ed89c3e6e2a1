"""Which incident the text talks about, word by word: a trigger in the clause, in the sentence, then what was told last."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from schemas.actor import ActorRole, ActorStatus
from schemas.quantity import Qualifier
from schemas.reasons import SkipReason
from worker.extract.findings import CasualtyMention, ClaimMention, Mention, RoleMention, Trigger
from worker.extract.incidents.growing import Incident
from worker.extract.incidents.parted import is_number
from worker.extract.nearest import NearestTrigger
from worker.extract.parts_played import is_other_deed
from worker.extract.places.scenes import Scenes
from worker.lexicons.incidents import IncidentRules
from worker.values import dataclass

_RIGHT_BEHIND = 3  # words: "in a bomb attack"
_NEAR = 2  # sentences: a weapon further from any trigger is somebody's arsenal
_CHARGED = 4  # sentences from a murder to who is charged with it
_THREAD_PARAGRAPHS = 4  # how far a thread runs on without any word that takes it up

_Pair = tuple[Trigger, int | None]
"""A trigger, and the number of the incident that it tells of."""


@dataclass(frozen=True, slots=True)
class _Told:
    """The triggers of a sentence."""

    by_clause: Mapping[int, NearestTrigger]
    all: NearestTrigger


class Threads:
    """Which incident the text talks about, word by word."""

    def __init__(
        self,
        incidents: Sequence[Incident],
        suppressed: tuple[Trigger, ...],
        scenes: Scenes,
        rules: IncidentRules,
        tried: frozenset[int],
    ) -> None:
        self._tried = tried
        self.harmless = [incident.leaf in rules.harmless for incident in incidents]
        self._least_weight = rules.least_weight
        self._deeds = rules.deeds
        self._document = scenes.document
        self._clauses = scenes.clauses
        self._shade = scenes.shade
        self._by_sentence: dict[int, list[_Pair]] = defaultdict(list)
        for number, incident in enumerate(incidents):
            for trigger in incident.triggers:
                self._by_sentence[trigger.sentence].append((trigger, number))
        self._parts = {
            trigger.first: number
            for number, incident in enumerate(incidents)
            for trigger in incident.triggers
            if trigger.last - trigger.first == 1 and is_number(scenes.document.keys[trigger.first])
        }
        self._told: dict[int, _Told] = {}
        self._sentences = sorted(self._by_sentence)
        for trigger in suppressed:
            self._by_sentence[trigger.sentence].append((trigger, None))
        self._count = len(incidents)
        self._items = scenes.items

    def owner_of(self, mention: Mention, *, near: bool = False) -> int | None:
        """The incident that a finding belongs to; ``near``: only one told in its sentence or in those just before."""
        if isinstance(mention, CasualtyMention) and (part := self._parts.get(mention.first)) is not None:
            return part  # "five were killed in a strike in Nuseirat; and | three in Jabalia"
        link = getattr(mention, "link", None)
        if link is not None and (own := self._right_behind(mention)) is not None:
            return own
        if link is not None:
            named = self._within(*link)
            if named is not None and not (
                self.harmless[named] and self._within(mention.first, mention.last) is not None
            ):
                return named  # but who was stabbed in a protest did not come to harm by protesting
        if mention.first in self._shade and not self._casts_shade(mention):
            return self._charged_over(mention) if mention.first in self._tried else None
        if here := self._beside(mention):
            accused = self._accused_of(mention, here)
            if accused is not None:
                return accused
            owner = self._told_beside(mention, here)
            return self._thread(mention.sentence) if owner is None and self._accuses(mention, here) else owner
        if near and not self._any_told(mention.sentence, _NEAR):
            return None
        if is_other_deed(mention, self._deeds) and not self._is_beside(mention.sentence):
            return None
        return self._thread(mention.sentence)

    def _accused_of(self, mention: Mention, here: Sequence[_Pair]) -> int | None:
        """``arrested two men in connection with the | murder``: they are said to have done that, not the arrest."""
        if not isinstance(mention, RoleMention) or mention.role is not ActorRole.PERPETRATOR:
            return None
        if mention.status is not ActorStatus.ALLEGED:
            return None
        within = [n for t, n in here if n is not None and mention.first <= t.first and t.last <= mention.last]
        deeds = [n for n in within if not self.harmless[n]]
        return deeds[-1] if deeds and len(deeds) < len(within) else None

    def _accuses(self, mention: Mention, here: Sequence[_Pair]) -> bool:
        """Whether it only says who did what was told: "Officials blamed the Front, which has carried out many attacks"."""
        if not isinstance(mention, RoleMention) or mention.status is not ActorStatus.ALLEGED:
            return False
        clauses = self._clauses_of(mention)
        return all(mention.last <= trigger.first and self._clauses[trigger.first] not in clauses for trigger, _ in here)

    def _beside(self, mention: Mention) -> Sequence[_Pair]:
        """The triggers of its sentence that may tell whose it is."""
        here: Sequence[_Pair] = self._by_sentence.get(mention.sentence, ())
        if _says_none(mention):
            return [pair for pair in here if not _is_within(mention, *pair)]
        if isinstance(mention, ClaimMention):
            return [pair for pair in here if not _is_what_is_denied(*pair)]
        return here

    def _right_behind(self, mention: Mention) -> int | None:
        """``Nine died in a blast, and five | in an ambush |``: the incident that the words right behind a number name."""
        keys = self._document.keys
        if keys[mention.last : mention.last + 1] != ("in",):
            return None
        here = self._by_sentence.get(mention.sentence, ())
        return next((n for t, n in here if 1 <= t.first - mention.last <= _RIGHT_BEHIND and not t.effect), None)

    def _any_told(self, sentence: int, back: int) -> bool:
        """Whether an incident is told in the sentence or in the ``back`` sentences before."""
        at = bisect_right(self._sentences, sentence)
        return at > 0 and sentence - self._sentences[at - 1] <= back

    def _is_beside(self, sentence: int) -> bool:
        """Whether an incident is told in the sentence or in one beside it."""
        return self._any_told(sentence + 1, 2)

    def _charged_over(self, mention: Mention) -> int | None:
        """The harm told just before, which somebody is charged with: "He was arrested at the scene and charged with murder"."""
        if not isinstance(mention, RoleMention) or mention.status is not ActorStatus.ALLEGED:
            return None
        before = bisect_right(self._sentences, mention.sentence)
        if before == 0 or mention.sentence - self._sentences[before - 1] > _CHARGED:
            return None
        owner = self._main_of(self._sentences[before - 1])
        return None if owner is None or self.harmless[owner] else owner

    def tells(self, toll: CasualtyMention) -> bool:
        """Whether the toll's own words tell of one of the incidents, whenever it was: "the murder of six monks in May".

        What many suffered is told of an incident only by its name: "90 people have been killed" may be of a year.
        """
        one = toll.casualty.best == 1
        return any(
            number is not None
            and (not trigger.effect or (one and trigger.weight >= self._least_weight))
            and trigger.leaf
            and toll.first <= trigger.first
            and trigger.last <= toll.last
            for trigger, number in self._by_sentence.get(toll.sentence, ())
        )

    def _casts_shade(self, mention: Mention) -> bool:
        """Whether the shade begins with the very words that say that nobody was hurt."""
        begins = self._document.sentences[mention.sentence].first == mention.first
        return _says_none(mention) and (begins or mention.first - 1 not in self._shade)

    def _told_beside(self, mention: Mention, here: Sequence[_Pair]) -> int | None:
        """The incident of the nearest trigger in the mention's clauses, else in its sentence; ``here`` are those that count."""
        whole = len(here) == len(self._by_sentence[mention.sentence])
        told = self._told.get(mention.sentence) if whole else None
        if told is None:
            by_clause: dict[int, list[_Pair]] = defaultdict(list)
            for pair in here:
                for clause in self._clauses_of(pair[0]):
                    by_clause[clause].append(pair)
            told = _Told(
                {clause: NearestTrigger(several) for clause, several in by_clause.items()}, NearestTrigger(here)
            )
            if whole:
                self._told[mention.sentence] = told
        inside = [told.by_clause[clause] for clause in self._clauses_of(mention) if clause in told.by_clause]
        return min((near.to(mention) for near in inside or (told.all,)), key=lambda found: found[0])[1]

    def _clauses_of(self, mention: Mention) -> range:
        return range(self._clauses[mention.first], self._clauses[mention.last - 1] + 1)

    def own_clause(
        self, tolls: Sequence[CasualtyMention], number: int
    ) -> tuple[tuple[CasualtyMention, ...], tuple[CasualtyMention, ...]]:
        """The tolls that share a clause with a trigger of the incident or are of no harm (arrests), and the others."""
        own: list[CasualtyMention] = []
        others: list[CasualtyMention] = []
        for toll in tolls:
            clause = set(self._clauses[toll.first : toll.last])
            beside = any(
                owner == number and clause.intersection(self._clauses[trigger.first : trigger.last])
                for trigger, owner in self._by_sentence.get(toll.sentence, [])
            )
            none = toll.casualty.qualifier is Qualifier.EXPLICIT_NONE
            (own if beside or none or toll.field not in ("killed", "injured") else others).append(toll)
        return tuple(own), tuple(others)

    def harming(self, toll: Mention) -> int | None:
        """The incident that hurt somebody and was told last before the toll."""
        for sentence in reversed([s for s in self._sentences if s <= toll.sentence]):
            for _, number in self._by_sentence[sentence]:
                if number is not None and not self.harmless[number]:
                    return number
        return None

    def told_in(self, sentence: int) -> list[int]:
        """The incidents that a sentence tells of, else the one that it goes on about."""
        here = [number for _, number in self._by_sentence.get(sentence, []) if number is not None]
        if here:
            return list(dict.fromkeys(here))
        if self._by_sentence.get(sentence):
            return []
        thread = self._thread(sentence)
        return [] if thread is None else [thread]

    def _thread(self, sentence: int) -> int | None:
        """What was last talked about; before the first incident, the first."""
        if self._count == 0:
            return None
        at = bisect_right(self._sentences, sentence)
        if at == 0:
            return None if sentence in self._items else self._main_of(self._sentences[0])
        last = self._sentences[at - 1]
        if self._items.get(last) is not self._items.get(sentence):
            return None  # another item of a bulletin
        sentences = self._document.sentences
        if sentences[sentence].paragraph - sentences[last].paragraph > _THREAD_PARAGRAPHS:
            return 0
        return self._main_of(last)

    def _main_of(self, sentence: int) -> int | None:
        """Of several incidents in a sentence the one that its main clause tells of: the first."""
        live = [(trigger.first, number) for trigger, number in self._by_sentence[sentence] if number is not None]
        return min(live)[1] if live else None

    def _within(self, first: int, last: int) -> int | None:
        sentence = self._document.sentence_of(first).index
        for trigger, number in self._by_sentence.get(sentence, []):
            if number is not None and trigger.first < last and trigger.last > first:
                return number
        return None


def _is_within(mention: Mention, trigger: Trigger, owner: int | None) -> bool:
    """Whether a trigger is put aside by the mention's own words: "no reported | casualties"."""
    return owner is None and mention.first <= trigger.first and trigger.last <= mention.last


def _is_what_is_denied(trigger: Trigger, owner: int | None) -> bool:
    """Whether a trigger is put aside as denied: "The rebels denied | the attack |" is said of what was told before."""
    return owner is None and trigger.skip in (SkipReason.DENIED, SkipReason.NEGATED)


def _says_none(mention: Mention) -> bool:
    """Whether its words say that nobody was hurt."""
    return isinstance(mention, CasualtyMention) and mention.casualty.qualifier is Qualifier.EXPLICIT_NONE
