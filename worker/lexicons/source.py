"""Where knowledge is read from: the YAML files of ``worker/data``, and the checksum over all of them."""

from __future__ import annotations

import gzip
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from worker.lexicons.strict_yaml import read_yaml

T = TypeVar("T")
NOUNS = "nouns/classes.tsv.gz"
"""The table of nouns, in the folder of knowledge files."""


class KnowledgeError(ValueError):
    """A file of knowledge that cannot be read: names the file and the entry."""


def data_folder() -> Traversable:
    """The folder of knowledge files, in the source tree or in the wheel."""
    return files("worker") / "data"


def load_yaml(path: str, shape: TypeAdapter[T]) -> T:
    """A file of knowledge, validated; ``path`` is relative to ``worker/data``.

    Raises:
        KnowledgeError: it is missing, no YAML, has a key twice, or is not of this shape.
    """
    try:
        return shape.validate_python(read_yaml(_open(path).read_bytes()))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise KnowledgeError(f"worker/data/{path}: {error}") from error


def load_rows(path: str) -> list[str]:
    """The lines of a compressed table of knowledge; ``path`` is relative to ``worker/data``.

    Raises:
        KnowledgeError: it is missing, or no such table.
    """
    try:
        return gzip.decompress(_open(path).read_bytes()).decode().splitlines()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"worker/data/{path}: {error}") from error


def _open(path: str) -> Traversable:
    return data_folder().joinpath(*path.split("/"))


@cache
def ruleset_sha() -> str:
    """SHA-256 over all YAML files of knowledge and the table of nouns, by name: two runs with the same one apply the same rules."""
    digest = sha256()
    for name, content in sorted(_rule_files(data_folder(), "")):
        digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def _rule_files(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for entry in folder.iterdir():
        name = f"{prefix}{entry.name}"
        if entry.is_dir():
            found += _rule_files(entry, name + "/")
        elif name.endswith(".yaml") or name == NOUNS:
            found.append((name, entry.read_bytes()))
    return found
