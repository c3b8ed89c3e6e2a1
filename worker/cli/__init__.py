"""The commands: one file each, a thin wrapper over a plain function.

The convention, for who writes one:

- A command is a module ``worker/cli/<name>.py`` that holds either a function with typer annotations (``typer.Argument``,
  ``typer.Option`` in ``Annotated``; options keyword-only), or a ``typer.Typer`` with subcommands.
- It is named once, in the table ``COMMANDS`` of ``worker/cli/commands.py``.  The module is imported only when its command
  runs, so it may import what it needs at its top; nobody else pays for it.
- It begins with ``settings = begin()`` (``worker/cli/begin.py``): settings from the environment and ``.env``, logs to stderr.
- Results go to stdout, everything else to stderr.
- It raises ``TocsinError``s and catches none: ``worker/cli/main.py`` prints them and turns them into exit codes
  (``worker/cli/exit.py``).  ``Misconfigured`` is 2, ``NoBroker`` 3, ``NoDatabase`` 4.  Where only some inputs failed, it ends
  with ``raise typer.Exit(ExitCode.SOME_FAILED)``.
"""
