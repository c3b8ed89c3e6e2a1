"""Tocsin: raw news articles in, incident events out."""

__version__ = "0.1.0"
