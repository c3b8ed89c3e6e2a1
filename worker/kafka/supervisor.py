"""A process for each role: one that crashes is started again, alone.

Started by ``tocsin run`` in its own place, as ``python -m worker.kafka.supervisor PLAN``: it imports the standard library only,
so that it costs 6 MB where the command and its settings cost 35.  SIGTERM and SIGINT go to every role; a second one kills.
No role outlives it.  A role that was killed leaves its pool's children to process 1, dead: give a container an init that
reaps them.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime

STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)
"""Who starts this process may block them until it listens."""

_SETTLED = 60.0  # seconds after which a start counts as good
_LOOK_EVERY = 0.5


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run, and which ends mean what."""

    commands: Mapping[str, Sequence[str]]
    """Role to its command; the process ids of this one and the number of a pipe for last words are added."""
    delays: Sequence[float] = (1, 2, 5, 10, 30)
    """Seconds before a role that crashed once, twice, … is started again."""
    ends_all: Sequence[int] = (2, 3, 4)
    """Exit codes that no restart heals: all roles stop, with that code."""
    stays_down: Sequence[int] = (70,)
    """Exit codes after which that role is not started again; the others go on."""
    json_logs: bool = True

    def encode(self) -> str:
        """As the one argument of the process."""
        return json.dumps(asdict(self))

    @classmethod
    def decode(cls, text: str) -> Plan:
        """From the argument of the process."""
        return cls(**json.loads(text))


@dataclass(slots=True)
class _Role:
    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    words: int = -1
    begun: float = 0.0
    crashes: int = 0
    due: float = 0.0
    down: int = 0  # the code that it stays down with


@dataclass(slots=True)
class Supervisor:
    """Runs a plan to its end."""

    plan: Plan
    _signals: int = 0
    _code: int = 0
    _stopping: bool = False
    _said: set[str] = field(default_factory=set)

    def run(self) -> int:
        """Returns the exit code: 0 when every role ended with 0."""
        wake, wakened = os.pipe()
        os.set_blocking(wakened, False)
        os.set_blocking(wake, False)
        signal.set_wakeup_fd(wakened, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # wakes
        for number in STOP_SIGNALS:
            signal.signal(number, self._on_signal)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, STOP_SIGNALS)
        roles = [_Role(name, command) for name, command in self.plan.commands.items()]
        while True:
            self._bury(roles)
            self._act(roles)
            if all(role.process is None and (self._stopping or role.down) for role in roles):
                return self._code or next((role.down for role in roles if role.down), 0)
            if select.select([wake], [], [], _LOOK_EVERY)[0]:
                os.read(wake, 4096)

    def _bury(self, roles: Sequence[_Role]) -> None:
        for role in roles:
            if role.process is not None and role.process.poll() is not None:
                self._ended(role)

    def _act(self, roles: Sequence[_Role]) -> None:
        """Stop all, or start what is due."""
        if (self._signals or self._code) and not self._stopping:
            self._stopping = True
            self._signal_all(roles, signal.SIGTERM)
        if self._signals > 1:
            self._signal_all(roles, signal.SIGKILL)
        if not self._stopping:
            for role in roles:
                if role.process is None and not role.down and time.monotonic() >= role.due:
                    self._start(role)

    def _on_signal(self, *_: object) -> None:
        self._signals += 1

    def _start(self, role: _Role) -> None:
        role.words, words = os.pipe()
        command = [*role.command, str(os.getpid()), str(words)]
        role.process = subprocess.Popen(command, pass_fds=[words], process_group=0)  # Ctrl-C comes here only
        os.close(words)
        role.begun = time.monotonic()

    def _ended(self, role: _Role) -> None:
        assert role.process is not None  # noqa: S101 - asked for its end
        code, lived = role.process.returncode, time.monotonic() - role.begun
        role.process = None
        with os.fdopen(role.words, "rb") as pipe:
            words = pipe.read().decode(errors="replace")
        if words and words not in self._said:  # three roles miss the same topic
            self._said.add(words)
            print(words, file=sys.stderr, flush=True)  # noqa: T201 - last words are for the operator
        if self._stopping or self._signals:
            before_python = (
                code == -signal.SIGTERM
            )  # the signal came before the role could ask for it: nothing was open
            self._code = self._code or (0 if before_python else abs(code))
            return
        if code in self.plan.ends_all:
            self._code = code
        elif code in self.plan.stays_down:
            role.down = code
            self._say("error", "role_stays_down", role=role.name, code=code, lived=round(lived, 1))
        else:
            role.crashes = 1 if lived > _SETTLED else role.crashes + 1
            delay = self.plan.delays[min(role.crashes, len(self.plan.delays)) - 1]
            role.due = time.monotonic() + delay
            self._say("warning", "role_ended", role=role.name, code=code, lived=round(lived, 1), restart_in=delay)

    def _signal_all(self, roles: Sequence[_Role], number: signal.Signals) -> None:
        for role in roles:
            if role.process is not None:
                role.process.send_signal(number)  # does nothing once it was seen to end

    def _say(self, level: str, event: str, **fields: object) -> None:
        """A line in the format of all others; structlog would cost more than the rest of this process."""
        line: dict[str, object] = {"event": event, "level": level, "logger": "worker.kafka.supervisor", **fields}
        line["timestamp"] = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        words = " ".join(f"{name}={value}" for name, value in fields.items())
        text = json.dumps(line) if self.plan.json_logs else f"{line['timestamp']} [{level}] {event} {words}"
        sys.stderr.write(text + "\n")  # at once, as print() does not where output is unbuffered: roles write there too
        sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(Supervisor(Plan.decode(sys.argv[1])).run())
