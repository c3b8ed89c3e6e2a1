"""``make fuzz SECONDS=600``: articles that nobody wrote, against what holds for any.

Deterministic by ``--seed``.  Each block of mutants is worked on a second time, in another process with another order of sets and the
mutants in reverse, so that a result which depends on anything but its article shows.  Exit code 1 when something was found.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from schemas.article import RawArticle
from tests.fuzz.invariants import check_article
from tests.fuzz.mutants import make_mutant, read_seeds
from worker.lexicons.knowledge import Knowledge, load_knowledge
from worker.pipeline import process_article

ROOT = Path(__file__).parents[2]
BLOCK = 300
_SHOWN = 600  # characters of what is printed
_TRIALS = 400  # of making what is found shorter


def main() -> int:
    """Fuzz for so many seconds, or print the digests of a block."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--first", type=int, default=0, help="the number of the first mutant")
    parser.add_argument("--digests", type=int, metavar="COUNT", help="of so many mutants, the last first")
    asked = parser.parse_args()
    knowledge = load_knowledge()
    gc.freeze()
    if asked.digests:
        for number in reversed(range(asked.first, asked.first + asked.digests)):
            print(number, digest(make_mutant(read_seeds(), asked.seed, number), knowledge), flush=True)
        return 0
    begin, first, found = time.monotonic(), asked.first, 0
    while first == asked.first or time.monotonic() - begin < asked.seconds:
        for problem in fuzz(knowledge, asked.seed, range(first, first + BLOCK)):
            found += 1
            print(problem, flush=True)
        first += BLOCK
    print(f"{first - asked.first:,} mutants of seed {asked.seed}, {found} problems")
    return 1 if found else 0


def fuzz(knowledge: Knowledge, seed: int, numbers: range) -> Iterable[str]:
    """What is wrong with these mutants, in words."""
    seeds = read_seeds()
    digests: dict[int, str] = {}
    for number in numbers:
        mutant = make_mutant(seeds, seed, number)
        wrong = problem_of(mutant, knowledge)
        if wrong is None:
            digests[number] = digest(mutant, knowledge)
        else:
            short = shorten(mutant, wrong, knowledge)
            yield f"mutant {number}: {wrong}\n  published {short.published}, text {short.text[:_SHOWN]!r}"
    for number, other in _elsewhere(seed, numbers).items():
        if digests.get(number, other) != other:
            text = make_mutant(seeds, seed, number).text
            yield f"mutant {number}: another process gives other bytes\n  text {text[:_SHOWN]!r}"


def problem_of(article: RawArticle, knowledge: Knowledge) -> str | None:
    """The first thing that does not hold."""
    try:
        check_article(article, knowledge)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        return f"{type(error).__name__}: {str(error)[:_SHOWN]}"
    return None


def shorten(article: RawArticle, wrong: str, knowledge: Knowledge) -> RawArticle:
    """An article with the same kind of problem and fewer words."""
    kind, words, size, trials = wrong.partition(":")[0], article.text.split(" "), len(article.text.split(" ")) // 2, 0
    while size and trials < _TRIALS:
        at = 0
        while at < len(words) and trials < _TRIALS:
            trials += 1
            less = words[:at] + words[at + size :]
            shorter = article.model_copy(update={"text": " ".join(less) or "x"})
            if (problem_of(shorter, knowledge) or "").partition(":")[0] == kind:
                words, article = less, shorter
            else:
                at += size
        size //= 2
    return article


def digest(article: RawArticle, knowledge: Knowledge) -> str:
    """Of the result's bytes; the error's name where there is one."""
    try:
        return hashlib.sha256(process_article(article, knowledge).write_json()).hexdigest()
    except Exception as error:  # noqa: BLE001 - told by problem_of
        return type(error).__name__


def _elsewhere(seed: int, numbers: range) -> dict[int, str]:
    """The digests that another process gives."""
    asked = ["--seed", str(seed), "--first", str(numbers.start), "--digests", str(len(numbers))]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", *asked],
        capture_output=True, text=True, check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": "random"},
    )  # fmt: skip
    return {int(number): found for number, found in (line.split() for line in done.stdout.splitlines())}


if __name__ == "__main__":
    sys.exit(main())
