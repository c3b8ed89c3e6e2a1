"""Reads an article's text into a document: boilerplate first, then paragraphs, sentences and tokens of what is left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from schemas.article import RawArticle
from worker.text.boilerplate import BoilerplateRules
from worker.text.clean import find_boilerplate, find_date_prefix
from worker.text.document import Document, Outline, Sentence, Span, spots_by_key
from worker.text.language import LanguageProfiles, language_hint, recognise_language
from worker.text.sentences import split_paragraphs, split_sentences
from worker.text.tokens import Token, split_keys, split_tokens

_LINE_BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_NO_RULES = BoilerplateRules()
_NO_PROFILES = LanguageProfiles()
MAX_SENTENCE = 200
"""Tokens.  No prose has longer sentences; tables and lists do, and later stages may compare a sentence's words in pairs."""
_GROUP_LIKE_VERB, _ITS_KEY = "IS", "i.s."
_PAUSES = frozenset((";", ",", ":", "—", "–"))


def read_document(
    article: RawArticle,
    boilerplate: BoilerplateRules = _NO_RULES,
    languages: LanguageProfiles = _NO_PROFILES,
    outline: Outline | None = None,
) -> Document:
    """The document of an article; ``outline`` is what ``read_outline`` said of it, if it was asked.

    ``published`` is the article's, else that of the text's own first line.  ``language`` is what the words show, else what
    the producer gave; null in doubt.  Without rules only the date of the first line is boilerplate.
    """
    text = article.text
    outline = outline or read_outline(article, boilerplate, languages)
    spans = outline.boilerplate
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    paragraph = 0
    for start, end in _prose(len(text), spans):
        for begin, stop in split_paragraphs(text, start, end):
            # Prose that goes on after a span within its line is the same paragraph.
            if sentences and _LINE_BREAK.search(text, sentences[-1].end, begin):
                paragraph += 1
            for first_character, last_character in split_sentences(text, begin, stop):
                for words in _parted(_read_words(text, first_character, last_character)):
                    first = len(tokens)
                    tokens += words
                    sentences.append(
                        Sentence(len(sentences), words[0].start, words[-1].end, first, len(tokens), paragraph)
                    )
    keys = tuple([token.lower for token in tokens])
    before, behind = _neighbours(keys, sentences)
    spots = spots_by_key(keys)
    return Document(
        text=text,
        published=outline.published,
        title=article.title,
        publisher=article.publisher,
        language=outline.language,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        boilerplate=spans,
        sentence_at=_sentence_at(sentences),
        keys=keys,
        keys_before=before,
        keys_behind=behind,
        spots=spots,
        vocabulary=frozenset(spots),
        sentence_keys=tuple([frozenset(keys[s.first : s.last]) for s in sentences]),
        capitals=tuple(
            # Only a word with a hyphen can begin with a small article: asking all for it costs 500 calls an article.
            [at for at, t in enumerate(tokens) if t.text[0].isupper() or (not t.text.isalpha() and t.is_capitalised)]
        ),
    )


def read_outline(
    article: RawArticle, boilerplate: BoilerplateRules = _NO_RULES, languages: LanguageProfiles = _NO_PROFILES
) -> Outline:
    """What ``read_document`` says of the article as a whole, without its sentences: at a third of the cost."""
    text = article.text
    prefix = find_date_prefix(text)
    spans = find_boilerplate(text, boilerplate)
    keys: list[str] = []
    for start, end in _prose(len(text), spans):
        keys += split_keys(text, start, end)
    return Outline(
        published=article.published if article.published is not None or prefix is None else prefix[1],
        language=recognise_language(keys, languages) or language_hint(article.language),
        boilerplate=spans,
        has_prose=any(key[0].isalnum() for key in keys),
        vocabulary=frozenset(keys),
        keys=keys,
    )


def _read_words(text: str, start: int, end: int) -> list[Token]:
    """The words of a sentence.  "IS" among small letters is a group and no verb: its key has the periods of an acronym."""
    words = split_tokens(text, start, end)
    if text.find(_GROUP_LIKE_VERB, start, end) >= 0 and not text[start:end].isupper():
        return [replace(w, lower=_ITS_KEY) if w.text == _GROUP_LIKE_VERB else w for w in words]
    return words


def _parted(words: list[Token]) -> Iterator[list[Token]]:
    """The words of a sentence, in parts where it is too long: after a pause if there is one in the part's second half."""
    at = 0
    while len(words) - at > MAX_SENTENCE:
        stop = at + MAX_SENTENCE
        cut = next((i for i in range(stop, at + MAX_SENTENCE // 2, -1) if words[i - 1].lower in _PAUSES), stop)
        yield words[at:cut]
        at = cut
    if at < len(words):
        yield words[at:]


def _sentence_at(sentences: list[Sentence]) -> tuple[int, ...]:
    places: list[int] = []
    for sentence in sentences:
        places += (sentence.index,) * (sentence.last - sentence.first)
    return (*places, *places[-1:])


def _neighbours(keys: tuple[str, ...], sentences: list[Sentence]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys before and behind each token within its sentence."""
    before, behind = ["", *keys[:-1]], [*keys[1:], ""]
    for sentence in sentences:
        before[sentence.first] = behind[sentence.last - 1] = ""
    return tuple(before), tuple(behind)


def _prose(length: int, boilerplate: tuple[Span, ...]) -> list[tuple[int, int]]:
    """The stretches between boilerplate."""
    stretches: list[tuple[int, int]] = []
    at = 0
    for span in boilerplate:
        if span.start > at:
            stretches.append((at, span.start))
        at = max(at, span.end)
    if at < length:
        stretches.append((at, length))
    return stretches
