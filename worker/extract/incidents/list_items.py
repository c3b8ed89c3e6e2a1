"""Which sentences belong to the labelled items of a list: "Stabbing: …", "Kharkiv: …" tell of different incidents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from worker.extract.findings import Trigger
from worker.extract.places.scenes import Scenes

_LABEL = 5  # words of a paragraph's beginning, in which a colon ends its label


def find_items(named: Mapping[int, Sequence[Trigger]], scenes: Scenes) -> Mapping[int, int]:
    """A number for each sentence of a paragraph whose label names a place or an incident; ``named``: the triggers by sentence."""
    sentences = scenes.document.sentences
    heads: dict[int, int] = {}
    for sentence in sentences:
        heads.setdefault(sentence.paragraph, sentence.index)
    labelled = {head for head in set(heads.values()) if _is_labelled(head, named, scenes)}
    items = {
        number: heads[sentences[number].paragraph] + 1
        for number in named
        if heads[sentences[number].paragraph] in labelled
    }
    return {**items, **{number: item.head + 1 for number, item in scenes.items.items()}}


def _is_labelled(head: int, named: Mapping[int, Sequence[Trigger]], scenes: Scenes) -> bool:
    sentence = scenes.document.sentences[head]
    words = scenes.document.tokens[sentence.first : min(sentence.last, sentence.first + _LABEL)]
    colon = next((at for at, token in enumerate(words, start=sentence.first) if token.lower == ":"), None)
    if colon is None:
        return False
    return any(mention.last <= colon for mention in (*named.get(head, ()), *scenes.places[head]))
