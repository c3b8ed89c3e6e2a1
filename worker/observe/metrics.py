"""The catalogue of metrics: what each counts, what it means, and what to do about it.

The list is the truth: the Prometheus objects are built from it, and docs/metrics.md too.
"""

from __future__ import annotations

import platform
from dataclasses import dataclass
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest

CONTENT_TYPE = CONTENT_TYPE_LATEST


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric's contract; counters are shown with ``_total`` at their end.

    Attributes:
        meaning: What it counts.
        remedy: When to look at it, and what to do then.
        buckets: Upper bounds of a histogram, in the metric's unit.
    """

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    labels: tuple[str, ...]
    meaning: str
    remedy: str
    buckets: tuple[float, ...] = ()

    @property
    def exposed(self) -> str:
        """The name as Prometheus sees it."""
        return f"{self.name}_total" if self.kind == "counter" else self.name


MESSAGES = Metric(
    "tocsin_messages",
    "counter",
    ("topic", "outcome"),
    "Messages read from a topic, by what became of them: `done`, `dead_lettered`.",
    "No growth while there is lag: the role hangs; look at `/livez`. Dead letters: see `tocsin_dead_letters_total`.",
)
STAGE_SECONDS = Metric(
    "tocsin_stage_seconds",
    "histogram",
    ("stage",),
    "Seconds of a stage: `extract` and `enrich` for an article, `store` and `publish` for a slice.",
    "A slow `extract` names long articles: give it more processes. A slow `store`: look at the database.",
    (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
EVENT_AGE = Metric(
    "tocsin_event_age_seconds",
    "histogram",
    ("agent",),
    "Seconds from a raw message's timestamp until an agent was done with it.",
    "Above five minutes at `store` with little lag upstream: the role that follows the fast one is short of workers.",
    (0.1, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 86400),
)
LAG = Metric(
    "tocsin_lag_messages",
    "gauge",
    ("topic", "partition"),
    "Messages in a partition behind what this role has committed.",
    "Above 1,000 and growing: add workers of the role, at most one for each partition.",
)
DEAD_LETTERS = Metric(
    "tocsin_dead_letters",
    "counter",
    ("topic", "reason"),
    "Messages sent to `<topic>.dlq`, by reason.",
    "Read them: `tocsin tail <topic>.dlq --headers`. `decode_error` and `schema_invalid`: the producer is at fault; "
    "`extract_error`, `span_mismatch` and `enrich_error`: a defect of Tocsin, please report it.",
)
RETRIES = Metric(
    "tocsin_retries",
    "counter",
    ("operation",),
    "Attempts that failed for a passing reason and were made again: `store`, `publish`.",
    "Steady growth: the database or the brokers are away; `/readyz` says which.",
)
ROWS = Metric(
    "tocsin_rows",
    "counter",
    ("action",),
    "Rows of the sink table: `inserted`, `updated`, `unchanged`, `withdrawn`; `stale` counts results that came too late.",
    "Many `stale` or `unchanged`: something replays old articles; it does no harm.",
)
CHILD_DEATHS = Metric(
    "tocsin_pool_deaths",
    "counter",
    ("agent", "cause"),
    "Child processes of an agent that ended: `hung` (killed over its time limit), `died` at work, `idle` (died without work).",
    "`hung`: articles that cost too much, see the dead letters. `died` and `idle` without dead letters: memory runs out.",
)
LAST_COMMIT = Metric(
    "tocsin_last_commit_timestamp_seconds",
    "gauge",
    ("topic",),
    "When this role last committed a position, in Unix seconds; its age is `time()` minus it.",
    "Older than a minute while there is lag: the role does not get on; look at `/livez` and its log.",
)
BUILD = Metric(
    "tocsin_build_info",
    "gauge",
    ("version", "python", "role"),
    "Always 1; its labels say what runs.",
    "Different versions at once outside a deployment: a worker was left behind.",
)

CATALOGUE = (MESSAGES, STAGE_SECONDS, EVENT_AGE, LAG, DEAD_LETTERS, RETRIES, ROWS, CHILD_DEATHS, LAST_COMMIT, BUILD)
"""Every metric, in the order in which the page lists them."""


class Metrics:
    """The catalogue's Prometheus objects, on a registry of their own: one for each process."""

    def __init__(self, *, version: str, role: str, registry: CollectorRegistry | None = None) -> None:
        self.registry = registry if registry is not None else CollectorRegistry()
        self.messages = self._counter(MESSAGES)
        self.stage_seconds = self._histogram(STAGE_SECONDS)
        self.event_age = self._histogram(EVENT_AGE)
        self.lag = self._gauge(LAG)
        self.dead_letters = self._counter(DEAD_LETTERS)
        self.retries = self._counter(RETRIES)
        self.rows = self._counter(ROWS)
        self.pool_deaths = self._counter(CHILD_DEATHS)
        self.last_commit = self._gauge(LAST_COMMIT)
        self.build = self._gauge(BUILD)
        self.build.labels(version=version, python=platform.python_version(), role=role).set(1)

    def render(self) -> bytes:
        """All values in Prometheus' text format (``CONTENT_TYPE``)."""
        return generate_latest(self.registry)

    def _counter(self, metric: Metric) -> Counter:
        return Counter(metric.name, metric.meaning, metric.labels, registry=self.registry)

    def _gauge(self, metric: Metric) -> Gauge:
        return Gauge(metric.name, metric.meaning, metric.labels, registry=self.registry)

    def _histogram(self, metric: Metric) -> Histogram:
        return Histogram(metric.name, metric.meaning, metric.labels, registry=self.registry, buckets=metric.buckets)
