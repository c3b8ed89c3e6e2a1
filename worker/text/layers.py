"""Annotations over tokens that later patterns may use as one word: ``%number``, ``%time``, ``%place``, ``%person``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field

from worker.values import dataclass


@dataclass(frozen=True, slots=True)
class Layer:
    """Token ranges ``[first, last)``, found by where they begin and where they end; the longest wins."""

    ends: Mapping[int, int] = field(default_factory=dict)  # first -> last
    begins: Mapping[int, int] = field(default_factory=dict)  # last -> first


def layer_of(ranges: Iterable[tuple[int, int]]) -> Layer:
    """A layer from token ranges."""
    ends: dict[int, int] = {}
    begins: dict[int, int] = {}
    for first, last in ranges:
        if last > ends.get(first, -1):
            ends[first] = last
        if first < begins.get(last, first + 1):
            begins[last] = first
    return Layer(ends, begins)


Layers = Mapping[str, Layer]
