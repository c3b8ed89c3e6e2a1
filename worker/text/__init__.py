"""Spans, sentences, tokens, phrases, numbers.  Offsets into the raw text are sacred."""
