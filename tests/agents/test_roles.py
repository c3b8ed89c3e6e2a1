"""Which roles there are."""

from __future__ import annotations

import socket

import pytest

from worker.agents.roles import FLOWS, Role, group_of, instance_of, parse_roles
from worker.errors import Misconfigured


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("extract,enrich,store", tuple(Role)),
        (" store , extract,store", (Role.EXTRACT, Role.STORE)),
        ("enrich", (Role.ENRICH,)),
    ],
)
def test_roles_are_named_in_any_order(text: str, roles: tuple[Role, ...]) -> None:
    """And run in the order of the flow, each once."""
    assert parse_roles(text) == roles


@pytest.mark.parametrize("text", ["", ",", "extract,load"])
def test_an_unknown_role_is_said(text: str) -> None:
    """With those that there are."""
    with pytest.raises(Misconfigured, match="extract, enrich, store"):
        parse_roles(text)


def test_each_role_reads_what_the_one_before_writes() -> None:
    """One flow; each with a group of its own, and its input's dead letters."""
    flows = list(FLOWS.values())
    assert [flow.source for flow in flows[1:]] == [flow.target for flow in flows[:-1]]
    assert len({group_of(role, "p.") for role in Role}) == len(Role)
    assert FLOWS[Role.ENRICH].topics("p.") == (
        "p.incidents.extracted",
        "p.incidents.enriched",
        "p.incidents.extracted.dlq",
    )


@pytest.mark.parametrize(
    ("name", "member"),
    [
        (None, None),
        ("tocsin-0", "tocsin-0-store"),
        ("{hostname}", f"{socket.gethostname()}-store"),
        ("eu.{hostname}", f"eu.{socket.gethostname()}-store"),
    ],
)
def test_a_worker_that_has_a_name_keeps_its_place_in_each_group(name: str | None, member: str | None) -> None:
    """One name of its own for each role; that of the machine tells apart workers that share their settings."""
    assert instance_of(Role.STORE, name) == member
