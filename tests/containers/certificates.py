"""Certificate authorities and certificates for tests, made by ``openssl``."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Pair:
    """A certificate and its key, PEM files."""

    certificate: Path
    key: Path

    def joined(self, path: Path) -> Path:
        """Both in one file, as Kafka wants its key store."""
        path.write_bytes(self.key.read_bytes() + self.certificate.read_bytes())
        path.chmod(0o644)  # the broker is another user
        return path


class Authority:
    """Signs certificates."""

    def __init__(self, folder: Path, name: str) -> None:
        """Make its own certificate.

        Args:
            folder: Where all its files go.
            name: What it calls itself.
        """
        self._folder, self._name = folder, name
        folder.mkdir(parents=True, exist_ok=True)
        self._pair = Pair(folder / f"{name}.pem", folder / f"{name}.key")
        _openssl("req", "-x509", *_NEW_KEY, "-days", "2", "-subj", f"/CN={name}",
                 "-keyout", self._pair.key, "-out", self._pair.certificate)  # fmt: skip
        self._pair.certificate.chmod(0o644)

    @property
    def certificate(self) -> Path:
        """What those hold who trust it."""
        return self._pair.certificate

    def sign(self, name: str, *, days: int = 2) -> Pair:
        """A certificate of that name, for clients and for servers of that host.

        Args:
            name: Host or client.
            days: How long it is good; below 0 it is so no more.
        """
        stem = self._folder / f"{name}-by-{self._name}-{days}"
        pair, request, extensions = Pair(stem.with_suffix(".pem"), stem.with_suffix(".key")), stem.with_suffix(".csr"), stem.with_suffix(".ext")  # fmt: skip
        extensions.write_text(f"subjectAltName=DNS:{name}\n")
        _openssl("req", *_NEW_KEY, "-subj", f"/CN={name}", "-keyout", pair.key, "-out", request)
        _openssl("x509", "-req", "-in", request, "-days", str(days), "-extfile", extensions, "-out", pair.certificate,
                 "-CA", self._pair.certificate, "-CAkey", self._pair.key, "-CAcreateserial")  # fmt: skip
        return pair


_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")


def _openssl(*arguments: str | Path) -> None:
    subprocess.run([shutil.which("openssl") or "openssl", *arguments], check=True, capture_output=True)
