"""``python -m tests.accuracy FOLDER``: how far confidence can be believed, on annotated articles; ``--fit`` fits its models anew.

FOLDER holds annotated articles in the form that ``tests/accuracy/annotated.py`` describes.  Nothing of them is kept but the models'
coefficients and the counts of the table.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.accuracy.annotated import AnnotatedSets
from tests.accuracy.fitting import Bin, cross_validated, expected_calibration_error, fit, reliability
from tests.accuracy.judgement import MODELS, Judged, judge
from worker.lexicons.enrichment import Logistic
from worker.lexicons.knowledge import load_knowledge
from worker.pipeline import process_article

COEFFICIENTS = Path("worker/data/enrich/confidence.yaml")
_HEADER = """\
# How sure: logistic models, the log odds where no sign is there and what each sign (worker/enrich/signs.py) adds to them.
# Made by `python -m tests.accuracy FOLDER --fit`, see docs/accuracy.md; not to be mended by hand.
"""
_PLACE = re.compile(
    r"(<!-- reliability: made by `python -m tests.accuracy` -->\n).*?(<!-- /reliability -->)", re.DOTALL
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; write what was asked for."""
    parser = argparse.ArgumentParser("python -m tests.accuracy", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="annotated articles, and leaf_map.json")
    parser.add_argument("--fit", action="store_true", help=f"fit the models to them and write {COEFFICIENTS}")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the table into this page")
    asked = parser.parse_args(arguments)
    try:
        judged = list(_judged(AnnotatedSets.open(asked.folder)))
    except FileNotFoundError as error:
        parser.error(f"{error.filename} is missing: FOLDER must hold annotated articles and leaf_map.json")
    table = "\n".join(_table(judged, new=asked.fit))
    print(table)
    if asked.fit:
        COEFFICIENTS.write_text(_HEADER + "".join(_written(judged)), "utf-8")
    if asked.write:
        page = asked.write.read_text("utf-8")
        asked.write.write_text(_PLACE.sub(lambda found: f"{found[1]}{table}\n{found[2]}", page), "utf-8")
    return 0


def _judged(sets: AnnotatedSets) -> Iterator[Judged]:
    knowledge = load_knowledge()
    for annotated in sets.articles():
        yield from judge(annotated, process_article(annotated.article, knowledge).events, sets)


def _table(judged: Sequence[Judged], *, new: bool) -> Iterator[str]:
    """Markdown: a row for each model and bin; with ``new``, what models say that never saw the article."""
    yield "| value | stated | values | stated, mean | right | expected calibration error |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for name in MODELS:
        values = [value for value in judged if value.model == name]
        said = cross_validated(values) if new else [value.said for value in values]
        model = fit(values) if new else None
        stated = said if model is None else [model.probability(value.signs) for value in values]
        bins = reliability(said, [value.right for value in values], stated)
        error = f"{expected_calibration_error(bins):.3f}"
        yield f"| **{name}** | all | {len(values):,} | {_mean(bins, 'said')} | {_mean(bins, 'right')} | {error} |"
        for b in bins:
            yield f"| | {b.low:.1f} to {b.low + 0.1:.1f} | {b.count:,} | {b.said:.2f} | {b.right:.2f} | |"


def _mean(bins: Sequence[Bin], name: str) -> str:
    return f"{sum(b.count * getattr(b, name) for b in bins) / sum(b.count for b in bins):.2f}"


def _written(judged: Sequence[Judged]) -> Iterator[str]:
    for name in MODELS:
        model: Logistic = fit([value for value in judged if value.model == name])
        yield f"{name}:\n  intercept: {model.intercept}\n  weights:\n"
        yield from (f"    {sign}: {weight}\n" for sign, weight in sorted(model.weights.items()))


if __name__ == "__main__":
    sys.exit(main())
