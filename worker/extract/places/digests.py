"""Digests: articles whose paragraphs each tell of something else in another land: the incidents of a day or a month, without headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schemas.place import PlacePrecision
from worker.extract.findings import PlaceMention, Trigger
from worker.extract.places.bulletins import Item
from worker.extract.places.chains import WIDE, apart, contains
from worker.extract.reading import Reading
from worker.text.document import Document, Sentence
from worker.values import dataclass

_FEWEST = (
    3  # lands in which paragraphs open with something else; what is told of one land has a day and doers in common
)
_MOST = 60  # paragraphs that tell anew; a longer list is read as any article
_HEADING = 8  # tokens at most of a line without a full stop
_ENDS = frozenset((".", "!", "?", ")", "”", '"', ":"))
_KILLING = "killing"


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """What a paragraph tells."""

    sentences: tuple[int, ...]
    heading: bool
    news: tuple[Trigger, ...]
    places: tuple[PlaceMention, ...]  # of its first sentence: the sharpest; a land only where there is nothing else


def find_paragraph_items(reading: Reading, triggers: Sequence[Trigger]) -> Mapping[int, Item]:
    """The item that each sentence of a digest belongs to; nothing for an article that is none.

    A paragraph opens an item if its first sentence tells of something by words that do not point back, at a place that lies
    apart from those of all other openings.  A heading belongs to the paragraph behind it, what points back to the item before.
    """
    paragraphs = list(_paragraphs(reading, triggers))
    openings = _openings(paragraphs)
    told = sum(bool(one.news) and not one.heading for one in paragraphs)
    lands = {place.country for at in openings for place in paragraphs[at].places[:1] if place.country}
    if len(lands) < _FEWEST or 2 * len(openings) < told:
        return {}
    items: dict[int, Item] = {}
    item: Item | None = None
    for at, paragraph in enumerate(paragraphs):
        if paragraph.heading:
            continue
        if at in openings:
            item = Item(paragraph.sentences[0], None)
        elif paragraph.places:
            before = [number for number in openings if number < at and not _elsewhere(paragraph, paragraphs[number])]
            item = items[paragraphs[before[-1]].sentences[0]] if before else None  # it names that place again
        first = at
        while first and paragraphs[first - 1].heading:
            first -= 1
        if item is not None:
            items.update((number, item) for one in paragraphs[first : at + 1] for number in one.sentences)
    return items


def _openings(paragraphs: Sequence[_Paragraph]) -> Sequence[int]:
    """Positions of the paragraphs that open an item; none where so many tell anew that to compare them would cost too much."""
    able = [at for at, one in enumerate(paragraphs) if not one.heading and _tells_anew(one)]
    if not _FEWEST <= len(able) <= _MOST:
        return ()
    narrow = [at for at in able if not _sums_up(paragraphs[at], [paragraphs[other] for other in able if other != at])]
    kept: list[int] = []
    for at in narrow:
        if all(_elsewhere(paragraphs[at], paragraphs[other]) for other in kept):
            kept.append(at)
    return kept


def _tells_anew(paragraph: _Paragraph) -> bool:
    """Whether its first sentence tells of something by words that do not point back."""
    first = [trigger for trigger in paragraph.news if trigger.sentence == paragraph.sentences[0]]
    told = any(trigger.leaf or trigger.kind == _KILLING for trigger in first)
    return told and bool(paragraph.places) and not any(trigger.definite for trigger in first)


def _sums_up(paragraph: _Paragraph, others: Sequence[_Paragraph]) -> bool:
    """``Attacks across Iraq killed 30``: whether its land holds what others tell of."""
    if any(place.precision not in WIDE for place in paragraph.places):
        return False
    return any(contains(land, place) for land in paragraph.places for other in others for place in other.places)


def _elsewhere(one: _Paragraph, other: _Paragraph) -> bool:
    return all(apart(here, there) for here in one.places for there in other.places)


def _paragraphs(reading: Reading, triggers: Sequence[Trigger]) -> Iterator[_Paragraph]:
    document = reading.document
    news: dict[int, list[Trigger]] = {}
    for trigger in triggers:
        if trigger.skip is None:
            news.setdefault(trigger.sentence, []).append(trigger)
    places: dict[int, list[PlaceMention]] = {}
    for place in reading.places:
        if place.kind == "place" and not place.metonym:
            places.setdefault(place.sentence, []).append(place)
    several: dict[int, list[Sentence]] = {}
    for sentence in document.sentences:
        several.setdefault(sentence.paragraph, []).append(sentence)
    for sentences in several.values():
        lands = tuple(places.get(sentences[0].index, ()))
        sharp = tuple(
            place for place in lands if place.precision not in (PlacePrecision.COUNTRY, PlacePrecision.REGION)
        )
        yield _Paragraph(
            tuple(sentence.index for sentence in sentences),
            _is_heading(document, sentences),
            tuple(trigger for sentence in sentences for trigger in news.get(sentence.index, ())),
            sharp or lands,
        )


def _is_heading(document: Document, sentences: Sequence[Sentence]) -> bool:
    """Whether a paragraph is a short line without a full stop."""
    if len(sentences) > 1:
        return False
    tokens = document.tokens[sentences[0].first : sentences[0].last]
    return len(tokens) <= _HEADING and tokens[-1].text not in _ENDS
