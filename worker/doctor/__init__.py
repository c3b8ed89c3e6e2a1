"""Looks whether a worker can run with these settings: each check a function of its own, each finding with its remedy."""
