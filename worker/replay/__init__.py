"""Seed files to a topic: readers, pacing, resume."""
