"""One role in this process, as ``tocsin run`` starts it: ``python -m worker.cli.role ROLE [WORK] PARENT WORDS``.

Exit codes: 0 stopped by a signal; 1 a crash, to be started again; 2, 3, 4 something is missing, as in every command; 70 too many
dead letters, or not drained in time.
"""

from __future__ import annotations

import os
import signal
import sys

if __name__ == "__main__":  # before the imports that take a second: nothing is open yet, so a signal may simply end it
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))

from worker.agents.breaker import BreakerOpen
from worker.agents.roles import Role
from worker.bootstrap import TARGETS, build_role, serve_role
from worker.cli.begin import begin
from worker.cli.exit import exit_code_of
from worker.errors import Misconfigured
from worker.kafka.parentage import die_with_parent
from worker.kafka.process_codes import HARD
from worker.settings import Settings


def run_role(role: Role, settings: Settings, *, work: str, words: int) -> int:
    """Run it to its end; returns the exit code.

    Args:
        role: Which.
        settings: All settings.
        work: What its pool's children do, ``MODULE:FACTORY``; empty: what the product does.
        words: A pipe for what the operator must know when no restart helps.
    """
    targets = dict(TARGETS) | ({role: work} if work else {})
    try:
        return serve_role(build_role(role, settings, targets=targets))
    except Misconfigured as error:
        os.write(words, str(error).encode())
        return exit_code_of(error)
    except BreakerOpen as error:
        os.write(words, f"{role} has stopped: {error}\n  Look at its dead letters; then start it again.".encode())
        return HARD


def main() -> None:
    """The process."""
    name, work, parent, words = sys.argv[1:]
    os.set_inheritable(int(words), False)
    die_with_parent(int(parent))
    sys.exit(run_role(Role(name), begin(), work=work, words=int(words)))


if __name__ == "__main__":
    main()
