"""Every setting, with its default, its limits and one sentence.  Frozen values: how they are read is not known here.

``Settings()`` is the defaults; ``worker.environment.load_settings`` reads the variables ``TOCSIN_…``.
docs/settings.md is generated from this file.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

Seconds = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(ge=1)]

_INSTANCE = re.compile(r"(?:[\w.-]|\{hostname\})+", re.ASCII)
_ADDRESS = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s,:/\[\]]+)(:\d{1,5})?")


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class KafkaSettings(_Section):
    """The brokers, and how to speak to them."""

    bootstrap: str = Field("localhost:9092", description="Brokers, `host:port`, separated by commas")
    security: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="Security protocol"
    )
    mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field("PLAIN", description="SASL mechanism")
    username: str | None = Field(None, description="SASL user")
    password: SecretStr | None = Field(None, description="SASL password")
    ca: Path | None = Field(None, description="PEM file with the certificate authority, for SSL")
    certificate: Path | None = Field(None, description="PEM file with the client's certificate, for mutual TLS")
    key: Path | None = Field(None, description="PEM file with the client's key")
    prefix: str = Field("", description="Put before every topic's and consumer group's name")
    partitions: Count = Field(12, description="Partitions of topics that `tocsin topics create` makes")
    replication: Count = Field(1, description="Replicas of topics that `tocsin topics create` makes")
    max_message_bytes: Annotated[int, Field(ge=100_000)] = Field(
        1_000_000, description="Largest record; not above the brokers' message.max.bytes"
    )
    session_timeout: Seconds = Field(
        10.0, description="Seconds after which the group gives a dead worker's partitions away"
    )
    instance: str | None = Field(
        None,
        description="A name that this worker alone has and keeps over restarts: static membership; "
        "`{hostname}` in it becomes the machine's",
    )

    @field_validator("bootstrap")
    @classmethod
    def _addresses(cls, value: str) -> str:
        for address in value.split(","):
            if not _ADDRESS.fullmatch(address.strip()):
                raise ValueError(f"{address.strip()!r} is no address; write host:port, separated by commas")
        return value

    @field_validator("instance")
    @classmethod
    def _instance_is_a_name(cls, value: str | None) -> str | None:
        if value is not None and not _INSTANCE.fullmatch(value):
            raise ValueError("only letters, digits, dots, dashes, underscores and {hostname} make a name for Kafka")
        return value


class WorkerSettings(_Section):
    """Which agents work here, and how much is worked on at once."""

    agents: str = Field(
        "extract,enrich,store", description="Agents of this machine, separated by commas; `run` and `health` go by it"
    )
    processes: Count = Field(2, description="Child processes that extract")
    slice_extract: Count = Field(25, description="Articles in a slice of extract")
    slice_enrich: Count = Field(100, description="Articles in a slice of enrich")
    slice_store: Count = Field(200, description="Articles in a slice, and so in a transaction, of store")
    depth: Count = Field(8, description="Slices in work at once")
    buffer: Count = Field(64, description="Slices held ready")
    linger: Seconds = Field(0.05, description="Seconds that the producer waits to fill a batch")
    article_limit: Seconds = Field(5.0, description="Seconds for one article before it is dead-lettered")
    drain: Seconds = Field(
        25.0, description="Seconds for a clean stop before the process ends hard; nothing is lost then either"
    )
    dead_letters_in_a_row: Count = Field(100, description="So many dead letters in a row stop the role")
    dead_letters_share: Annotated[float, Field(gt=0, le=1)] = Field(
        0.5, description="This share of the last 200 messages stops the role"
    )


class DatabaseSettings(_Section):
    """The sink table."""

    url: SecretStr = Field(
        SecretStr("sqlite+aiosqlite:///tocsin.db"),
        description="SQLAlchemy URL: `postgresql+asyncpg://…` or `sqlite+aiosqlite:///…`",
    )
    password: SecretStr | None = Field(None, description="Password of the URL's user, where the URL has none")
    ca: Path | None = Field(
        None,
        description="PEM file with the certificate authority: TLS, with the server's certificate and name verified",
    )
    certificate: Path | None = Field(None, description="PEM file with the client's certificate, for mutual TLS")
    key: Path | None = Field(None, description="PEM file with the client's key")
    timeout: Seconds = Field(10.0, description="Seconds for a connection and for a statement, locks included")
    pool_size: Count = Field(2, description="Connections of each worker, and so transactions at once")


class WebSettings(_Section):
    """Health and metrics over HTTP, one port for each role."""

    host: str = Field("127.0.0.1", description="Address to bind")
    port: Annotated[int, Field(ge=0, le=65_000)] = Field(
        6066, description="Port of extract; enrich has the next, store the one after; 0: none"
    )


class LogSettings(_Section):
    """What is logged, and how."""

    level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least level that is logged")
    format: Literal["auto", "json", "console"] = Field("auto", description="auto: console on a terminal, JSON off it")


class Settings(_Section):
    """All settings."""

    kafka: KafkaSettings = KafkaSettings()
    worker: WorkerSettings = WorkerSettings()
    database: DatabaseSettings = DatabaseSettings()
    web: WebSettings = WebSettings()
    log: LogSettings = LogSettings()
    gazetteer: Path | None = Field(
        None, description="Folder of a compiled gazetteer; unset: the one that the package carries"
    )
