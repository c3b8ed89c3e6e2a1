"""The replay itself: what is sent, in which order, what is counted, and where it stops."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from schemas.article import RawArticle
from worker.errors import Misconfigured
from worker.replay.engine import Order, Rules, Tally, make_done, replay
from worker.replay.outgoing import Done, Outgoing, check_key, make_ready
from worker.replay.pacing import Pace, parse_rate
from worker.replay.readers import BadSeed, Place, Reading, Seed
from worker.replay.resume import ResumeFile


class ListTarget:
    """Keeps what it was given, and reports it at the flush; texts with "refuse" are refused."""

    name = "list"

    def __init__(self, done: Done) -> None:
        """Empty."""
        self._done = done
        self._held: list[Outgoing] = []
        self.texts: list[str] = []

    async def start(self) -> None:
        """Nothing."""

    async def put(self, outgoing: Outgoing) -> None:
        """Hold one."""
        self._held.append(outgoing)

    async def flush(self) -> None:
        """Report all."""
        for outgoing in self._held:
            refused = "refuse" in outgoing.seed.article.text
            if not refused:
                self.texts.append(outgoing.seed.article.text)
            self._done(outgoing, "refused" if refused else None)
        self._held.clear()

    async def close(self) -> None:
        """Nothing."""


def _readings(*texts: str) -> list[Reading]:
    return [
        BadSeed(Place("f", n), "bad") if text == "bad" else Seed(Place("f", n), RawArticle(text=text))
        for n, text in enumerate(texts, 1)
    ]


async def _run(
    readings: list[Reading], *, on_error: str = "stop", pace: Pace | None = None, resume: ResumeFile | None = None
) -> tuple[list[str], Tally, list[str]]:
    tally, told = Tally(), []
    rules = Rules(pace=pace or Pace(), on_error=on_error)  # type: ignore[arg-type]
    target = ListTarget(make_done(tally, rules, tell=told.append, resume=resume))
    await replay(readings, target, rules, tally, tell=told.append, resume=resume)
    return target.texts, tally, told


async def test_everything_is_sent_and_counted():
    """In the order of the input."""
    texts, tally, told = await _run(_readings("a", "b", "c"))
    assert (texts, told) == (["a", "b", "c"], [])
    assert (tally.read, tally.sent, tally.failed) == (3, 3, 0)


async def test_a_bad_article_stops_the_run_and_says_where():
    """What went before is sent; nothing behind it is."""
    texts, tally, told = await _run(_readings("a", "bad", "c"))
    assert (texts, told) == (["a"], ["f:2: bad"])
    assert (tally.read, tally.sent, tally.failed, tally.stopped_at) == (2, 1, 1, "f:2: bad")


async def test_or_it_is_skipped():
    """And counted, also when the target refuses it."""
    texts, tally, told = await _run(_readings("a", "bad", "refuse me", "d"), on_error="skip")
    assert (texts, told) == (["a", "d"], ["f:2: bad", "f:3: refused"])
    assert (tally.read, tally.sent, tally.failed) == (4, 2, 2)


async def test_a_second_run_sends_only_what_is_missing(tmp_path: Path):
    """By content, wherever it stands now."""
    with ResumeFile(tmp_path / "r", "t") as resume:
        await _run(_readings("a", "b", "bad", "c"), resume=resume)
    with ResumeFile(tmp_path / "r", "t") as resume:
        texts, tally, _ = await _run(_readings("new", "b", "c", "a"), resume=resume)
    assert texts == ["new", "c"]
    assert (tally.sent, tally.resumed) == (2, 2)


async def test_a_pace_is_kept():
    """Three at ten a second take two tenths."""
    begun = time.monotonic()
    await _run(_readings("a", "b", "c"), pace=parse_rate("10/s"))
    assert 0.19 <= time.monotonic() - begun < 1


async def test_looking_sends_nothing():
    """A dry run reads all and reports what is bad."""
    tally, told = Tally(), []
    await replay(_readings("a", "bad", "c"), None, Rules(Pace(), on_error="skip"), tally, tell=told.append)
    assert (tally.read, tally.sent, tally.failed, told) == (3, 0, 1, ["f:2: bad"])


@pytest.mark.parametrize(
    ("order", "texts"),
    [
        (Order(), "abcdef"),
        (Order(skip=2), "cdef"),
        (Order(limit=2), "ab"),
        (Order(skip=1, limit=2), "bc"),
        (Order(limit=0), ""),
        (Order(skip=9), ""),
    ],
)
def test_which_articles_are_meant(order: Order, texts: str):
    """Skipped first, then limited."""
    assert "".join(reading.article.text for reading in order.applied(_readings(*"abcdef"))) == texts  # type: ignore[union-attr]


def test_the_same_seed_gives_the_same_order():
    """Another one another; nothing is lost."""

    def shuffled(seed: int) -> str:
        order = Order(shuffle=True, seed=seed)
        return "".join(reading.article.text for reading in order.applied(_readings(*"abcdefgh")))  # type: ignore[union-attr]

    assert shuffled(1) == shuffled(1)
    assert shuffled(1) != shuffled(2)
    assert sorted(shuffled(1)) == list("abcdefgh")


def test_the_key_is_the_id_or_another_field():
    """Where the field is missing, it is the id again."""
    seed = Seed(Place("f"), RawArticle(article_id="7", text="x", url="https://example.org/x"))
    assert make_ready(seed).key == b"7"
    assert make_ready(seed, "url").key == b"https://example.org/x"
    assert make_ready(seed, "publisher").key == b"7"
    with pytest.raises(Misconfigured, match="--key text"):
        check_key("text")
