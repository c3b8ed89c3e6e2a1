from __future__ import annotations

import pytest

from worker.lexicons.knowledge import Knowledge, load_knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """All that Tocsin knows, loaded once."""
    return load_knowledge()
