"""Loads and validates knowledge: rules, word lists, the gazetteer.  The knowledge itself is in worker/data."""
