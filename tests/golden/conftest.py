"""All that Tocsin knows, loaded once."""

from __future__ import annotations

import pytest

from worker.lexicons.knowledge import Knowledge, load_knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge of the source tree."""
    return load_knowledge()
