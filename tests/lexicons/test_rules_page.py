"""What ``docs/rules.md`` names exists: rules in the files where it says, files, commands and their options."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from worker.cli.docs import commands_page
from worker.lexicons.whereabouts import place_of_actor, place_of_rule

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
PROOFS = re.findall(r"”  ([a-z][a-z_.]+)  (worker/[\w/.]+):\d+", PAGE)
FILES = sorted(
    {
        *re.findall(r"\b(?:worker|tests)/[\w/]+\.(?:py|yaml)", PAGE),
        *re.findall(r"\btests/[a-z]+(?:/[a-z]+)?\b(?!\.)", PAGE),
    }
)
KNOWLEDGE = sorted({*re.findall(r"`((?:rules|classes|actors|places|text)/[\w/]+\.yaml)`", PAGE)})


@pytest.mark.parametrize(("rule_id", "path"), sorted(set(PROOFS)))
def test_a_rule_stands_in_the_file_that_the_page_shows(rule_id: str, path: str) -> None:
    """The line may have moved since."""
    assert (place_of_rule(rule_id) or "").rpartition(":")[0] == path


@pytest.mark.parametrize("path", [*FILES, *(f"worker/data/{name}" for name in KNOWLEDGE)])
def test_a_file_that_the_page_names_exists(path: str) -> None:
    """In the tree, and below ``worker/data`` where only its name there is given."""
    assert (ROOT / path).exists()


def test_the_commands_and_options_exist() -> None:
    """As ``docs/commands.md`` has them."""
    known = commands_page()
    named = set(re.findall(r"tocsin ([a-z]+(?: (?:build|lookup))?)", PAGE))
    assert named == {"explain", "gazetteer build", "gazetteer lookup"}
    assert all(f"tocsin {name}" in known for name in named)
    assert all(option in known for option in re.findall(r"--[a-z]+", PAGE))


def test_the_group_of_the_example_is_known() -> None:
    """Its entry is there."""
    assert "groups_asia.yaml" in (place_of_actor("Tehreek-e-Jihad Pakistan") or "")
