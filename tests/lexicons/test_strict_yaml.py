"""A knowledge file that says something twice is refused, rather than read by half."""

from __future__ import annotations

import pytest
import yaml

from worker.lexicons.strict_yaml import read_yaml


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("crowd: [mob]\nband: [gang]\ncrowd: [throng]\n", 3, id="a name of a word class"),
        pytest.param("- id: role.shot\n  part: verb\n  part: link\n", 3, id="a field of a rule"),
        pytest.param("towns:\n  170794: [Deir al-Zor]\n  170794: [Deir Ezzor]\n", 3, id="a number"),
        pytest.param("{a: 1, b: 2, a: 3}\n", 1, id="in flow style"),
    ],
)
def test_a_key_that_stands_twice_is_refused(text: str, line: int) -> None:
    """Plain YAML keeps the last of the two and drops the first; the error says the line of the second."""
    with pytest.raises(yaml.YAMLError, match=rf"(?s)stands twice.*line {line},"):
        read_yaml(text)


def test_equal_keys_of_different_mappings_are_read() -> None:
    """Two rules have the same fields."""
    assert read_yaml("- {id: a}\n- {id: b}\n") == [{"id": "a"}, {"id": "b"}]
