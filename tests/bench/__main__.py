"""``make bench``: articles a second on one core, beside a baseline, in one run.

The baseline is the least that any extractor does: decode the JSON, search the text for the trigger words with one regular expression,
encode an empty result.  All candidates run in turn, several rounds; the median of CPU seconds counts, so that a busy machine
disturbs all alike.  A second table shows what a character costs in long texts, and the seconds of the longest: a work item has five.
"""

from __future__ import annotations

import gc
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable

from schemas.article import ArticleRef, RawArticle, sha256_of
from schemas.origin import Extractor
from schemas.result import ArticleIncidents
from tests.bench.articles import incident_articles, quiet_articles
from tests.bench.long_texts import KINDS, long_article
from worker.codec import MAX_TEXT_BYTES, decode_article, encode
from worker.extract.engine import extract
from worker.lexicons.knowledge import Knowledge, load_knowledge
from worker.pipeline import process_article

ROUNDS = 5
ARTICLES = 200
LENGTHS = (1024, 16 * 1024, MAX_TEXT_BYTES)
_EMPTY = Extractor(version="0", ruleset_sha="0" * 64)

Work = Callable[[bytes], object]


def main() -> None:
    """Print the table."""
    begin = time.process_time()
    knowledge = load_knowledge()
    loaded = time.process_time() - begin
    gc.collect()
    gc.freeze()  # as a worker does
    candidates = _candidates(knowledge)
    print(f"{'articles/s on one core, ' + str(ARTICLES) + ' articles of about 2 KB':<56}{'incidents':>12}{'none':>12}")
    spent = {name: ([], []) for name in candidates}
    sets = [[a.write_json() for a in maker(ARTICLES)] for maker in (incident_articles, quiet_articles)]
    for work in candidates.values():  # warm: caches fill once in a worker's life
        for articles in sets:
            _seconds(work, articles[:20])
    for _ in range(ROUNDS):
        for name, work in candidates.items():
            for column, articles in zip(spent[name], sets, strict=True):
                column.append(_seconds(work, articles))
    for name, columns in spent.items():
        rates = [ARTICLES / statistics.median(column) for column in columns]
        print(f"{name:<56}" + "".join(f"{rate:>12,.0f}" for rate in rates))
    _print_long_texts(candidates["extract and enrich"])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    print(f"\nknowledge loads in {loaded:.2f} s of CPU; the process grew to {memory:.0f} MB")


def _print_long_texts(work: Work) -> None:
    """What a character costs in texts of each kind and length."""
    print(
        f"\n{'microseconds a character, texts of':<40}" + "".join(f"{n // 1024:>9} KB" for n in LENGTHS) + "   in all"
    )
    worst = 0.0
    for kind, unit in KINDS:
        spent = []
        for length in LENGTHS:
            article = long_article(unit, length).write_json()
            spent.append(min(_seconds(work, [article]) for _ in range(3 if length < MAX_TEXT_BYTES else 1)))
        worst = max(worst, spent[-1])
        costs = [seconds * 1e6 / length for seconds, length in zip(spent, LENGTHS, strict=True)]
        print(f"{kind:<40}" + "".join(f"{cost:>12.1f}" for cost in costs) + f"{spent[-1]:>7.2f} s")
    print(f"{'the slowest':<76}{worst:>7.2f} s")


def _candidates(knowledge: Knowledge) -> dict[str, Work]:
    words = re.compile("|".join(sorted(map(re.escape, knowledge.triggers.rules.anchors))))

    def baseline(raw: bytes) -> object:
        article = decode_article(raw)
        found = words.search(article.text.lower())
        return found, encode(ArticleIncidents(article=_reference(article), extractor=_EMPTY))

    return {
        "baseline: decode, search trigger words, encode": baseline,
        "extract": lambda raw: encode(extract(decode_article(raw), knowledge)),
        "extract and enrich": lambda raw: encode(process_article(decode_article(raw), knowledge)),
    }


def _reference(article: RawArticle) -> ArticleRef:
    return ArticleRef(id=article.article_id, sha256=sha256_of(article.text))


def _seconds(work: Work, articles: list[bytes]) -> float:
    begin = time.process_time()
    for raw in articles:
        work(raw)
    return time.process_time() - begin


if __name__ == "__main__":
    main()
