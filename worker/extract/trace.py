"""All that one run of the extraction found, kept and put aside: what ``tocsin explain`` shows."""

from __future__ import annotations

from schemas.result import ArticleIncidents
from worker.extract.attach import Findings
from worker.extract.findings import Trigger
from worker.extract.incidents.articles import Verdict
from worker.extract.incidents.growing import Incident
from worker.extract.places.scenes import Scenes
from worker.extract.reading import Reading
from worker.values import dataclass


@dataclass(frozen=True, slots=True)
class Trace:
    """The result and how it came about; what is null was not reached, because the article stopped earlier."""

    result: ArticleIncidents
    reading: Reading | None = None
    verdict: Verdict | None = None
    triggers: tuple[Trigger, ...] = ()
    scenes: Scenes | None = None
    incidents: tuple[Incident, ...] = ()
    findings: Findings | None = None
    attached: tuple[Findings, ...] = ()
