"""The exported JSON Schemas: those of the code, valid, and right about real records."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError
from typer.testing import CliRunner

from schemas.article import RawArticle
from schemas.result import ArticleIncidents
from worker.cli.main import app
from worker.cli.schemas import DIALECT, schema_texts
from worker.topics import TOPICS


def test_every_topics_record_has_one():
    """With dialect, id and title; closed, and so are all parts."""
    texts = schema_texts()
    assert set(texts) == {f"{topic.record.__name__}.json" for topic in TOPICS}
    for name, text in texts.items():
        schema = json.loads(text)
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == DIALECT
        assert schema["$id"] == f"urn:tocsin:schema:{name.removesuffix('.json')}"
        assert f"{schema['title']}.json" == name
        objects = [schema, *schema.get("$defs", {}).values()]
        assert all(one["additionalProperties"] is False for one in objects if one.get("type") == "object")


def test_what_is_written_keeps_the_schema(result_of):  # noqa: ANN001 - see conftest
    """A result, its events, an article; and what is no such record does not."""
    schemas = {name: Draft202012Validator(json.loads(text)) for name, text in schema_texts().items()}
    result: ArticleIncidents = result_of("a", "e1", "e2")
    schemas["ArticleIncidents.json"].validate(json.loads(result.write_json()))
    for event in result.events:
        schemas["IncidentEvent.json"].validate(json.loads(event.write_json()))
    schemas["RawArticle.json"].validate({"text": "Fire."})
    schemas["RawArticle.json"].validate(json.loads(RawArticle(text="Fire.").write_json()))
    for wrong in ({}, {"text": 5}, {"text": "x", "body": "y"}):
        with pytest.raises(ValidationError):
            schemas["RawArticle.json"].validate(wrong)


def test_they_go_to_the_folder_that_is_named(tmp_path: Path):
    """Made where it is missing; a folder that cannot be made is a usage error."""
    result = CliRunner().invoke(app, ["schemas", "export", str(tmp_path / "a" / "b")])
    assert result.exit_code == 0
    assert {path.name: path.read_text() for path in (tmp_path / "a" / "b").iterdir()} == schema_texts()
    (tmp_path / "file").write_text("")
    assert CliRunner().invoke(app, ["schemas", "export", str(tmp_path / "file" / "x")]).exit_code == 2
