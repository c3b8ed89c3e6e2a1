"""Event in, better event out: what needs knowledge, but no text."""
