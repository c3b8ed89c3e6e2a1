"""What a worker's processes have cost so far, as Linux counts it."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.stage.worker import ROLES, Worker

_TICK = os.sysconf("SC_CLK_TCK")
_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def costs_of(worker: Worker, articles: int) -> str:
    """CPU for each article and memory (PSS: shared pages counted by their share) of each role and of its pool's children.

    Children that poison killed are gone with their CPU: theirs is that of the last ones.

    Args:
        worker: Running.
        articles: How many it has done.
    """
    assert worker.process is not None
    roles = worker.roles()
    parts = [_said(role, [roles[role]], articles) for role in ROLES if role in roles]
    parts += [_said(f"pool of {role}", pids, articles) for role in ROLES if (pids := worker.children(role))]
    return "; ".join([*parts, _said("supervisor", [worker.process.pid], articles)])


def _said(name: str, pids: list[int], articles: int) -> str:
    microseconds = sum(map(_cpu, pids)) / articles * 1e6
    return f"{name} {microseconds:.0f} µs, {sum(map(_memory, pids)):.0f} MB"


def _cpu(pid: int) -> float:
    """Seconds of CPU, its own."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK


def _memory(pid: int) -> float:
    found = _PSS.search(Path(f"/proc/{pid}/smaps_rollup").read_text())
    return int(found[1]) / 1024 if found else 0.0
