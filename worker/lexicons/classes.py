"""Word classes: lists of words and phrases that rules name as ``@class``.

Each file of ``worker/data/classes`` holds several: ``name: [word, phrase of words, verb/v, noun/n, "@other_class"]``.  One more is made
of the table of nouns: ``@common_person``, who is one person by his noun alone.
"""

from __future__ import annotations

from pydantic import TypeAdapter

from worker.lexicons.nouns import load_persons
from worker.lexicons.source import KnowledgeError, data_folder, load_yaml
from worker.lexicons.syntax import Classes

_SHAPE = TypeAdapter(dict[str, tuple[str, ...]])


def load_classes() -> Classes:
    """All word classes of all files.

    Raises:
        KnowledgeError: a file is broken, or two files define one class.
    """
    classes: dict[str, tuple[str, ...]] = {}
    for entry in sorted(data_folder().joinpath("classes").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".yaml"):
            for name, members in load_yaml(f"classes/{entry.name}", _SHAPE).items():
                if name in classes:
                    raise KnowledgeError(f"worker/data/classes/{entry.name}: @{name} stands in another file, too")
                classes[name] = members
    others = frozenset(classes["no_common_person"])
    classes["common_person"] = tuple(f"{noun}/n" for noun in load_persons() if noun not in others)
    return classes
