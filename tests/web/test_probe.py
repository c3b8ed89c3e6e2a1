"""What the probe of the health pages makes of an answer, and of none."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from worker.web.probe import ask, reachable, read_answer


@pytest.mark.parametrize(
    ("status", "body", "reasons"),
    [
        pytest.param(200, b'{"ok": true, "reasons": []}', (), id="it lives"),
        pytest.param(503, b'{"ok": false, "reasons": ["a", "b"]}', ("a", "b"), id="its own reasons"),
        pytest.param(
            404, b"not found", ("it answers with status 404; this is no page of Tocsin's",), id="another server"
        ),
        pytest.param(
            503, b'{"reasons": []}', ("it answers with status 503; this is no page of Tocsin's",), id="no reason"
        ),
        pytest.param(500, b"[]", ("it answers with status 500; this is no page of Tocsin's",), id="other JSON"),
    ],
)
def test_an_answer(status: int, body: bytes, reasons: tuple[str, ...]) -> None:
    """Good only with 200; never without a reason else."""
    finding = read_answer(status, body)
    assert (finding.good, finding.reasons) == (not reasons, reasons)


@pytest.mark.parametrize(
    ("bound", "asked"),
    [("127.0.0.1", "127.0.0.1"), ("0.0.0.0", "127.0.0.1"), ("::", "::1"), ("[::]", "::1"), ("10.0.0.7", "10.0.0.7")],
)
def test_where_a_server_is_found(bound: str, asked: str) -> None:
    """One that listens everywhere answers on the loopback."""
    assert reachable(bound) == asked


@pytest.fixture
def serve() -> Iterator[Callable[[bytes | None], int]]:
    """Makes servers that send these bytes to whoever comes, or None: nothing; gives their port."""
    listeners: list[socket.socket] = []

    def make(answer: bytes | None) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def run() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(1000)
                if answer is None:
                    time.sleep(2)
                else:
                    connection.sendall(answer)

        threading.Thread(target=run, daemon=True).start()
        return int(listener.getsockname()[1])

    yield make
    for listener in listeners:
        listener.close()


def test_a_page_over_http(serve: Callable[[bytes | None], int]) -> None:
    """Its reasons come through."""
    port = serve(b'HTTP/1.1 503 x\r\nContent-Length: 20\r\n\r\n{"reasons": ["why"]}')
    assert ask("0.0.0.0", port, "livez").reasons == ("why",)


def test_a_server_that_is_silent(serve: Callable[[bytes | None], int]) -> None:
    """It is given up in time."""
    port, begun = serve(None), time.monotonic()
    (reason,) = ask("127.0.0.1", port, "livez", limit=0.3).reasons
    assert reason == f"port {port} of 127.0.0.1 is open, and has not answered within 0.3 s"
    assert time.monotonic() - begun < 1.5


def test_a_server_of_another_protocol(serve: Callable[[bytes | None], int]) -> None:
    """What it says is no HTTP."""
    port = serve(b"220 mail.example.org\r\n")
    (reason,) = ask("127.0.0.1", port, "livez").reasons
    assert reason.startswith(f"port {port} of 127.0.0.1 cannot be asked")


def test_no_server() -> None:
    """By its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = int(listener.getsockname()[1])
    assert ask("127.0.0.1", port, "livez").reasons == (f"nothing answers on port {port} of 127.0.0.1",)
