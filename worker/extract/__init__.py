"""Text in, events out: pure, deterministic, every value with the words that prove it."""
