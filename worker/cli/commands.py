"""The table of commands.  A command's module is imported when the command runs, never for ``--help``."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command lives (``module:attribute``, the attribute a function or a typer app) and what it does."""

    name: str
    target: str
    panel: str
    sentence: str


RUN = "Run"
FEED = "Feed and read"
ALONE = "Without Kafka"
SET_UP = "Set up"

COMMANDS = (
    Command("demo", "worker.cli.demo:command", RUN, "Run the whole system on this machine over sample articles."),
    Command("run", "worker.cli.run:command", RUN, "Run the worker: the agents extract, enrich and store."),
    Command("health", "worker.cli.health:command", RUN, "Ask the agents of this machine whether they live."),
    Command("broker", "worker.cli.broker:command", RUN, "Run an embedded Kafka broker, for trying, not for keeping."),
    Command("replay", "worker.cli.replay:command", FEED, "Send seed files of articles to the topic of raw articles."),
    Command("tail", "worker.cli.tail:command", FEED, "Print the messages of a topic as they come."),
    Command("incidents", "worker.cli.incidents:incidents", FEED, "Query the table of incident events."),
    Command("extract", "worker.cli.extract:command", ALONE, "Extract incidents from files: one JSON line per article."),
    Command("places", "worker.cli.places:command", ALONE, "Find every place that each text names."),
    Command(
        "explain", "worker.cli.explain:command", ALONE, "Show what fired in an article, what was rejected, and why."
    ),
    Command("config", "worker.cli.config:command", SET_UP, "Show the effective settings and where each comes from."),
    Command(
        "doctor", "worker.cli.doctor:command", SET_UP, "Check everything that a worker needs, and say the remedies."
    ),
    Command("db", "worker.cli.db:db_app", SET_UP, "Create and migrate the sink table."),
    Command("topics", "worker.cli.topics:app", SET_UP, "List and create the topics."),
    Command("gazetteer", "worker.cli.gazetteer:app", SET_UP, "Build the gazetteer, and look names up in it."),
    Command("schemas", "worker.cli.schemas:app", SET_UP, "Export the JSON Schemas of all records."),
)
"""In the order in which ``tocsin --help`` shows them."""


class LazyGroup(TyperGroup):
    """A group whose commands are lines of a table until one is called."""

    def __init__(self, **attributes: object) -> None:
        """Fill the group with one light line per command."""
        super().__init__(**attributes)  # type: ignore[arg-type]
        for entry in COMMANDS:
            line = TyperCommand(entry.name, help=entry.sentence, rich_help_panel=entry.panel)
            self.commands[entry.name] = line

    def resolve_command(self, ctx, args):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN201 - typer's own types moved between versions
        """The command that the arguments call, imported now."""
        name, line, rest = super().resolve_command(ctx, args)
        return name, load(name) if name and line else line, rest


def load(name: str) -> TyperGroup | TyperCommand:
    """Import a command's module and build the command.

    Raises:
        KeyError: the table has no such command.
    """
    entry = {entry.name: entry for entry in COMMANDS}[name]
    module, attribute = entry.target.split(":")
    target = getattr(import_module(module), attribute)
    if isinstance(target, typer.Typer):
        target.info.name = name
        group: TyperGroup = get_group(target)
        group.name = name
        return group
    single = typer.Typer(add_completion=False, rich_markup_mode="markdown")
    single.command(name)(target)
    command = get_command(single)
    assert isinstance(command, TyperCommand)  # noqa: S101 - one function makes one command
    return command
