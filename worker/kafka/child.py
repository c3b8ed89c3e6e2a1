"""The other end of the pool: answers item by item, so that the parent knows which one it died of.

``python -m worker.kafka.child MODULE:FACTORY PARENT ARGUMENT`` calls ``FACTORY(ARGUMENT)``, which loads what it needs and
gives the function that works on one item.  Standard library only, and nothing of Faust: each child would carry it.
"""

from __future__ import annotations

import importlib
import os
import pickle
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import FrameType
from typing import IO

from schemas.reasons import DeadLetterReason
from worker.errors import Misconfigured, Rejected, Transient
from worker.kafka.parentage import die_with_parent

READY, UNFIT = b"+", b"!"

Work = Callable[[object], object]


@dataclass(frozen=True, slots=True)
class Blame:
    """The reasons under which an item is dead-lettered that is too slow, or meets a defect."""

    timeout: DeadLetterReason
    defect: DeadLetterReason


@dataclass(frozen=True, slots=True)
class Request:
    """Items to work on, each within ``limit`` seconds."""

    limit: float
    blame: Blame
    items: Sequence[object]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one item, and how many seconds it took."""

    result: object
    seconds: float


class _TimeLimit(BaseException):
    """Not an Exception, so that no ``except Exception`` in the work swallows it."""


def answer(work: Work, item: object, limit: float, blame: Blame) -> Answer:
    """Do the work within ``limit`` seconds; whatever goes wrong becomes the answer."""
    begin = time.perf_counter()
    result = _attempt(work, item, limit, blame)
    return Answer(result, time.perf_counter() - begin)


def _attempt(work: Work, item: object, limit: float, blame: Blame) -> object:
    try:
        signal.setitimer(signal.ITIMER_REAL, limit)
        try:
            return work(item)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except (Rejected, Transient) as error:
        return error
    except _TimeLimit:
        return Rejected(blame.timeout, f"took more than {limit:g} s")
    except Exception as error:  # noqa: BLE001 - a defect costs this item only; the message says where it is
        return Rejected(blame.defect, _where(error))


def _where(error: Exception) -> str:
    """The error and the line that raised it."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {os.path.basename(frames[-1].filename)}:{frames[-1].lineno}" if frames else ""  # noqa: PTH119
    return f"{type(error).__name__}: {error}"[:500] + place


def _alarm(_signal: int, _frame: FrameType | None) -> None:
    raise _TimeLimit


def _read(pipe: IO[bytes]) -> object | None:
    head = pipe.read(4)
    return pickle.loads(pipe.read(int.from_bytes(head, "big"))) if len(head) == 4 else None  # noqa: S301 - our parent


def _write(pipe: IO[bytes], value: object) -> None:
    body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    pipe.write(len(body).to_bytes(4, "big") + body)
    pipe.flush()


def serve(target: str, parent: int, argument: str) -> None:
    """Answer until the parent closes the pipe."""
    die_with_parent(parent)
    for ignored in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ignored, signal.SIG_IGN)  # the parent decides
    signal.signal(signal.SIGALRM, _alarm)
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a print() in some library must not corrupt the answers
    module, _, name = target.partition(":")
    try:
        work: Work = getattr(importlib.import_module(module), name)(argument)
    except Misconfigured as error:
        answers.write(UNFIT)
        _write(answers, error)
        return
    answers.write(READY)
    answers.flush()
    while (request := _read(requests)) is not None:
        assert isinstance(request, Request)  # noqa: S101 - our own parent
        for item in request.items:
            _write(answers, answer(work, item, request.limit, request.blame))


if __name__ == "__main__":
    from worker.kafka.child import serve as serve_child  # not __main__'s copy: classes must be the parent's

    serve_child(sys.argv[1], int(sys.argv[2]), sys.argv[3])
