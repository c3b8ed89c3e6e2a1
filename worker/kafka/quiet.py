"""Silence for a client's log where its caller says the same, and better."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_LOG = logging.getLogger("aiokafka")


@contextmanager
def quiet() -> Iterator[None]:
    """aiokafka logs nothing meanwhile, unless it debugs."""
    before = _LOG.level
    if not _LOG.isEnabledFor(logging.DEBUG):
        _LOG.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        _LOG.setLevel(before)
