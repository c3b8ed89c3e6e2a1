"""The texts of the benchmark: of the length of ordinary news, varied so that no cache helps."""

from __future__ import annotations

import random
from pathlib import Path

from schemas.article import RawArticle

SEEDS = Path(__file__).parents[2] / "seeds"

BUSINESS = """The retailer said on Tuesday that its sales grew by four percent in the third quarter, helped by a warm September and by
demand for garden furniture. Operating profit rose to 212 million euros from 198 million a year earlier.

Chief executive Ingrid Solheim told analysts that the company would open eleven shops next year, most of them in Portugal and Greece.
The group employs 23,000 people and runs 640 stores in nine countries.

Online orders made up a third of all sales, she said, up from a quarter two years ago. A new warehouse near Leipzig is to begin work in
the spring, and the company expects it to lower the cost of delivery by a tenth.

Analysts had expected slightly more. The shares were little changed in Frankfurt in the afternoon. One bank kept its advice to hold the
paper, and said that rents in city centres remained the main question for the years ahead.

The company also named a new head of finance. Marek Dvorak, who comes from a maker of kitchen equipment, takes up the post in January.
His predecessor retires after nineteen years with the group.

In its outlook the board said that it saw sales rising by three to five percent over the full year. It would propose a dividend of
ninety cents a share, ten cents more than last year, at the annual meeting in May.

The firm was founded in Bergen in 1931 as a seller of rope and sailcloth, and moved its seat to Hamburg in 1987. The founding family
still holds a fifth of the capital. It has said that it does not plan to sell, and that it supports the course of the management.

Competitors have reported mixed figures. A Swedish rival said last week that customers were putting off larger purchases, while a
discounter from Spain raised its forecast for the second time this year."""


def incident_articles(count: int) -> list[RawArticle]:
    """Variants of a two-kilobyte article with three incidents: paragraphs shuffled, numbers and towns changed."""
    prose, _, tail = (SEEDS / "night-of-drones.txt").read_text(encoding="utf-8").partition("\n\nRead more:")
    lead, *paragraphs = prose.split("\n\n")
    return [_varied(number, lead, paragraphs, "\n\nRead more:" + tail) for number in range(count)]


def incident_story(number: int) -> str:
    """The prose of such an article, for texts of many."""
    prose, _, _ = (SEEDS / "night-of-drones.txt").read_text(encoding="utf-8").partition("\n\nRead more:")
    lead, *paragraphs = prose.split("\n\n")
    return _varied(number, lead.split(" ", 2)[2], paragraphs, "\n\n").text  # without its date


def quiet_articles(count: int) -> list[RawArticle]:
    """Variants of a business story of the same length, in which nothing happens."""
    lead, *paragraphs = BUSINESS.replace(",\n", ", ").split("\n\n")
    return [_varied(number, lead, paragraphs, "") for number in range(count)]


def _varied(number: int, lead: str, paragraphs: list[str], tail: str) -> RawArticle:
    order = list(paragraphs)
    random.Random(number).shuffle(order)
    text = "\n\n".join([lead, *order]) + tail
    return RawArticle(
        article_id=str(number), text=text.replace("Seven", str(number % 90 + 7)).replace("640", str(number + 100))
    )
