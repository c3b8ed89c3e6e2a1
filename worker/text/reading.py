"""Reads an article's text into a document: boilerplate first, then paragraphs, sentences and tokens of what is left."""

from __future__ import annotations

from schemas.article import RawArticle
from worker.text.document import Document, Sentence, Span
from worker.text.sentences import split_paragraphs, split_sentences
from worker.text.tokens import Token, split_tokens


def read_document(article: RawArticle) -> Document:
    """The document of an article; ``published`` is the article's, else that of the text's own first line."""
    spans: tuple[Span, ...] = ()
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    paragraph = 0
    for prose in _prose(len(article.text), spans):
        for begin, end in split_paragraphs(article.text, *prose):
            for start, stop in split_sentences(article.text, begin, end):
                words = split_tokens(article.text, start, stop)
                first = len(tokens)
                tokens += words
                sentences.append(Sentence(len(sentences), start, stop, first, len(tokens), paragraph))
            paragraph += 1
    return Document(
        text=article.text,
        published=article.published,
        title=article.title,
        publisher=article.publisher,
        language=article.language,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        boilerplate=spans,
        sentence_starts=tuple(sentence.first for sentence in sentences),
    )


def _prose(length: int, boilerplate: tuple[Span, ...]) -> list[tuple[int, int]]:
    """The stretches between boilerplate."""
    stretches: list[tuple[int, int]] = []
    at = 0
    for span in sorted(boilerplate, key=lambda s: s.start):
        if span.start > at:
            stretches.append((at, span.start))
        at = max(at, span.end)
    if at < length:
        stretches.append((at, length))
    return stretches
