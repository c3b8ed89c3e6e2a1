"""What holds for the result of any text whatever."""

from __future__ import annotations

from schemas.actor import ActorKind
from schemas.article import RawArticle
from schemas.result import ArticleIncidents
from worker.lexicons.knowledge import Knowledge
from worker.pipeline import process_article


def _spaced(text: str) -> str:
    """With one space for any: a name may be broken over two lines."""
    return " ".join(text.split())


def check_article(article: RawArticle, knowledge: Knowledge) -> ArticleIncidents:
    """The result: no error, exact spans, names of the text, ids that differ, a record that reads back, the same bytes again.

    Raises:
        AssertionError: one of these does not hold.
    """
    result = process_article(article, knowledge)
    text = article.text
    spaced = _spaced(text)
    for event in result.events:
        for proof in event.evidence:
            assert text[proof.start : proof.end] == proof.quote != "", f"{proof.field} is not its quote"
        places = [event.location] if event.location else []
        actors = [actor for actor in event.actors if actor.kind is not ActorKind.STATE]  # "Sudanese" names Sudan
        for one in (*places, *event.other_places, *actors):
            assert _spaced(one.name) in spaced, f"{one.name!r} is not in the text"
    for span in (*result.skipped, *result.boilerplate):
        assert 0 <= span.start < span.end <= len(text), f"{span} is not within the text"
    assert len({event.event_id for event in result.events}) == len(result.events), "two events have one id"
    assert result.events or result.skipped, "neither events nor a reason why there are none"
    raw = result.write_json()
    assert ArticleIncidents.read_json(raw) == result, "what was written reads back as something else"
    assert process_article(article, knowledge).write_json() == raw, "a second run gives other bytes"
    return result
