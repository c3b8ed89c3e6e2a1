"""Finds who says so: speakers with their office and channel, and how surely it is said.

Shapes: ``governor X said in a post``, ``"…," said X``, ``according to police``, ``the ministry said on Telegram``, ``he added``.
It holds for its sentence.  A speaker is named as written; a pronoun stands for the last one who spoke.
"""

from __future__ import annotations

from dataclasses import replace

from schemas.actor import ActorKind, Sector
from schemas.attribution import Modality, SpeakerKind
from worker.extract.actors.arguments import Arguments
from worker.extract.actors.subjects import find_subjects
from worker.extract.actors.units import Unit
from worker.extract.actors.verbs import verb_at
from worker.extract.findings import ActorMention, AttributionMention
from worker.extract.reading import Reading
from worker.lexicons.attribution import AttributionLexicon, AttributionRule
from worker.lexicons.matcher import Match
from worker.values import dataclass

_KINDS = {
    Sector.MIL: SpeakerKind.MILITARY,
    Sector.REB: SpeakerKind.PARTY_TO_CONFLICT,
    Sector.UAF: SpeakerKind.PARTY_TO_CONFLICT,
    Sector.PRM: SpeakerKind.PARTY_TO_CONFLICT,
    Sector.MED: SpeakerKind.MEDIA,
    Sector.NGO: SpeakerKind.NGO,
    Sector.IGO: SpeakerKind.OFFICIAL,
    Sector.GOV: SpeakerKind.OFFICIAL,
    Sector.COP: SpeakerKind.OFFICIAL,
    Sector.JUD: SpeakerKind.OFFICIAL,
    Sector.HLH: SpeakerKind.OFFICIAL,
    Sector.CVL: SpeakerKind.WITNESS,
    Sector.REF: SpeakerKind.WITNESS,
}
_NO = frozenset("not never didn't hasn't haven't doesn't don't".split())
_FAR = 3  # sentences back to the last speaker


@dataclass(frozen=True, slots=True)
class _Speaker:
    by: str
    role: str | None
    kind: SpeakerKind | None
    person: bool


def find_attributions(
    reading: Reading, arguments: Arguments, lexicon: AttributionLexicon
) -> tuple[AttributionMention, ...]:
    """Attributions in text order, one for a speaker and sentence."""
    return _Finder(reading, arguments, lexicon).find()


