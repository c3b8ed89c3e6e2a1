"""The records: ids that never change, tolerant readers, closed writers."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from pydantic import ValidationError

from schemas.article import RawArticle, article_id_of
from schemas.incident import IncidentEvent, event_id_of
from schemas.quantity import Quantity
from schemas.taxonomy import load_taxonomy
from tests.factories import event

ARTICLE_ID = "5e81b7be-5b3a-5feb-8914-515535d8a354"
EVENT_ID = "43c653fa-a0a2-5dd7-9b0f-8beb1fb37b69"
IDS = """
from schemas.article import RawArticle, article_id_of
from schemas.incident import event_id_of
print(article_id_of(url=None, text="Žižkov burns"), article_id_of(url="https://news.example/1", text="x"))
print(event_id_of("a-1", "conflict.shelling", "578071", "2026-05-03", 1))
"""


def test_ids_are_the_same_in_every_process() -> None:
    """Ids depend on content only: not on the run, the process or the hash seed."""
    outputs = {
        subprocess.run([sys.executable, "-c", IDS], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}).stdout
        for seed in ("0", "1", "random")
    }  # fmt: skip
    assert len(outputs) == 1
    assert ARTICLE_ID in outputs.pop()


def test_ids_never_change_over_versions() -> None:
    """A new release must give the ids of the old one: rows and keys would double."""
    assert article_id_of(url=None, text="Žižkov burns") == ARTICLE_ID
    assert event_id_of("a-1", "conflict.shelling", "578071", "2026-05-03", 1) == EVENT_ID


def test_an_id_is_given_else_made_of_the_url_else_of_the_text() -> None:
    """The order in which an article gets its id."""
    assert (
        RawArticle.model_validate({"text": "x", "article_id": "mine", "url": "https://news.example"}).article_id
        == "mine"
    )
    assert RawArticle.model_validate({"text": "x", "id": 7}).article_id == "7"
    by_url = RawArticle.model_validate({"text": "x", "url": "https://news.example"}).article_id
    assert by_url == RawArticle.model_validate({"text": "y", "url": "https://news.example"}).article_id
    assert RawArticle.model_validate({"text": "x"}).article_id != RawArticle.model_validate({"text": "y"}).article_id


def test_a_reader_ignores_what_a_newer_writer_added() -> None:
    """Unknown fields are dropped on reading, at every depth."""
    record = json.loads(event().write_json()) | {"from_the_future": 1}
    record["location"]["altitude_m"] = 300
    assert IncidentEvent.read_json(json.dumps(record)) == event()


def test_a_writer_may_not_add_fields() -> None:
    """A misspelt field is an error where it is written, not a loss where it is read."""
    with pytest.raises(ValidationError):
        event(sevrity=3)


def test_what_did_not_happen_is_no_event() -> None:
    """Only actual, attempted and foiled incidents become records."""
    with pytest.raises(ValidationError, match="planned is no event"):
        event(realis="planned")


def test_bounds_are_ordered() -> None:
    """A quantity whose minimum is above its maximum cannot be made."""
    with pytest.raises(ValidationError, match="min <= best <= max"):
        Quantity.model_validate({"min": 5, "best": 3, "max": 9, "qualifier": "range", "text": "5 to 9"})


def test_the_taxonomy_has_41_leaves_and_string_codes() -> None:
    """Leaves are unique, branches are known, CAMEO's codes keep their zeros."""
    leaves = load_taxonomy().leaves
    assert len({leaf.leaf for leaf in leaves}) == len(leaves) == 41
    assert {leaf.branch for leaf in leaves} == {
        "conflict", "violence", "unrest", "security", "crime", "infrastructure", "accident", "disaster",
    }  # fmt: skip
    assert load_taxonomy()["conflict.drone_strike"].cameo == "1952"
