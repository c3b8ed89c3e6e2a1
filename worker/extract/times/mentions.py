"""Finds time expressions and resolves them against the publication: joins the pieces, gives each an interval and a use.

A bare weekday is the last one up to the publication, unless a word of the future stands in its clause.  What is overnight
lies between the day before and the publication.  Without a publication only whole dates resolve.  No clock is ever read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from schemas.time import TimePrecision as P
from worker.extract.findings import Moment, TimeMention
from worker.extract.times.atoms import Atom, Use, Words
from worker.extract.times.calendar import months_later, shifted
from worker.extract.times.joining import join_atoms
from worker.extract.times.reader import has_figure, read_atoms
from worker.extract.times.running import stamps_apart
from worker.extract.times.spans import UNTIL_NOW
from worker.extract.times.telling import Telling
from worker.extract.times.writing import day_of_writing
from worker.lexicons.times import TimeLexicon
from worker.text.document import Document, Sentence
from worker.text.numbers import Number
from worker.values import dataclass

_LONG_AGO = 31  # days before the publication from which on a date is background
_MEMORY = 2  # sentences in which "the previous day" may still refer to a day named before


def find_times(document: Document, lexicon: TimeLexicon, numbers: Sequence[Number] = ()) -> tuple[TimeMention, ...]:
    """All time expressions, in text order.

    A mention without any moment still says what its sentence tells of: something long past, a habit, a duration.
    """
    reference = document.published.date() if isinstance(document.published, datetime) else document.published
    reference = day_of_writing(document, lexicon, reference)
    counts = {number.last: number for number in numbers}
    words = Words(document.tokens, lexicon, reference, counts)
    finder = _Finder(document, lexicon, reference)
    found: list[TimeMention] = []
    spots = document.spots_of(document.vocabulary & lexicon.heads.keys() | set(filter(has_figure, document.vocabulary)))
    for sentence, inside in document.sentences_with(spots):
        if atoms := read_atoms(words, sentence, inside):
            found += finder.mentions(sentence, atoms)
    return stamps_apart(document, found)


@dataclass(frozen=True, slots=True)
class _Interval:
    earliest: Moment | None
    best: Moment | None
    latest: Moment | None
    end_best: Moment | None
    precision: P


_NAMED_FOR = frozenset(
    "dam avenue street square bridge movement front stadium park university airport hospital brigade battalion plaza boulevard neighborhood"
    " neighbourhood market school barracks theatre theater group revolution".split()
)


class _Finder:
    """Joins the pieces of one sentence after the other; remembers the last day that was told of."""

    def __init__(self, document: Document, lexicon: TimeLexicon, reference: date | None) -> None:
        self._document = document
        self._lexicon = lexicon
        self._telling = Telling(document, lexicon)
        self._reference = reference
        # What names weekdays is news; a year beside them is an earlier one.
        self._names_weekdays = not document.vocabulary.isdisjoint(lexicon.weekdays.keys() - lexicon.unsure_weekdays)
        self._anchor: date | None = None
        self._night: _Interval | None = None  # the last night, to which "the night" refers
        self._anchor_sentence = -_MEMORY - 1
        self._days: set[date] = set()  # all that were told of as an incident's
        self._told_on: date | None = None  # the day on which a sentence's news was told
        self._past_sentence = -_MEMORY  # the last that told of something long past

    def mentions(self, sentence: Sentence, atoms: Sequence[Atom]) -> Iterator[TimeMention]:
        here: date | None = None  # the last day named in this sentence
        joined = tuple(
            atom for atom in join_atoms(atoms, self._document.tokens, self._reference) if not self._is_name(atom)
        )
        self._told_on = self._day_of_telling(sentence, joined)
        for atom in joined:
            if atom.kind == "side":
                continue
            recent = sentence.index - self._anchor_sentence <= _MEMORY
            only = len(self._days) == 1 and atom.kind == "clock"  # "at 5:30 p.m.", where one day is told of
            wide = self._anchor if recent or only else None
            interval = self._resolve(atom, here, wide)
            use = self._use(sentence, atom, interval)
            if use == "past":
                self._past_sentence = sentence.index
            onward = self._is_after(atom) and self._told(atom, here, wide) is None
            if use != "future" and isinstance(interval.best, date) and interval.precision in _SHARP:
                here = interval.best.date() if isinstance(interval.best, datetime) else interval.best
                if use == "event":
                    self._night = interval if interval.precision is P.NIGHT else None
                    self._anchor, self._anchor_sentence = here, sentence.index
                    self._days.add(here)
            elif atom.kind == "day" and interval.best is None:
                here = None  # another day, which nothing resolves
            tokens = self._document.tokens
            yield TimeMention(
                start=tokens[atom.first].start,
                end=tokens[atom.last - 1].end,
                first=atom.first,
                last=atom.last,
                sentence=sentence.index,
                rule_id=atom.rule,
                earliest=interval.earliest,
                best=interval.best,
                latest=interval.latest,
                end_best=interval.end_best,
                precision=interval.precision,
                use=use,
                onward=onward,
            )

    def _is_name(self, atom: Atom) -> bool:
        """``the 15 September | Dam``, ``9 July | Avenue``: what is named for a day."""
        following = self._document.tokens[atom.last : atom.last + 1]
        return atom.kind == "day" and any(token.is_capitalised and token.lower in _NAMED_FOR for token in following)

    def _day_of_telling(self, sentence: Sentence, atoms: Sequence[Atom]) -> date | None:
        """``Hit overnight, officials said | on Sunday``: the night before that Sunday."""
        if not any(atom.part == "overnight" for atom in atoms):
            return None
        days = (atom for atom in atoms if atom.kind == "day" and atom.precision is P.DAY and atom.start == atom.end)
        return next((atom.best for atom in days if self._telling.is_telling(sentence, atom)), None)

    # --- resolving ------------------------------------------------------------------------------------------------

    def _resolve(self, atom: Atom, here: date | None, wide: date | None) -> _Interval:
        reference = self._reference
        if atom.kind == "shift":
            return self._shifted(atom, here, wide)
        if atom.kind in ("day", "span"):
            if (
                atom.part is not None
                or atom.clock is not None
                or (atom.side in ("early", "late") and atom.kind == "day")
            ):
                return self._within_day(atom)
            if self._is_since(atom):
                return _Interval(atom.start, atom.best, reference, None, max(P.DAYS, atom.precision, key=_WIDTHS.index))
            return _Interval(atom.start, atom.best, atom.end, atom.end_best, atom.precision)
        if atom.kind in ("part", "clock"):
            return self._part_or_clock(atom, here, wide)
        return _Interval(None, None, None, None, P.UNKNOWN)

    def _part_or_clock(self, atom: Atom, here: date | None, wide: date | None) -> _Interval:
        """Overnight, the evening, noon: of the day that the text names, else of the publication or the day before."""
        reference = self._reference
        if atom.kind == "part" and self._document.keys[atom.last : atom.last + 1] == ("of",):
            return _Interval(None, None, None, None, atom.precision)  # "the night of the massacre"
        until = here or self._told_on
        if atom.part == "overnight" and until is not None and until != reference:
            return self._within_day(replace(atom, start=until, end=until, best=until, into=True))
        if atom.part in ("overnight", "last_night", "tonight"):
            return self._around_reference(atom)
        day = here or wide
        if atom.kind == "part" and atom.part == "night":
            if self._night is not None and day is not None:
                return self._night
            if day == reference:
                return self._around_reference(replace(atom, part="overnight"))
        if day is not None:
            return self._within_day(replace(atom, start=day, end=day, best=day))
        if reference is None:
            return _Interval(None, None, None, None, atom.precision)
        best: date | None = reference
        within = self._within_day(replace(atom, start=reference, end=reference, best=reference))
        if isinstance(within.best, datetime) and within.best.date() > reference:  # not yet: so the day before
            best = shifted(reference, -1)
            within = self._within_day(replace(atom, start=best, end=best, best=best))
        return replace(within, earliest=shifted(reference, -1), best=best, latest=reference, end_best=None)

    def _is_since(self, atom: Atom) -> bool:
        """Since Tuesday: up to the publication."""
        if atom.first == 0 or atom.end is None or self._reference is None or atom.end > self._reference:
            return False
        keys = self._document.keys
        return keys[atom.first - 1] == "since" or keys[max(0, atom.first - 2) : atom.first] == ("since", "the")

    def _around_reference(self, atom: Atom) -> _Interval:
        """Overnight, last night, tonight."""
        reference = self._reference
        if reference is None:
            return _Interval(None, None, None, None, P.NIGHT)
        if atom.part == "tonight":
            return _Interval(reference, reference, shifted(reference, 1), None, P.NIGHT)
        before = shifted(reference, -1)
        return _Interval(before, reference if atom.part == "overnight" else before, reference, None, P.NIGHT)

    def _within_day(self, atom: Atom) -> _Interval:
        """A day with its part or clock time."""
        start, end, best = atom.start, atom.end, atom.best
        clock = atom.clock
        if clock is not None:
            if clock.offset is not None and best is not None and start == end:
                moment = _moment(best, clock.hour, clock.minute or 0, clock.offset)
                if moment is not None:
                    return _Interval(moment, moment, moment, None, P.HOUR if clock.minute is None else P.MINUTE)
            return _Interval(start, best, end, None, P.HOUR)
        if atom.part in ("night", "overnight", "last_night", "tonight"):
            if start is None or end is None:
                return _Interval(start, best, end, None, P.NIGHT)
            if start != end:
                return _Interval(start, best, end, None, P.NIGHT)
            if atom.part == "overnight":
                into = atom.into or start == self._reference
                return _Interval(shifted(start, -1), best, end if into else shifted(end, 1), None, P.NIGHT)
            return _Interval(start, best, shifted(end, 1), None, P.NIGHT)
        return _Interval(start, best, end, None, P.PART_OF_DAY)

    def _is_after(self, atom: Atom) -> bool:
        """``Two days after`` something that stands next; not "the day after."."""
        follows = self._document.keys[atom.last : atom.last + 1] not in ((), (".",), (",",))
        return atom.rule == "time.distance" and self._document.keys[atom.last - 1] == "after" and follows

    def _told(self, atom: Atom, here: date | None, wide: date | None) -> date | None:
        """The day of "the blast", two days after which something else came: the last that was told of."""
        if self._is_after(atom) and self._document.keys[atom.last] in _POINTERS:
            return None if here is not None else wide  # "killed on Thursday, a day after the raid": a day before it
        return None

    def _came_after(self, atom: Atom) -> bool:
        """``The blast came | a day after`` something else: before the day on which the blast was told to be."""
        keys, first = self._document.keys, self._document.sentence_of(atom.first).first
        return self._is_after(atom) and keys[atom.first - 1] in _CAME and keys[first] in _BACK

    def _shifted(self, atom: Atom, here: date | None, wide: date | None) -> _Interval:
        """So long before or after a day of the text, else of the publication."""
        shift = atom.shift
        base = here
        if shift is not None and (told := self._told(atom, here, wide)) is not None:
            base, shift = told, shift._replace(days=-shift.days, months=-shift.months)
        elif base is None and self._came_after(atom):
            base = self._anchor
        if base is None and shift is not None:
            base = (wide if shift.wide else None) or (self._reference if shift.fallback else None)
        if base is None or shift is None:
            return _Interval(None, None, None, None, atom.precision)
        moved = months_later(base, shift.months) if shift.months else base
        day = shifted(moved, shift.days) if moved else None
        if day is None or atom.precision in (P.DAY, P.HOUR, P.PART_OF_DAY, P.MINUTE):
            return _Interval(day, day, day, None, atom.precision)
        if atom.precision is P.NIGHT:
            return _Interval(day, day, shifted(day, 1), None, P.NIGHT)
        slack = {P.WEEK: 3, P.MONTH: 15, P.YEAR: 180}.get(atom.precision, 0)
        return _Interval(shifted(day, -slack), day, shifted(day, slack), None, atom.precision)

    # --- use ------------------------------------------------------------------------------------------------------

    def _use(self, sentence: Sentence, atom: Atom, interval: _Interval) -> Use:
        if atom.rule == UNTIL_NOW and atom.use == "past" and self._telling.is_compared_with(sentence, atom):
            return "duration"
        if atom.rule == "time.era" and self._is_since(atom):
            return "duration"  # "the deadliest war | since the Korean War"
        if atom.use is not None:
            return atom.use
        sharp = interval.precision in _SHARP
        if sharp and self._telling.holds(sentence, atom):
            return "report"
        tokens, reference = self._document.tokens, self._reference
        before = tokens[atom.first - 1].lower if atom.first > sentence.first else ""
        of_something = self._document.keys[atom.last : atom.last + 1] == (
            "'s",
        )  # "set off by | Wednesday night's quake"
        by = before in self._lexicon.future_prepositions and not of_something
        if by and (atom.part is not None or atom.clock is not None):
            return "future"
        earliest, latest = _date(interval.earliest), _date(interval.latest)
        if reference is not None:
            if earliest is not None and earliest > reference and atom.part != "tonight":
                return "future"
            until = earliest if self._is_since(atom) else latest
            if until is not None and (reference - until).days > _LONG_AGO:
                return "past"
        elif interval.precision is P.YEAR and (before in _SINCE or self._names_weekdays):
            return "past"
        return "past" if self._is_later_still(sentence, atom, interval) else "event"

    def _is_later_still(self, sentence: Sentence, atom: Atom, interval: _Interval) -> bool:
        """``Two years later``, behind what was in 2021."""
        if atom.rule != "time.distance" or interval.best is not None or interval.precision not in (P.MONTH, P.YEAR):
            return False
        return self._document.keys[atom.last - 1] == "later" and sentence.index - self._past_sentence <= 1


_SINCE = frozenset(("since", "from"))
_CAME = frozenset("came comes happened occurred".split())
_BACK = frozenset("the this that it these".split())
_POINTERS = frozenset("the that this his her their its".split())
_WIDTHS = (P.UNKNOWN, P.MINUTE, P.HOUR, P.PART_OF_DAY, P.NIGHT, P.DAY, P.DAYS, P.WEEK, P.MONTH, P.YEAR)
_SHARP = frozenset((P.MINUTE, P.HOUR, P.PART_OF_DAY, P.NIGHT, P.DAY))


def _moment(day: date, hour: int, minute: int, offset: int) -> datetime | None:
    """In UTC; None at the edges of the calendar."""
    try:
        return datetime.combine(day, time(hour, minute), timezone(timedelta(minutes=offset))).astimezone(UTC)
    except OverflowError:
        return None


def _date(moment: Moment | None) -> date | None:
    return moment.date() if isinstance(moment, datetime) else moment
