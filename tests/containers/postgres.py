"""PostgreSQL in a container."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Mapping

from tests.containers.certificates import Pair
from tests.containers.server import Server, free_port

IMAGE = "postgres:15-bookworm"
_OWN = "/var/lib/postgresql/"
OWNER, PASSWORD, DATABASE = "owner", "owner-test-only", "tocsin"


class PostgresServer(Server):
    """A server with one empty database; its user may do everything."""

    def __init__(self, *, settings: Mapping[str, str] | None = None) -> None:
        """Nothing starts yet.

        Args:
            settings: More variables for the image.
        """
        self.port = free_port()
        environment = {"POSTGRES_USER": OWNER, "POSTGRES_PASSWORD": PASSWORD, "POSTGRES_DB": DATABASE}
        super().__init__(
            IMAGE,
            ports={5432: self.port},
            environment=environment | dict(settings or {}),
            started="ready to accept connections",
        )

    @property
    def url(self) -> str:
        """Of the owner, in libpq's form."""
        return f"postgresql://{OWNER}:{PASSWORD}@localhost:{self.port}/{DATABASE}"

    def probe(self) -> None:
        """Over TCP: while the first start makes the database, only the socket answers."""
        self.run("pg_isready", "-h", "127.0.0.1", "-U", OWNER)

    def sql(self, statement: str) -> str:
        """Run a statement as the owner; returns psql's bare output.

        Raises:
            RuntimeError: it failed.
        """
        return self.run("psql", "-U", OWNER, "-d", DATABASE, "-v", "ON_ERROR_STOP=1", "-Atc", statement).strip()

    def speak_tls(self, pair: Pair, *, trusts: str = "") -> None:
        """From now on, with this certificate.

        Args:
            pair: The server's own.
            trusts: Certificates of the authorities whose clients it trusts, PEM.
        """
        self._write("server.pem", pair.certificate.read_text())
        self._write("server.key", pair.key.read_text())
        self._write("clients.pem", trusts or pair.certificate.read_text())
        for name, file in (
            ("ssl_cert_file", "server.pem"),
            ("ssl_key_file", "server.key"),
            ("ssl_ca_file", "clients.pem"),
        ):
            self.sql(f"ALTER SYSTEM SET {name} = '{_OWN}{file}'")
        self.sql("ALTER SYSTEM SET ssl = on")
        self.sql("SELECT pg_reload_conf()")

    def admit(self, *lines: str) -> None:
        """From now on, let in over TCP whom these lines of pg_hba.conf let in."""
        path = self.sql("SHOW hba_file")
        local = "local all all trust\nhost all all 127.0.0.1/32 trust\n"
        self._write("hba.conf", local + "\n".join(lines) + "\n")
        self.run("cp", f"{_OWN}hba.conf", path)
        self.sql("SELECT pg_reload_conf()")

    def _write(self, name: str, text: str) -> None:
        """A file that only the server may read: it refuses a key that others could."""
        user, group = (int(self.run("id", flag, "postgres")) for flag in ("-u", "-g"))
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode, entry.uid, entry.gid = len(text.encode()), 0o600, user, group
        archive = io.BytesIO()
        with tarfile.open(fileobj=archive, mode="w") as tar:
            tar.addfile(entry, io.BytesIO(text.encode()))
        self._wrapped.put_archive(_OWN, archive.getvalue())
