"""Settings: where they come from, which wins, and what is said about a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.environment import Source, known_settings, load_settings, read_settings
from worker.errors import Misconfigured
from worker.settings import Settings


def test_without_variables_all_are_the_defaults():
    """`Settings()` is the defaults, and so is an empty environment."""
    loaded = read_settings({}, None)
    assert loaded.settings == Settings()
    assert {origin.source for origin in loaded.origins.values()} == {Source.DEFAULT}


def test_the_environment_does_not_reach_the_model_by_itself(monkeypatch: pytest.MonkeyPatch):
    """Only the loader reads variables."""
    monkeypatch.setenv("TOCSIN_WORKER__DEPTH", "3")
    assert Settings().worker.depth == 8
    assert load_settings(dotenv=None).worker.depth == 3


@pytest.mark.parametrize(
    ("environment", "dotenv", "value", "source"),
    [
        ({"TOCSIN_KAFKA__BOOTSTRAP": "a:1"}, "", "a:1", Source.ENVIRONMENT),
        ({}, "TOCSIN_KAFKA__BOOTSTRAP=b:2\n", "b:2", Source.DOTENV),
        ({"TOCSIN_KAFKA__BOOTSTRAP": "a:1"}, "TOCSIN_KAFKA__BOOTSTRAP=b:2\n", "a:1", Source.ENVIRONMENT),
        ({"TOCSIN_KAFKA__BOOTSTRAP": ""}, "TOCSIN_KAFKA__BOOTSTRAP=b:2\n", "b:2", Source.DOTENV),
        ({"TOCSIN_KAFKA__BOOTSTRAP": ""}, "", "localhost:9092", Source.DEFAULT),
        ({}, "\ufeffexport TOCSIN_KAFKA__BOOTSTRAP='b:2' # quoted\nPOSTGRES_PASSWORD=x\n", "b:2", Source.DOTENV),
        ({"PATH": "/bin", "TOCSIN": "x"}, "# nothing\n", "localhost:9092", Source.DEFAULT),
    ],
    ids=["environment", "dotenv", "environment wins", "empty is none", "empty is the default", "quoted", "foreign"],
)
def test_where_a_value_comes_from(tmp_path: Path, environment: dict[str, str], dotenv: str, value: str, source: Source):
    """The environment, then .env, then the default."""
    file = tmp_path / ".env"
    file.write_text(dotenv, "utf-8")
    loaded = read_settings(environment, file)
    assert loaded.settings.kafka.bootstrap == value
    assert loaded.origins["kafka", "bootstrap"].source is source


def test_a_secret_may_stand_in_a_file(tmp_path: Path):
    """The line's end is no part of it; spaces are."""
    (tmp_path / "secret").write_text(" pass word\r\n")
    loaded = read_settings({"TOCSIN_KAFKA__PASSWORD_FILE": str(tmp_path / "secret")}, None)
    assert loaded.settings.kafka.password is not None
    assert loaded.settings.kafka.password.get_secret_value() == " pass word"
    assert str(loaded.origins["kafka", "password"]) == f"file {tmp_path / 'secret'}"


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"TOCSIN_KAFKA__BOTSTRAP": "x"}, "did you mean TOCSIN_KAFKA__BOOTSTRAP?"),
        ({"TOCSIN_DATABASE_URL": "x"}, "did you mean TOCSIN_DATABASE__URL?"),
        ({"TOCSIN_KAFKA__PASSWD_FILE": "x"}, "did you mean TOCSIN_KAFKA__PASSWORD_FILE?"),
        ({"TOCSIN_XYZZY_PLUGH": "x"}, "TOCSIN_XYZZY_PLUGH (environment)"),
        ({"TOCSIN_KAFKA__CA_FILE": "x"}, "no setting has this name: TOCSIN_KAFKA__CA_FILE"),
        (
            {"TOCSIN_WORKER__DEPTH": "many"},
            "TOCSIN_WORKER__DEPTH='many' (environment): input should be a valid integer",
        ),
        (
            {"TOCSIN_WORKER__DEPTH": "0"},
            "TOCSIN_WORKER__DEPTH='0' (environment): input should be greater than or equal to 1",
        ),
        (
            {"TOCSIN_KAFKA__INSTANCE": "{host}"},
            "TOCSIN_KAFKA__INSTANCE='{host}' (environment): only letters, digits, dots, dashes, underscores and {hostname}",
        ),
        ({"TOCSIN_LOG__LEVEL": "loud"}, "input should be 'debug', 'info', 'warning' or 'error'"),
        (
            {"TOCSIN_KAFKA__PASSWORD_FILE": "/does/not/exist"},
            "TOCSIN_KAFKA__PASSWORD_FILE: cannot read /does/not/exist",
        ),
        ({"TOCSIN_KAFKA__PREFIX": "a", "TOCSIN_KAFKA__PREFIX_FILE": "b"}, "are both set"),
    ],
    ids=lambda value: value if isinstance(value, str) else "+".join(value),
)
def test_a_mistake_is_named(environment: dict[str, str], said: str):
    """The message names the variable, its value, and what is allowed or meant."""
    with pytest.raises(Misconfigured) as caught:
        load_settings(environment, None)
    assert said in caught.value.problem
    assert caught.value.remedy


def test_all_unknown_variables_are_named_at_once():
    """Nobody wants to mend them one by one."""
    with pytest.raises(Misconfigured) as caught:
        load_settings({"TOCSIN_ONE": "1", "TOCSIN_TWO": "2"}, None)
    assert "TOCSIN_ONE" in caught.value.problem
    assert "TOCSIN_TWO" in caught.value.problem


def test_the_test_suite_has_variables_of_its_own():
    """They are no settings and no mistakes."""
    load_settings({"TOCSIN_REQUIRE_DOCKER": "1", "TOCSIN_TEST_POSTGRES_URL": "postgresql://x"}, None)


def test_a_broken_line_of_dotenv_is_named(tmp_path: Path):
    """With its number."""
    file = tmp_path / ".env"
    file.write_text("A=1\n\nTOCSIN_KAFKA__PREFIX='open\n")
    with pytest.raises(Misconfigured, match="line 3"):
        load_settings({}, file)


def test_no_error_shows_a_secret():
    """Pydantic's own message holds what was given, the neighbours of the mistake too: it is not chained."""
    with pytest.raises(Misconfigured) as caught:
        load_settings({"TOCSIN_DATABASE__URL": "postgresql://u:hunter2@h/d", "TOCSIN_DATABASE__TIMEOUT": "soon"}, None)
    assert "TOCSIN_DATABASE__TIMEOUT='soon'" in str(caught.value)
    assert "hunter2" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_every_setting_says_what_it_is():
    """The reference page is made of it."""
    for known in known_settings():
        assert known.field.description, known.variable
