"""A pool in which one bad item costs only itself."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from schemas.reasons import DeadLetterReason
from worker.errors import Misconfigured, Rejected
from worker.kafka.child import Blame
from worker.kafka.pool import Death, Pool, PoolBroken, PoolLimits

BLAME = Blame(timeout=DeadLetterReason.EXTRACT_TIMEOUT, defect=DeadLetterReason.EXTRACT_ERROR)
LIMITS = PoolLimits(item=0.5, grace=0.5, start=20)
HERE = "tests.kafka.pool_work"


@pytest.fixture
def deaths() -> list[Death]:
    """What the pool tells of its children's ends."""
    return []


@pytest.fixture
async def pool(deaths: list[Death]) -> AsyncIterator[Pool]:
    pool = Pool(f"{HERE}:load", 2, BLAME, limits=LIMITS, died=deaths.append)
    await pool.start()
    yield pool
    await pool.stop()


def told(answer: object) -> object:
    """A result, or the reason of a rejection."""
    return answer.reason if isinstance(answer, Rejected) else answer


async def run(pool: Pool, items: list[str]) -> list[object]:
    return [told(answer.result) for answer in await pool.run(items)]


def kill_all(pool: Pool) -> None:
    for child in pool._children:
        if child._process is not None and child._process.returncode is None:
            os.kill(child._process.pid, signal.SIGKILL)


async def test_answers_keep_the_order_of_the_items(pool: Pool) -> None:
    """Whatever child works on a slice."""
    slices = [[f"{n}-{i}" for i in range(20)] for n in range(10)]
    assert await asyncio.gather(*(run(pool, items) for items in slices)) == [
        [item.upper() for item in items] for items in slices
    ]


@pytest.mark.parametrize(
    ("culprit", "reason"),
    [
        ("reject", DeadLetterReason.TOO_LARGE),  # what the work itself says
        ("bug", DeadLetterReason.EXTRACT_ERROR),  # an exception that nobody expected
        ("memory", DeadLetterReason.EXTRACT_ERROR),
        ("hang", DeadLetterReason.EXTRACT_TIMEOUT),  # ended by SIGALRM
        ("swallow", DeadLetterReason.EXTRACT_TIMEOUT),  # a loop with `except Exception` in it
        ("block", DeadLetterReason.EXTRACT_TIMEOUT),  # blocks SIGALRM: ended by the parent
        ("die", DeadLetterReason.EXTRACT_ERROR),  # os._exit, each time it is tried
        ("segfault", DeadLetterReason.EXTRACT_ERROR),
        ("print", "PRINT"),  # what it prints does not corrupt the answers
    ],
)
async def test_a_bad_item_costs_only_itself(pool: Pool, culprit: str, reason: object) -> None:
    """Its neighbours before and after, and the other child's slice, get their results."""
    one, two = await asyncio.gather(run(pool, ["a", culprit, "b", "c"]), run(pool, ["d", "e"]))
    assert one == ["A", reason, "B", "C"]
    assert two == ["D", "E"]


@pytest.mark.parametrize(
    ("culprit", "expected"),
    [("reject", []), ("hang", []), ("block", [Death.HUNG]), ("die", [Death.DIED] * 3)],
)
async def test_the_death_of_a_child_is_told(
    pool: Pool, deaths: list[Death], culprit: str, expected: list[Death]
) -> None:
    """Each of them, with its cause; a child that answers lives."""
    await run(pool, ["a", culprit, "b"])
    assert deaths == expected


async def test_a_child_that_something_else_kills_blames_no_item(pool: Pool, deaths: list[Death]) -> None:
    """One death is no proof: the item is tried again."""
    slow = asyncio.create_task(run(pool, ["slow"] * 10))
    await asyncio.sleep(0.15)
    kill_all(pool)
    assert await slow == ["SLOW"] * 10
    assert set(deaths) >= {Death.DIED}


async def test_a_child_that_died_while_idle_is_started_again(pool: Pool, deaths: list[Death]) -> None:
    """Its death is told, and no strike against the item that it gets next."""
    for _ in range(3):
        kill_all(pool)
        await asyncio.sleep(0.2)
        assert await run(pool, ["a", "b"]) == ["A", "B"]
    assert set(deaths) == {Death.IDLE}


async def test_a_cancelled_slice_leaves_no_answer_behind(pool: Pool) -> None:
    """Its child is replaced: half an answer in the pipe would be the next slice's."""
    task = asyncio.create_task(pool.run(["slow"] * 50))
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await run(pool, ["x", "y"]) == ["X", "Y"]


async def test_a_child_that_cannot_start_is_no_items_fault() -> None:
    """The pool is broken, and the process that has it ends."""
    pool = Pool(f"{HERE}:load_broken", 1, BLAME, limits=LIMITS)
    with pytest.raises(PoolBroken):
        await pool.start()
    await pool.stop()


async def test_what_is_missing_is_said_by_the_child() -> None:
    """With its remedy, across the pipe."""
    pool = Pool(f"{HERE}:load_missing", 1, BLAME, limits=LIMITS)
    with pytest.raises(Misconfigured) as caught:
        await pool.start()
    assert caught.value.remedy == "Run `this`."
    await pool.stop()


async def test_no_child_outlives_its_parent() -> None:
    """Also while it hangs, and when the parent is killed."""
    code = (
        "import asyncio\n"
        "from tests.kafka.test_pool import BLAME\n"
        "from worker.kafka.pool import Pool\n"
        "async def main():\n"
        "    pool = Pool('tests.kafka.pool_work:load', 2, BLAME)\n"
        "    await pool.start()\n"
        "    print(*(child._process.pid for child in pool._children), flush=True)\n"
        "    await pool.run(['block'])\n"
        "asyncio.run(main())\n"
    )

    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE)
    assert parent.stdout is not None
    pids = [int(pid) for pid in (await parent.stdout.readline()).split()]
    await asyncio.sleep(0.2)
    parent.kill()
    await parent.wait()
    end = time.monotonic() + 5
    while (alive := [pid for pid in pids if _runs(pid)]) and time.monotonic() < end:
        time.sleep(0.1)  # noqa: ASYNC251 - nothing else runs
    assert alive == []


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return not Path("/proc").exists()


def test_children_carry_neither_faust_nor_sqlalchemy() -> None:
    """Each would cost as much memory again."""
    code = "import sys, worker.kafka.child; print({name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert not {"faust", "mode", "aiokafka", "sqlalchemy", "structlog", "asyncio"} & set(eval(loaded))  # noqa: S307
