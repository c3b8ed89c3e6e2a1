"""How a role's process ends.  Apart from ``process``, so that naming a code does not import Faust."""

from __future__ import annotations

CLEAN = 0
"""A signal came, and what was in flight was drained or safely given up."""
CRASHED = 1
"""An error that nobody expected: start it again."""
HARD = 70
"""Too many dead letters; or the drain took too long, or a second signal came."""
