"""What was sent already, in a file that survives a kill: so that a replay goes on where it stopped, by content.

One line for each article that the brokers have acknowledged: the hash of its key and value.  Lines are appended and synced
in groups; what was acknowledged after the last group is sent again, which is safe.  A line that a kill tore is no line.
"""

from __future__ import annotations

import fcntl
import os
import time
from hashlib import sha256
from pathlib import Path
from typing import IO, Self

from worker.errors import Misconfigured

_HEADER = "tocsin replay 1 "
_SYNC_EVERY = 100
_SYNC_SECONDS = 1.0
_DIGITS = 32


def digest_of(key: bytes, value: bytes) -> str:
    """128 bits of SHA-256 over key and value, in hex."""
    return sha256(len(key).to_bytes(4, "big") + key + value).hexdigest()[:_DIGITS]


class ResumeFile:
    """The file, locked for as long as it is open; use it with ``with``.

    Raises:
        Misconfigured: it is no such file, belongs to another target, is in use, or cannot be written.
    """

    def __init__(self, path: Path, target: str) -> None:
        """Open or make it.

        Args:
            path: Where.
            target: What is sent to: a file that was kept for another topic must not hide articles from this one.
        """
        self._path = path
        self._header = f"{_HEADER}{target}\n"
        self._unsynced = 0
        self._synced = time.monotonic()
        try:
            self._file: IO[str] = path.open("a+", encoding="ascii", newline="\n")
        except OSError as error:
            raise Misconfigured(
                f"cannot write {path}: {error.strerror}", "Name a file in a folder that can be written."
            ) from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._sent = self._read()
        except BlockingIOError as error:
            self._file.close()
            raise Misconfigured(f"{path} is in use by another replay", "Wait for it, or name another file.") from error
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.sync()
        self._file.close()

    def __contains__(self, digest: str) -> bool:
        """Whether it was sent before this run."""
        return digest in self._sent

    def add(self, digest: str) -> None:
        """It is acknowledged.  At once safe from a kill; from a power failure after a hundred lines or a second."""
        self._file.write(digest + "\n")
        self._file.flush()
        self._unsynced += 1
        if self._unsynced >= _SYNC_EVERY or time.monotonic() - self._synced >= _SYNC_SECONDS:
            self.sync()

    def sync(self) -> None:
        """Make all lines durable."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._unsynced = 0
        self._synced = time.monotonic()

    def _read(self) -> frozenset[str]:
        self._file.seek(0)
        try:
            text = self._file.read()
        except UnicodeDecodeError as error:
            raise self._foreign() from error
        if not text or (not text.endswith("\n") and self._header.startswith(text)):  # new, or torn in its first line
            self._file.truncate(0)
            self._file.write(self._header)
            self.sync()
            return frozenset()
        first, _, rest = text.partition("\n")
        if not first.startswith(_HEADER):
            raise self._foreign()
        if first + "\n" != self._header:
            raise Misconfigured(
                f"{self._path} was kept for {first.removeprefix(_HEADER)}, not for {self._header[len(_HEADER) : -1]}",
                "Name another file, or the target that it belongs to.",
            )
        rest = rest[: rest.rfind("\n") + 1]
        if len(first) + 1 + len(rest) < len(text):  # torn: the next line must not be joined to it
            self._file.truncate(len(first) + 1 + len(rest))
        return frozenset(line for line in rest.splitlines() if len(line) == _DIGITS)

    def _foreign(self) -> Misconfigured:
        return Misconfigured(
            f"{self._path} is not a file that --resume keeps", "Name another file; this one stays as it is."
        )
