"""What a piece of work costs as its text grows: by counted lines of Python, and by seconds with room for a busy machine."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from time import process_time
from types import FrameType

ATTEMPTS = 6
"""How often seconds are taken before they count as what the work needs: the fewest are the least disturbed."""


def steps_of(work: Callable[[], object]) -> int:
    """Python lines that are run, each turn of a loop anew: a count that is the same on a busy machine."""
    steps = 0

    def count(_frame: FrameType, event: str, _argument: object) -> object:
        nonlocal steps
        steps += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)  # type: ignore[arg-type]
    try:
        work()
    finally:
        sys.settrace(before)
    return steps


def seconds_of(work: Callable[[], object]) -> float:
    """CPU seconds of this process, without what the rest of the suite left to the collector."""
    gc.disable()
    try:
        begin = process_time()
        work()
        return process_time() - begin
    finally:
        gc.enable()


def grows_with_length(work: Callable[[int], Callable[[], object]], *, length: int = 8_000, times: int = 8) -> bool:
    """Whether a text ``times`` as long costs about ``times`` as much, in lines and in seconds.

    Args:
        work: Prepares a text of that many characters, and returns what is measured.
        length: Of the smaller text, in characters.
        times: A square costs this many times too much; half of it is allowed to seconds, half as much again to lines.
    """
    small, large = work(length), work(length * times)
    if steps_of(large) > 1.5 * times * (steps_of(small) + 100):  # a hundred lines are run for any text
        return False
    fewest = [float("inf"), float("inf")]
    for _ in range(ATTEMPTS):
        fewest = [min(fewest[0], seconds_of(small)), min(fewest[1], seconds_of(large))]
        if fewest[1] <= times / 2 * times * max(fewest[0], 1e-4):
            return True
    return False
