"""An Apache Kafka as people run it: every way to log in, and an authorizer that lets nobody do what no rule allows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Self

from confluent_kafka.admin import (
    AclBinding,
    AclBindingFilter,
    AclOperation,
    AclPermissionType,
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    ResourcePatternType,
    ResourceType,
    ScramCredentialInfo,
    ScramMechanism,
    UserScramCredentialUpsertion,
)

from tests.containers.certificates import Authority
from tests.containers.kafka import KafkaServer, Listener
from worker.kafka.rights import Need

USER, PASSWORD = "newsdesk", "test-only-of-the-newsdesk"
"""May do everything, over each mechanism."""
GUEST, GUEST_PASSWORD = "guest", "test-only-of-the-guest"
"""May do what ``allow`` says."""
CLIENT = "newsdesk-client"
"""The name in the client's certificate, which may do everything."""

_MODULE = "org.apache.kafka.common.security"
_PLAIN = f"{_MODULE}.plain.PlainLoginModule required user_{USER}={PASSWORD!r} user_{GUEST}={GUEST_PASSWORD!r};".replace(
    "'", '"'
)
_SCRAM = f"{_MODULE}.scram.ScramLoginModule required;"
_KINDS = {"topic": ResourceType.TOPIC, "group": ResourceType.GROUP}
_SECRETS = "/etc/kafka/secrets"


class SecuredKafka(KafkaServer):
    """Its plain listener may do everything, too: tests look through it.

    Listeners: LOGIN (SASL without TLS, all three mechanisms), TLS, MUTUAL (TLS, client's certificate required), SECURE (SASL
    over TLS, SCRAM-SHA-512 only), STALE (TLS with an expired certificate).
    """

    password = PASSWORD

    def __init__(self, folder: Path) -> None:
        """Make the certificates; nothing starts yet.

        Args:
            folder: For them.
        """
        self._admin: AdminClient | None = None
        self.authority, self.stranger = Authority(folder, "authority"), Authority(folder, "stranger")
        self.client = self.authority.sign(CLIENT)
        secrets = folder / "broker"
        secrets.mkdir(mode=0o755)
        folder.chmod(0o755)
        self.authority.sign("localhost").joined(secrets / "good.pem")
        self.authority.sign("localhost", days=-1).joined(secrets / "stale.pem")
        (secrets / "authority.pem").write_bytes(self.authority.certificate.read_bytes())
        self.expired, self.unknown = self.authority.sign("expired", days=-1), self.stranger.sign("unknown")
        good, stale = _key_store("good"), _key_store("stale")
        trusts = {
            "SSL_TRUSTSTORE_TYPE": "PEM",
            "SSL_TRUSTSTORE_LOCATION": f"{_SECRETS}/authority.pem",
            "SSL_CLIENT_AUTH": "required",
        }
        scram = {"SASL_ENABLED_MECHANISMS": "SCRAM-SHA-512", "SCRAM___SHA___512_SASL_JAAS_CONFIG": _SCRAM}
        login = {
            "SASL_ENABLED_MECHANISMS": "PLAIN,SCRAM-SHA-256,SCRAM-SHA-512",
            "PLAIN_SASL_JAAS_CONFIG": _PLAIN,
            "SCRAM___SHA___256_SASL_JAAS_CONFIG": _SCRAM,
            "SCRAM___SHA___512_SASL_JAAS_CONFIG": _SCRAM,
        }
        super().__init__(
            {
                "LOGIN": Listener("SASL_PLAINTEXT", login),
                "TLS": Listener("SSL", good),
                "MUTUAL": Listener("SSL", good | trusts),
                "SECURE": Listener("SASL_SSL", good | scram),
                "STALE": Listener("SSL", stale),
            },
            settings={
                "KAFKA_AUTHORIZER_CLASS_NAME": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                "KAFKA_ALLOW_EVERYONE_IF_NO_ACL_FOUND": "false",
                "KAFKA_SUPER_USERS": f"User:ANONYMOUS;User:{USER};User:CN={CLIENT}",
            },
        )
        self.container.with_volume_mapping(str(secrets), _SECRETS, "ro")

    def __enter__(self) -> Self:
        super().__enter__()
        for user, password in ((USER, PASSWORD), (GUEST, GUEST_PASSWORD)):
            self.set_password(user, password)
        return self

    def variables(self, listener: str, **changed: str | Path | None) -> dict[str, str]:
        """The variables with which Tocsin gets in by a listener.

        Args:
            listener: Its name.
            changed: Other values, by the setting's name in lower case; None leaves one away.
        """
        protocol = self.protocol(listener)
        given: dict[str, str | Path | None] = {"bootstrap": self.address(listener), "security": protocol}
        if protocol.startswith("SASL"):
            given |= {"mechanism": "SCRAM-SHA-512", "username": USER, "password": PASSWORD}
        if protocol.endswith("SSL"):
            given |= {"ca": self.authority.certificate}
        if listener == "MUTUAL":
            given |= {"certificate": self.client.certificate, "key": self.client.key}
        found = {name: value for name, value in (given | changed).items() if value is not None}
        return {f"TOCSIN_KAFKA__{name.upper()}": str(value) for name, value in found.items()}

    def set_password(self, user: str, password: str) -> None:
        """Give a user a password, for both kinds of SCRAM."""
        for mechanism in (ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512):  # not both in one request
            upsertion = UserScramCredentialUpsertion(user, ScramCredentialInfo(mechanism, 4096), password.encode())
            for answer in self.admin().alter_user_scram_credentials([upsertion]).values():
                answer.result(30)

    def grant(self, user: str, needs: Iterable[Need]) -> None:
        """Give a user rights."""
        for answer in self.admin().create_acls([_binding(user, need) for need in needs]).values():
            answer.result(30)

    def withdraw(self, user: str, *needs: Need) -> None:
        """Take rights from a user; no needs: all that it has."""
        filters = [_filter(user, need) for need in needs] or [_filter(user, None)]
        for answer in self.admin().delete_acls(filters).values():
            answer.result(30)

    def limit(self, topic: str, size: int) -> None:
        """Set the largest batch that a topic takes, in bytes."""
        entry = ConfigEntry("max.message.bytes", str(size), incremental_operation=AlterConfigOpType.SET)
        resource = ConfigResource(ResourceType.TOPIC, topic, incremental_configs=[entry])
        for answer in self.admin().incremental_alter_configs([resource]).values():
            answer.result(30)

    def delete(self, topic: str) -> None:
        """Delete a topic."""
        for answer in self.admin().delete_topics([topic]).values():
            answer.result(30)

    def admin(self) -> AdminClient:
        """A client that may do everything; its answers die with it."""
        if self._admin is None:
            self._admin = AdminClient({"bootstrap.servers": self.bootstrap, "log_level": 0})
        return self._admin


def _key_store(name: str) -> dict[str, str]:
    return {"SSL_KEYSTORE_TYPE": "PEM", "SSL_KEYSTORE_LOCATION": f"{_SECRETS}/{name}.pem"}


def _binding(user: str, need: Need) -> AclBinding:
    return AclBinding(
        *(_KINDS[need.kind], need.name, ResourcePatternType.LITERAL),
        *(f"User:{user}", "*", AclOperation[need.right], AclPermissionType.ALLOW),
    )


def _filter(user: str, need: Need | None) -> AclBindingFilter:
    kind, name = (_KINDS[need.kind], need.name) if need else (ResourceType.ANY, None)
    operation = AclOperation[need.right] if need else AclOperation.ANY
    return AclBindingFilter(kind, name, ResourcePatternType.ANY, f"User:{user}", None, operation, AclPermissionType.ANY)
