"""Whether a text of a sentence or two shows, beside words that idioms are made of, that anybody did or suffered anything."""

from __future__ import annotations

from schemas.reasons import SkipReason
from worker.extract.findings import Trigger
from worker.extract.incidents.clause_parts import phrase_around, sufferer_of
from worker.extract.incidents.realis import aside
from worker.extract.reading import Reading
from worker.lexicons.article_kinds import ArticleKinds
from worker.text.document import Document, Sentence

SNIPPET = 2
"""Sentences: so short a text proves little."""
_DONE = ("conflict.", "violence.", "crime.", "security.", "unrest.riot")  # somebody does it
_CAPTIVE = frozenset(("hostage", "captive"))
_TAKEN = frozenset(("taken", "held"))  # not "took the committee | hostage"
_SOMEBODY = frozenset("him her them".split())
_NAMED = frozenset(("actor.person.age", "actor.person.aged", "actor.person.kin", "actor.person.title"))
_WHO_DO = ("er", "ers", "or", "ors", "ist", "ists", "ian", "ians")  # "rapper": no table knows everybody


def without_anchor(reading: Reading, triggers: tuple[Trigger, ...], lexicon: ArticleKinds) -> tuple[Trigger, ...]:
    """In a text of a sentence or two: words that idioms are made of, where nothing but themselves shows that anybody did it."""
    document = reading.document
    if len(document.sentences) > SNIPPET:
        return triggers
    live = [t for t in triggers if t.skip is None and t.leaf]
    own = {at for t in live for at in range(t.first, t.last) if document.keys[at] in lexicon.idioms}
    shown = (at for key in document.vocabulary & lexicon.anchors for at in document.spots[key])
    if any(at not in own or document.keys[at] in lexicon.figures.armed for at in shown) or any(
        _is_done_to_people(t, reading, lexicon) for t in triggers
    ):
        return triggers
    return tuple(
        as_figure(t, "article.no_anchor") if t.leaf.startswith(_DONE) and says_idiom(t, document, lexicon) else t
        for t in triggers
    )


def _is_done_to_people(trigger: Trigger, reading: Reading, lexicon: ArticleKinds) -> bool:
    """``A jockey was stabbed``, ``teacher shot in Lyon``: who suffers what is done to people is one of them."""
    document, phrases = reading.document, reading.layers["phrase"]
    sentence = document.sentences[trigger.sentence]
    for at in range(trigger.first, trigger.last):
        if document.keys[at] in lexicon.done_to_people and (
            document.keys[at] not in _CAPTIVE or document.keys[at - 1] in _TAKEN
        ):
            noun = sufferer_of(at, reading, sentence, phrases, lexicon.figures)
            before = at - 1
            while noun is None and before > sentence.first and document.keys[before].endswith("ly"):
                before -= 1
            whom = phrase_around(before if noun is None else noun, sentence, phrases)
            if document.keys[min(at + 1, sentence.last - 1)] in _SOMEBODY and _has_a_day(sentence, reading):
                return True  # "killed | him on Friday"
            if whom is not None and (
                any(_is_somebody(key, lexicon) for key in document.keys[slice(*whom)]) or _is_named(*whom, reading)
            ):
                return True
    return False


def _has_a_day(sentence: Sentence, reading: Reading) -> bool:
    return any(time.use == "event" and sentence.first <= time.first < sentence.last for time in reading.times)


def _is_somebody(key: str, lexicon: ArticleKinds) -> bool:
    kind = lexicon.figures.nouns.class_of(key)
    return kind == "people" or (not kind and key.endswith(_WHO_DO))


def _is_named(first: int, last: int, reading: Reading) -> bool:
    """Whether it is a person's name, as a title or an age beside it tells."""
    return any(a.rule_id in _NAMED and a.first < last and first < a.last for a in reading.actors)


def as_figure(trigger: Trigger, rule_id: str) -> Trigger:
    """The trigger, put aside as a figure of speech by this rule, unless it is put aside already."""
    if trigger.skip is not None:
        return trigger
    return aside(trigger, SkipReason.FIGURATIVE, rule_id)


def says_idiom(trigger: Trigger, document: Document, lexicon: ArticleKinds) -> bool:
    """Whether a trigger holds a word that idioms are made of."""
    return not lexicon.idioms.isdisjoint(document.keys[trigger.first : trigger.last])
