"""Work for the pool's tests: an item says what becomes of it."""

from __future__ import annotations

import ctypes
import os
import signal
import time

from schemas.reasons import DeadLetterReason
from worker.errors import Misconfigured, Rejected
from worker.kafka.child import Work


def load(_argument: str) -> Work:
    return work


def load_broken(_argument: str) -> Work:
    raise RuntimeError("no such model")


def load_missing(_argument: str) -> Work:
    raise Misconfigured("this is missing", "Run `this`.")


def work(item: object) -> object:  # noqa: C901 - a list of misdeeds
    match item:
        case "reject":
            raise Rejected(DeadLetterReason.TOO_LARGE, "too much")
        case "bug":
            raise KeyError("a defect")
        case "memory":
            raise MemoryError
        case "die":
            os._exit(3)
        case "segfault":
            ctypes.string_at(0)
        case "print":
            print("noise on stdout")
        case "slow":
            time.sleep(0.05)
        case "block":
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
            hang()
        case "hang":
            hang()
        case "swallow":
            while True:
                try:  # noqa: SIM105 - as careless code does
                    time.sleep(0.01)
                except Exception:  # noqa: BLE001, S110
                    pass
    return str(item).upper()


def hang() -> None:
    while True:
        time.sleep(0.01)
