"""Faust's transport with our consumer and producer in it."""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Mapping

import faust
from aiokafka.errors import KafkaTimeoutError
from faust.auth import SASLCredentials, SSLCredentials
from faust.exceptions import ProducerSendError
from faust.transport.drivers import aiokafka as driver

from worker.kafka.consumer import SliceConsumer
from worker.kafka.messages import Header
from worker.kafka.security import login_of, tls_context
from worker.settings import KafkaSettings

_LOG = logging.getLogger("faust.slices")  # mode would take this module for ours, and log each start


class IdempotentProducer(driver.Producer):  # type: ignore[misc]
    """acks=all and idempotent: Faust has no setting for it outside of exactly_once, which does not work."""

    logger = _LOG

    def _settings_extra(self) -> Mapping[str, object]:
        return {"acks": "all", "enable_idempotence": True}


class SliceTransport(driver.Transport):  # type: ignore[misc]
    """aiokafka, with slices and an idempotent producer."""

    Consumer = SliceConsumer
    Producer = IdempotentProducer


class SliceApp(faust.App):  # type: ignore[misc]
    """Make it with ``ConsumerScheduler=slices_of(n)``, and its topics with ``schema=SliceSchema()``."""

    logger = _LOG
    drained = False
    """Whether it is stopping, and all that was in flight is done and committed."""

    async def on_stop(self) -> None:
        """Faust's: stop fetching, wait for the agent, commit, flush.  The group is left after it."""
        await super().on_stop()
        self.drained = True

    def _new_transport(self) -> SliceTransport:
        return SliceTransport(self.conf.broker_consumer, self)


class AppProducer:
    """An app's producer, asked for only when something is sent: Faust makes it when the app starts.

    Waits while brokers are away.  What is in a batch is tried again for ever, as the producer is idempotent; but a record
    that finds its partition's batch full is refused after one request timeout, and that would end the role.
    """

    def __init__(self, app: SliceApp, *, patience: float) -> None:
        """Send nothing yet.

        Args:
            app: Whose producer.
            patience: Seconds that a record waits for room in a batch.
        """
        self._app = app
        self._patience = patience

    async def send(
        self,
        topic: str,
        key: bytes | None,
        value: bytes | None,
        partition: int | None,
        timestamp: float | None,
        headers: list[Header] | None,
    ) -> Awaitable[object]:
        """As ``worker.kafka.outbox.Producer`` says.

        Raises:
            ProducerSendError: a broker refuses, or there was no room for so long.
        """
        until = time.monotonic() + self._patience
        while True:
            try:
                sent: Awaitable[object] = await self._app.producer.send(
                    topic, key, value, partition, timestamp, headers
                )
            except ProducerSendError as error:
                # It came before the record stood anywhere, so that to try again doubles nothing.
                if not isinstance(error.__cause__, KafkaTimeoutError) or time.monotonic() > until:
                    raise
            else:
                return sent


def faust_credentials(settings: KafkaSettings) -> SSLCredentials | SASLCredentials | None:
    """For Faust's ``broker_credentials``; None without TLS and SASL.

    Raises:
        Misconfigured: user or password is missing, or a certificate cannot be used.
    """
    context = tls_context(settings)
    if settings.security.startswith("SASL"):
        username, password = login_of(settings)
        return SASLCredentials(username=username, password=password, ssl_context=context, mechanism=settings.mechanism)
    return None if context is None else SSLCredentials(context)
