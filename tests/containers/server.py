"""A server in a container that keeps its port and its data while it is stopped, killed, paused and started again."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import LogMessageWaitStrategy

_START_LIMIT = 120.0


def free_port() -> int:
    """A port of this machine that nobody uses now.

    Chosen before the container starts: a broker must know what it advertises, and a port that Docker chooses changes with
    every start.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """Use it with ``with``; subclasses say how to know that it answers."""

    def __init__(
        self,
        image: str,
        *,
        ports: Mapping[int, int],
        environment: Mapping[str, str],
        started: str,
        user: str | None = None,
    ) -> None:
        """Nothing starts yet.

        Args:
            image: With its tag.
            ports: Port in the container to port on 127.0.0.1.
            environment: Variables in the container.
            started: What its log says once it answers.
            user: Who runs it, where not the image's own user.
        """
        self.container = DockerContainer(image, **({"user": user} if user else {}))
        for inside, outside in ports.items():
            self.container.ports[inside] = ("127.0.0.1", outside)  # type: ignore[assignment]
        self.container.with_envs(**environment)
        self.container.waiting_for(LogMessageWaitStrategy(started).with_startup_timeout(120))

    def __enter__(self) -> Self:
        try:
            self.container.start()
            self.await_answer()
        except Exception as error:
            said = b"".join(self.container.get_logs()).decode(errors="replace")
            self.container.stop()
            raise RuntimeError(f"{self.container.image} did not start:\n{said[-2_000:]}") from error
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.container.stop()  # removes it, its volumes too

    def await_answer(self) -> None:
        """Return once it answers.

        Raises:
            TimeoutError: it does not, within two minutes.
        """
        until = time.monotonic() + _START_LIMIT
        while True:
            try:
                self.probe()
            except RuntimeError:
                if time.monotonic() > until:
                    raise TimeoutError(f"{self.container.image} does not answer") from None
                time.sleep(0.2)
            else:
                return

    def probe(self) -> None:
        """Ask it something by a command in its container.

        Raises:
            RuntimeError: it does not answer (yet).
        """
        raise NotImplementedError

    def stop(self) -> None:
        """Let it shut down; it keeps its data."""
        self._wrapped.stop(timeout=30)

    def kill(self) -> None:
        """End it at once; it keeps its data."""
        self._wrapped.kill()

    def start(self, *, wait: bool = True) -> None:
        """Start it again."""
        self._wrapped.start()
        if wait:
            self.await_answer()

    def pause(self) -> None:
        """Freeze it: connections stay open, and nothing answers."""
        self._wrapped.pause()

    def unpause(self) -> None:
        """Let it go on."""
        self._wrapped.unpause()

    def run(self, *command: str) -> str:
        """Run a command in it; returns what it printed.

        Raises:
            RuntimeError: it ended with another code than 0.
        """
        code, output = self._wrapped.exec_run(list(command))
        text = output.decode(errors="replace")
        if code != 0:
            raise RuntimeError(f"{' '.join(command)} ended with {code}: {text}")
        return str(text)

    @property
    def _wrapped(self) -> Any:
        return self.container.get_wrapped_container()
