"""Reading the table: which incidents, in which order.  It only reads, so it also works on a replica or a read-only file."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from schemas.attack import WeaponKind
from schemas.harm import TargetKind
from schemas.place import PlacePrecision
from schemas.record import Moment
from schemas.taxonomy import load_taxonomy
from schemas.time import TimePrecision
from worker.errors import NoDatabase
from worker.sinks.database import UPGRADE, missing_file
from worker.sinks.rights import remedy_for
from worker.sinks.schema import said_plainly
from worker.sinks.tables import ARTICLE, INCIDENT_EVENT

_E, _A = INCIDENT_EVENT.c, ARTICLE.c


class Order(StrEnum):
    """What comes first."""

    NEWEST = "newest"  # by when it happened
    OLDEST = "oldest"
    KILLED = "killed"
    SEVERITY = "severity"
    STORED = "stored"  # by when its row was last written


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents: all conditions hold.  ``since`` and ``until`` take what may have happened in between, ends included."""

    type: str | None = None
    country: str | None = None
    since: Moment | None = None
    until: Moment | None = None
    killed_min: int | None = None
    place: str | None = None
    article: str | None = None
    actor: str | None = None
    weapon: WeaponKind | None = None
    target: TargetKind | None = None
    withdrawn: bool = False
    order: Order = Order.NEWEST
    limit: int | None = 50


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """A row of the table as people read it.  ``record`` is the whole event as JSON."""

    event_id: str
    type: str
    realis: str
    withdrawn: bool
    happened_on: date | None
    time_earliest: datetime | None
    time_best: datetime | None
    time_latest: datetime | None
    time_precision: TimePrecision
    time_inferred: bool
    place: str | None
    place_resolved: str | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    place_precision: PlacePrecision
    uncertainty_km: float | None
    killed_min: int | None
    killed_best: int | None
    killed_max: int | None
    killed_qualifier: str | None
    injured_min: int | None
    injured_best: int | None
    injured_max: int | None
    injured_qualifier: str | None
    who: str | None
    actors: tuple[str, ...]
    weapons: tuple[str, ...]
    targets: tuple[str, ...]
    proof: str | None
    title: str | None
    severity: float | None
    confidence: float | None
    article_id: str
    publisher: str | None
    url: str | None
    record: str


_COLUMNS = [
    ARTICLE.c[f.name] if f.name in ("publisher", "url") else INCIDENT_EVENT.c[f.name] for f in fields(IncidentRow)
]

# What is not known comes last, whatever the order.
_START = sa.func.coalesce(_E.time_best, _E.time_earliest)
_ORDERS = {
    Order.NEWEST: (_START.is_(None), _START.desc()),
    Order.OLDEST: (_START.is_(None), _START),
    Order.KILLED: (sa.func.coalesce(_E.killed_best, _E.killed_min, -1).desc(),),
    Order.SEVERITY: (_E.severity.is_(None), _E.severity.desc()),
    Order.STORED: (_E.stored_at.desc(),),
}


async def find_incidents(engine: AsyncEngine, wanted: IncidentFilter) -> list[IncidentRow]:
    """The incidents that a filter takes.

    Raises:
        NoDatabase: there is no table, or the settings are wrong.
        Transient: the database does not answer.
        ValueError: the filter names a type that the taxonomy does not hold.
    """
    if path := missing_file(engine):
        raise NoDatabase(f"there is no database {path}", UPGRADE)
    query = (
        sa.select(*_COLUMNS)
        .join(ARTICLE, _A.article_id == _E.article_id)
        .where(*_conditions(wanted, engine.dialect.name))
        .order_by(*_ORDERS[wanted.order], _E.article_id, _E.importance)
        .limit(wanted.limit)
    )
    with said_plainly(engine, rights=remedy_for(engine.url.username or "ROLE", only_reads=True)):
        async with engine.connect() as connection:
            found = (await connection.execute(query)).mappings().all()
    return [
        IncidentRow(**{**row, "time_precision": TimePrecision(row["time_precision"]),
                       "place_precision": PlacePrecision(row["place_precision"])})
        for row in found
    ]  # fmt: skip


def resolve_type(name: str) -> str:
    """A branch or leaf of the taxonomy; a leaf may be named without its branch.

    Raises:
        ValueError: there is none of that name; the message names the nearest.
    """
    named: dict[str, set[str]] = {}
    for leaf in load_taxonomy().leaves:
        last = leaf.leaf.partition(".")[2]
        for spelling, full in ((leaf.leaf, leaf.leaf), (last, leaf.leaf), (leaf.branch, leaf.branch)):
            named.setdefault(spelling, set()).add(full)
    meant = named.get(name, set())
    if len(meant) == 1:
        return next(iter(meant))
    if name in meant:  # a branch that is some leaf's last part, too
        return name
    close = [name] if meant else difflib.get_close_matches(name, named, n=3, cutoff=0.7)
    choices = [full for spelling in close for full in sorted(named[spelling])] or sorted(
        {leaf.branch for leaf in load_taxonomy().leaves}
    )
    raise ValueError(f"no type {name!r}; did you mean {' or '.join(dict.fromkeys(choices))}?")


def _conditions(wanted: IncidentFilter, dialect: str) -> list[sa.ColumnElement[bool]]:
    conditions: list[sa.ColumnElement[bool]] = [_E.withdrawn.is_(wanted.withdrawn)]
    if wanted.type:
        name = resolve_type(wanted.type)
        conditions.append(_E.type == name if "." in name else _E.branch == name)
    if wanted.country:
        conditions.append(_E.country == wanted.country.upper())
    if wanted.since is not None:
        conditions.append(sa.func.coalesce(_E.time_latest, _E.time_best) >= _edge(wanted.since, end=False))
    if wanted.until is not None:
        conditions.append(sa.func.coalesce(_E.time_earliest, _E.time_best) <= _edge(wanted.until, end=True))
    if wanted.killed_min is not None:
        conditions.append(sa.func.coalesce(_E.killed_best, _E.killed_min) >= wanted.killed_min)
    if wanted.place:
        names = (_E.place, _E.place_resolved, _E.admin1, _E.admin2)
        conditions.append(sa.or_(*(name.icontains(wanted.place, autoescape=True) for name in names)))
    if wanted.article:
        conditions.append(_E.article_id == wanted.article)
    if wanted.actor:
        conditions.append(_E.who.icontains(wanted.actor, autoescape=True))
    conditions += [
        _holds(column, word, dialect)
        for column, word in ((_E.weapons, wanted.weapon), (_E.targets, wanted.target))
        if word is not None
    ]
    return conditions


def _holds(column: sa.Column[tuple[str, ...]], word: str, dialect: str) -> sa.ColumnElement[bool]:
    """Whether a list holds a word; PostgreSQL has an index for that, and for ``@>`` alone."""
    if dialect == "postgresql":
        return column.op("@>", is_comparison=True)((word,))
    inside = sa.func.json_each(column).table_valued("value")
    return sa.exists().where(inside.c.value == word)


def _edge(moment: Moment, *, end: bool) -> datetime:
    if isinstance(moment, datetime):
        return moment
    return datetime.combine(moment, time.max if end else time.min, UTC)
