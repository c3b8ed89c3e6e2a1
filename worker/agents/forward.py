"""The agents extract and enrich: a record in, its result out, the work done by a pool of children."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.origin import Lineage
from worker.agents.contracts import headers_of, occurrence_of
from worker.agents.guard import Guard
from worker.agents.meters import Meters
from worker.agents.passing import Message, Result
from worker.agents.roles import FLOWS, Role
from worker.agents.story import spent_header, tell_step
from worker.errors import Rejected
from worker.kafka.child import Answer
from worker.kafka.headers import trace_headers, trace_of
from worker.kafka.messages import Incoming
from worker.kafka.ordered import Slice
from worker.kafka.outbox import Outbox, Producer
from worker.kafka.pool import Pool


class Forwarder:
    """One role's work on slices."""

    def __init__(
        self, role: Role, *, pool: Pool, guard: Guard, meters: Meters, producer: Producer, prefix: str
    ) -> None:
        self._role = role
        self._target = FLOWS[role].target
        self._prefix = prefix
        self._pool, self._guard, self._meters, self._producer = pool, guard, meters, producer

    async def begin(self, records: Slice) -> list[Answer]:
        """The pool's answers, in order."""
        return await self._guard.patiently([self._message(record) for record in records], self._pool.run)

    async def finish(self, records: Slice, answers: list[Answer]) -> Outbox:
        """Send results, and dead letters for what has none; both may stand in one slice."""
        for index, (record, answer) in enumerate(zip(records, answers, strict=True)):
            answers[index] = self._checked(record, answer)
        outbox = self._guard.open_outbox(self._producer, [answer.result for answer in answers])
        for record, answer in zip(records, answers, strict=True):
            if isinstance(answer.result, Rejected):
                await self._guard.dead_letter(outbox, record, answer.result)
            else:
                result = _result(answer)
                key, headers = result.article_id.encode(), self._headers(record, answer)
                await outbox.send(self._prefix + self._target.name, key, result.value, headers)
        return outbox

    def done(self, records: Slice, answers: list[Answer]) -> None:
        """Count and log what was delivered."""
        for record, answer in zip(records, answers, strict=True):
            self._meters.spent(self._role, answer.seconds)
            if isinstance(answer.result, Rejected):
                self._guard.tell(record, answer.result)
            else:
                result = _result(answer)
                self._meters.done(_timestamp(record, result))
                tell_step(self._role, record, result, ms=answer.seconds * 1000)

    def _message(self, record: Incoming) -> Message:
        lineage = Lineage(
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            timestamp=record.timestamp,
            trace_id=trace_of(record, self._role).trace_id,
        )
        return Message(record.value, lineage)

    def _checked(self, record: Incoming, answer: Answer) -> Answer:
        """A result that the brokers would not take is a rejection."""
        if isinstance(answer.result, Rejected):
            return answer
        result, name = _result(answer), self._prefix + self._target.name
        too_large = self._guard.too_large(name, result.article_id.encode(), result.value, self._headers(record, answer))
        return answer if too_large is None else Answer(too_large, answer.seconds)

    def _headers(self, record: Incoming, answer: Answer) -> Sequence[tuple[str, bytes]]:
        result = _result(answer)
        return (
            *headers_of(
                self._target,
                role=self._role,
                subject=result.article_id,
                occurrence=occurrence_of(result.lineage),
                milliseconds=_timestamp(record, result),
                trace=trace_headers(record, self._role),
            ),
            spent_header(record.headers, self._role, answer.seconds),
        )


def _result(answer: Answer) -> Result:
    assert isinstance(answer.result, Result)  # noqa: S101 - a child answers with a Result or a rejection
    return answer.result


def _timestamp(record: Incoming, result: Result) -> int:
    return result.lineage.timestamp if result.lineage else record.timestamp
