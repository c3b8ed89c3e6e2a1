"""The gazetteer is there, whole, and of this version."""

from __future__ import annotations

from worker.doctor.findings import Seen
from worker.lexicons.gazetteer import Gazetteer
from worker.settings import Settings


async def check_gazetteer(settings: Settings) -> Seen:
    """Open it, as the children of extract and enrich do.

    Raises:
        Misconfigured: it is not.
    """
    return Seen(f"of sources {Gazetteer.load(settings.gazetteer).stamp[:12]}")