class _Finder:
    def __init__(self, reading: Reading, arguments: Arguments, lexicon: AttributionLexicon) -> None:
        self._reading = reading
        self._document = reading.document
        self._arguments = arguments
        self._lexicon = lexicon
        self._spoke: dict[bool, tuple[int, _Speaker]] = {}  # the last person, and the last other, with the sentence
        self._known: dict[str, _Speaker] = {}  # by canonical name: the office is said once

    def find(self) -> tuple[AttributionMention, ...]:
        matches = self._lexicon.matcher.find_longest(self._document, self._reading.layers)
        order = {rule.id: at for at, rule in enumerate(self._lexicon.matcher.rules)}
        channels = [m for m in matches if m.rule.part == "channel"]
        found: dict[tuple[int, str], AttributionMention] = {}
        for match in matches:
            sentence = self._document.sentence_of(match.first)
            if match.rule.part in ("verb", "phrase"):
                speaker = self._verb_speaker(match) if match.rule.part == "verb" else self._phrase_speaker(match)
                if speaker is None:
                    continue
                near = sorted(
                    (c for c in channels if sentence.first <= c.first < sentence.last),
                    key=lambda c: (c.rule.channel == "reporters", c.first - c.last, order[c.rule.id]),
                )
                mention = AttributionMention(
                    start=self._document.tokens[match.first].start,
                    end=self._document.tokens[match.last - 1].end,
                    first=match.first,
                    last=match.last,
                    sentence=sentence.index,
                    rule_id=match.rule.id,
                    by=speaker.by,
                    role=speaker.role,
                    kind=speaker.kind,
                    channel=near[0].rule.channel if near else None,
                    modality=match.rule.modality,
                )
                found.setdefault((sentence.index, speaker.by), mention)
            elif match.rule.part == "doubt":
                for key in [k for k in found if k[0] in (sentence.index, sentence.index - 1)]:
                    found[key] = replace(found[key], modality=Modality.UNCONFIRMED)
        return tuple(sorted(found.values(), key=lambda a: (a.first, a.by)))

    def _verb_speaker(self, match: Match[AttributionRule]) -> _Speaker | None:
        arguments, at = self._arguments, match.first
        if arguments.tag(at) != "v":
            return None
        word = arguments.lower(at)
        verb = verb_at(arguments, at, participle=word.endswith("ed") or word == "told")
        if any(arguments.lower(before) in _NO for before in range(verb.start, at)):
            return None
        if verb.passive:
            units = arguments.agents(match.last)
        else:
            if verb.start and arguments.tag(verb.start - 1) == "r":
                return self._pronoun(arguments.lower(verb.start - 1), at)
            before = arguments.lower(verb.start - 1) if verb.start else ""
            inverted = before in (",", "”", '"', "’", "'", "?", "!") and word.endswith(("id", "ed", "ys"))
            units = (arguments.objects(match.last) if inverted else []) or find_subjects(arguments, verb)
        return next((s for s in map(self._speaker, units) if s is not None), None)

    def _phrase_speaker(self, match: Match[AttributionRule]) -> _Speaker | None:
        return next((s for s in map(self._speaker, self._arguments.objects(match.last)) if s is not None), None)

    def _pronoun(self, word: str, at: int) -> _Speaker | None:
        known = self._spoke.get(word in ("he", "she"))
        if word not in ("he", "she", "it", "they") or known is None:
            return None
        sentence, speaker = known
        return speaker if self._document.sentence_of(at).index - sentence <= _FAR else None

    def _speaker(self, unit: Unit) -> _Speaker | None:
        if self._arguments.lower(unit.first) == "no" or (unit.first and self._arguments.lower(unit.first - 1) == "no"):
            return None  # "No group has claimed it": nobody says so
        meant = self._arguments.meant(unit.actor) if unit.actor is not None else ()
        actor = meant[0] if len(meant) == 1 else unit.actor
        head = self._arguments.lower(unit.last - 1)
        if actor is not None:
            role = self._office(unit, actor)
            kind = SpeakerKind.WITNESS if head in self._lexicon.witnesses else self._kind(actor, role)
            person = actor.kind is ActorKind.PERSON
            speaker = _Speaker((person and actor.canonical) or actor.name, role, kind, person)
            known = self._known.get(actor.canonical or "")
            if known is not None:
                speaker = replace(speaker, role=role or known.role, kind=kind if role else known.kind or kind)
            elif actor.canonical:
                self._known[actor.canonical] = speaker
        elif head in self._lexicon.speakers:
            first = self._arguments.phrases.core(unit.first, unit.last)
            by = " ".join(self._document.words(first, unit.last).split())
            speaker = _Speaker(by, None, self._noun_kind(head), person=False)
        else:
            return None
        singular = (
            actor is not None and actor.kind is ActorKind.PEOPLE and actor.count is None and not head.endswith("s")
        )
        self._spoke[speaker.person or singular] = (self._document.sentence_of(unit.first).index, speaker)
        return speaker

    def _office(self, unit: Unit, actor: ActorMention) -> str | None:
        """The words before a person's name, "regional governor", or after it: ", the governor,"."""
        if actor.kind is not ActorKind.PERSON:
            return None
        first = self._arguments.phrases.core(unit.first, unit.last)
        if first < actor.first:
            return " ".join(self._document.words(first, actor.first).split()).rstrip(" ,.") or None
        high = self._document.sentence_of(actor.first).last
        if actor.last + 1 < high and self._arguments.lower(actor.last) == ",":
            after = self._arguments.unit_after(actor.last + 1)
            if after is not None and after.actor is not None and after.actor.kind is ActorKind.PEOPLE:
                return after.actor.name
        return None

    def _kind(self, actor: ActorMention, role: str | None) -> SpeakerKind | None:
        if actor.sector is not None:
            return _KINDS.get(actor.sector)
        if actor.kind is ActorKind.STATE or role is not None:
            return SpeakerKind.OFFICIAL
        return None

    def _noun_kind(self, head: str) -> SpeakerKind | None:
        lexicon = self._lexicon
        if head in lexicon.witnesses:
            return SpeakerKind.WITNESS
        if head in lexicon.media:
            return SpeakerKind.MEDIA
        return SpeakerKind.OFFICIAL if head in lexicon.officials else None
