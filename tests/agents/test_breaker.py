"""Too many dead letters stop a role."""

from __future__ import annotations

import random

import pytest

from worker.agents.breaker import WINDOW, Breaker, BreakerOpen


def test_dead_letters_in_a_row() -> None:
    """One message that is done begins the row anew."""
    breaker = Breaker(in_a_row=3, share=1)
    breaker.count([False, False, True, False, False])
    with pytest.raises(BreakerOpen, match="3 dead letters in a row"):
        breaker.count([False])


def test_a_share_of_the_last_messages() -> None:
    """Counted once there are enough of them."""
    breaker = Breaker(in_a_row=100, share=0.5)
    breaker.count([False, True] * (WINDOW // 2 - 1))
    breaker.count([True])
    with pytest.raises(BreakerOpen, match=f"100 dead letters among the last {WINDOW}"):
        breaker.count([False])


def test_few_dead_letters_never_stop_it() -> None:
    """One in ten is sad, and no reason to stop."""
    breaker, chance = Breaker(in_a_row=100, share=0.5), random.Random(1)
    breaker.count(chance.random() > 0.1 for _ in range(10_000))
