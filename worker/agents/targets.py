"""The names of what pool children do: naming it must not import it, since each parent would carry the knowledge too."""

from __future__ import annotations

EXTRACT = "worker.agents.work:load_extract"
ENRICH = "worker.agents.work:load_enrich"
