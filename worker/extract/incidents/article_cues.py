"""What speaks for a kind of article, and what for real harm: the evidence that ``articles`` weighs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import fsum

from worker.extract.reading import Reading
from worker.lexicons.article_kinds import ArticleKinds
from worker.text.document import Document
from worker.values import dataclass

_DAY, _PLACE = 1.0, 0.5  # of proof
_ELSEWHERE = 0.5  # what proof counts that stands beside no word of violence
_CAST_KIND, _CAST, _CAST_WEIGHT = "fiction", "kind.fiction.in_brackets", 1.5
_HARMLESS = frozenset(("%time", "%place"))
_QUOTES = frozenset('“”"«»')
MORE = 0.5
"""That much more the cues of a field weigh than all proof of harm, where the article is of the field."""


@dataclass(frozen=True, slots=True)
class Cues:
    """The weight of each kind's different cues, the first rule that spoke for it, and which tokens are somebody's speech."""

    scores: Mapping[str, float]
    rules: Mapping[str, str]
    quoted: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Proofs:
    """What speaks for real harm in each sentence, without its days and places, and in the article."""

    by_sentence: Mapping[int, float]
    of_harm: Mapping[int, float]
    total: float


def find_cues(reading: Reading, lexicon: ArticleKinds) -> Cues:
    """The different cues of each kind in the text; what others are quoted with is none of a kind in its author's own voice."""
    document = reading.document
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    rules: dict[str, str] = {}
    quoted = _quoted(document)
    for match in lexicon.cues.find(document, reading.layers):
        words = document.lower(match.first, match.last)
        kind = match.rule.kind
        if quoted[match.first] and lexicon.kinds[kind].own_voice:
            continue
        weights[kind][words] = max(match.rule.weight, weights[kind].get(words, 0.0))
        rules.setdefault(kind, match.rule.id)
    for player in _players(document, lexicon):
        weights[_CAST_KIND][player] = _CAST_WEIGHT
        rules.setdefault(_CAST_KIND, _CAST)
    return Cues({kind: fsum(words.values()) for kind, words in weights.items()}, rules, quoted)


def _players(document: Document, lexicon: ArticleKinds) -> Iterator[str]:
    """Who plays whom: ``a widow (Nora Lind) finds her sergeant (Emil Roth) dead``."""
    tokens = document.tokens
    for at in document.spots.get("(", ()):
        if at and tokens[at - 1].text[-1].isalpha() and at + 3 < len(tokens) and tokens[at + 3].text == ")":
            given, family = tokens[at + 1].text, tokens[at + 2].text
            if given.istitle() and family[0].isupper() and given.lower() in lexicon.forenames:
                yield document.lower(at + 1, at + 3)


def _quoted(document: Document) -> list[bool]:
    """For each token whether it stands between quotation marks; a mark left open ends with its paragraph."""
    flags: list[bool] = []
    inside = False
    for before, sentence in zip((None, *document.sentences), document.sentences, strict=False):
        if before is None or before.paragraph != sentence.paragraph:
            inside = False
        if _QUOTES.isdisjoint(document.sentence_keys[sentence.index]):
            flags += [inside] * (sentence.last - sentence.first)
            continue
        for token in document.tokens[sentence.first : sentence.last]:
            if token.text in _QUOTES:
                inside = token.text in "“«" or (token.text == '"' and not inside)
            flags.append(inside)
    return flags


def find_proofs(reading: Reading, told: AbstractSet[int], lexicon: ArticleKinds) -> Proofs:
    """How much speaks for real harm in each sentence, and in the article, above all in those that tell of any."""
    document = reading.document
    by_sentence: dict[int, dict[str, float]] = defaultdict(dict)
    different: dict[str, float] = {}
    for match in lexicon.proofs.find(document, reading.layers):
        words = match.rule.id if match.last - match.first > 1 else document.lower(match.first, match.last)
        sentence = document.sentence_of(match.first).index
        by_sentence[sentence][words] = match.rule.weight
        share = 1.0 if sentence in told else _ELSEWHERE
        different[words] = max(share * match.rule.weight, different.get(words, 0.0))
    for time in reading.times:
        if time.use == "event":
            by_sentence[document.sentence_of(time.first).index]["%time"] = _DAY
    for place in reading.places:
        by_sentence[document.sentence_of(place.first).index]["%place"] = _PLACE
    return Proofs(
        {number: fsum(words.values()) for number, words in by_sentence.items()},
        {
            number: fsum(w for word, w in words.items() if word not in _HARMLESS)
            for number, words in by_sentence.items()
        },
        fsum(different.values()),
    )
