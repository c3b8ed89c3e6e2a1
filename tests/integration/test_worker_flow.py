"""The real worker from topic to table: what goes well, what is missing, what is away."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.integration.conftest import MakeStage
from tests.stage.stage import Stage
from tests.stage.worker import ROOT, wait_until

pytestmark = pytest.mark.slow

NEWS = (
    "date 2024-05-02\n"
    "Three people were killed and eleven injured when a bomb exploded at a market in Kabul on Wednesday, police said. "
    "No group has claimed responsibility."
)


def test_an_article_goes_from_topic_to_table(make_stage: MakeStage, port: int) -> None:
    """With the real extraction: bare text and JSON; health and metrics say how it goes; SIGTERM ends with 0."""
    stage = make_stage(port=port)
    stage.start(work={})
    stage.send(
        "bare", NEWS.encode(), headers={"traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"}
    )
    stage.send("json", {"article_id": "json", "text": NEWS, "title": "Bomb"})
    stage.send("poison", b"{")
    stage.flush()
    wait_until(lambda: stage.stored() == 2 and len(stage.reader.of("articles.raw.dlq")) == 1, 60, "both stored")
    stage.drain()
    for role in ("extract", "enrich", "store"):
        wait_until(lambda role=role: stage.page(role, "readyz")[0] == 200, 15, f"{role} ready")
        assert stage.page(role, "livez") == (200, {"role": role, "ok": True, "reasons": [], "lag": 0})
    wait_until(lambda: len(stage.reader.of("incidents.events")) == 2, 20, "the reader")
    events = stage.reader.of("incidents.events")
    assert {json.loads(event.value or b"{}")["article"]["id"] for event in events} >= {"json"}
    traces = {event.headers["traceparent"].split("-")[1] for event in events}
    assert "0af7651916cd43dd8448eb211c80319c" in traces
    lines = [line for line in stage.log() if line.get("event") == "article_processed"]
    assert {line["article_id"] for line in lines if "dead_lettered" not in line} >= {"json"}
    assert [line["dead_lettered"] for line in lines if "dead_lettered" in line] == ["decode_error"]
    assert stage.stop() == 0


def test_ctrl_c_stops_it_like_sigterm(stage: Stage) -> None:
    """With 0."""
    stage.start()
    wait_until(lambda: len(stage.roles()) == 3, 20, "three roles")
    time.sleep(3)
    stage.signal(signal.SIGINT)
    assert stage.wait() == 0


@pytest.mark.parametrize("seconds", [0.05, 0.5, 1.0, 2.0])
def test_sigterm_while_it_starts_ends_with_0(stage: Stage, seconds: float) -> None:
    """However early it comes after the supervisor runs."""
    stage.start()
    wait_until(lambda: len(stage.roles()) == 3, 20, "three roles")
    time.sleep(seconds)
    assert stage.stop() == 0


def test_a_missing_topic_is_said_once(make_stage: MakeStage) -> None:
    """With the command that makes it, and exit code 3."""
    stage = make_stage(settings={"TOCSIN_KAFKA__PREFIX": "other."})
    stage.start("extract")
    assert stage.wait() == 3
    said = stage.log_path.read_text()
    assert "other.articles.raw" in said
    assert said.count("Run `tocsin topics create`") == 1


def test_a_table_of_another_version_is_said_once(stage: Stage) -> None:
    """With the command that upgrades it, and exit code 4; all roles stop."""
    stage.table.drop()
    stage.start()
    assert stage.wait() == 4
    assert stage.log_path.read_text().count("Run `tocsin db upgrade`") == 1


def test_a_missing_gazetteer_is_said_once(make_embedded_stage: MakeStage) -> None:
    """With the command that builds it, and exit code 2."""
    stage = make_embedded_stage(settings={"TOCSIN_GAZETTEER": "/nowhere/at/all"})
    stage.start("extract", work={})
    assert stage.wait() == 2
    assert "gazetteer" in stage.log_path.read_text()


def test_it_waits_for_brokers_that_are_away(make_embedded_stage: MakeStage) -> None:
    """And says so now and then; SIGTERM still ends it with 0."""
    stage = make_embedded_stage(settings={"TOCSIN_KAFKA__BOOTSTRAP": "127.0.0.1:1"})
    stage.start("extract")
    wait_until(lambda: any(line.get("event") == "broker_away" for line in stage.log()), 20, "it says so")
    time.sleep(2)
    assert len([line for line in stage.log() if line.get("level") in ("warning", "error")]) == 1
    assert stage.stop() == 0


def test_brokers_may_go_away_and_come_back(make_stage: MakeStage, port: int) -> None:
    """No role ends; it is not ready meanwhile; the log stays short; all is done afterwards."""
    stage = make_stage(port=port)
    stage.start()
    stage.send("one", {"article_id": "one", "text": "t", "metadata": {"events": 1}})
    stage.flush()
    wait_until(lambda: stage.stored() == 1, 40, "one stored")
    before = stage.roles()
    stage.backend.broker_goes()
    wait_until(lambda: stage.page("extract", "readyz")[0] == 503, 80, "not ready")
    assert stage.page("extract", "livez")[0] == 200
    stage.backend.broker_returns()
    stage.send("two", {"article_id": "two", "text": "t", "metadata": {"events": 1}})
    stage.flush()
    wait_until(lambda: stage.stored() == 2, 60, "two stored")
    assert stage.roles() == before
    assert len([line for line in stage.log() if line.get("level") in ("warning", "error")]) < 60
    assert stage.stop() == 0


def test_while_the_table_is_away_the_others_go_on(make_stage: MakeStage, port: int) -> None:
    """Store waits, says so, and is alive; nothing is dead-lettered; afterwards all is stored."""
    stage = make_stage(port=port, settings={"TOCSIN_DATABASE__TIMEOUT": "1"})
    stage.start()
    wait_until(lambda: stage.page("store", "readyz")[0] == 200, 40, "ready")
    with stage.table.away():
        for number in range(500):
            stage.send(f"a{number}", {"article_id": f"a{number}", "text": "t", "metadata": {"events": 1}})
        stage.flush()
        wait_until(lambda: stage.page("store", "readyz")[0] == 503, 40, "store not ready")
        wait_until(lambda: stage.topics.written("incidents.enriched") == 500, 40, "the others done")
        wait_until(lambda: stage.page("extract", "readyz")[1].get("lag") == 0, 20, "extract has committed")
        assert "database" in str(stage.page("store", "readyz")[1]["reasons"])
        assert stage.page("store", "livez")[0] == 200
        begin = time.monotonic()
        assert stage.stop() == 0  # what is in flight is given up, and comes again
        assert time.monotonic() - begin < 15
    stage.start()
    wait_until(lambda: stage.stored() == 500, 60, "all stored")
    stage.drain()
    assert not [record for record in stage.reader.records if record.topic.endswith(".dlq")]
    assert stage.stop() == 0


def test_the_breaker_stops_one_role_and_it_stays_down(make_stage: MakeStage) -> None:
    """The others go on; what was not tried waits; the last words say where to look; the exit code is 70."""
    stage = make_stage(settings={"TOCSIN_WORKER__DEAD_LETTERS_IN_A_ROW": "60"})
    for number in range(200):
        stage.send(f"bad{number}", b"{}")
    stage.flush()
    stage.start()
    wait_until(lambda: any(line.get("event") == "role_stays_down" for line in stage.log()), 40, "extract stays down")
    time.sleep(3)
    assert set(stage.roles()) == {"enrich", "store"}
    dead = stage.reader.of("articles.raw.dlq")
    assert 25 <= len(dead) < 60
    assert stage.stop() == 70
    said = stage.log_path.read_text()
    assert "extract has stopped: 60 dead letters in a row" in said
    stage.log_path.unlink()
    stage.start()  # somebody looked, and starts it again: what was committed does not come again
    wait_until(lambda: "role_stays_down" in stage.log_path.read_text(), 40, "down again")
    assert stage.stop() == 70
    keys = [record.key for record in stage.reader.of("articles.raw.dlq")]
    assert len(keys) == len(set(keys))


def test_a_role_that_hangs_is_not_alive(make_stage: MakeStage, port: int) -> None:
    """A stopped process answers nothing; once it goes on, it is alive and ready again."""
    stage = make_stage(port=port)
    stage.start("extract")
    wait_until(lambda: stage.page("extract", "readyz")[0] == 200, 40, "ready")
    pid = stage.roles()["extract"]
    os.kill(pid, signal.SIGSTOP)
    assert stage.page("extract", "livez")[0] == 0
    os.kill(pid, signal.SIGCONT)
    wait_until(lambda: stage.page("extract", "livez")[0] == 200, 20, "alive again")
    assert stage.stop() == 0


def test_the_commands_say_what_is_wrong_and_end_with_its_code() -> None:
    """2 for a wrong word, 3 for a broker that is not there."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("TOCSIN_")}
    environment["TOCSIN_KAFKA__BOOTSTRAP"] = "127.0.0.1:1"

    def tocsin(*words: str) -> tuple[int, str]:
        done = subprocess.run(
            [sys.executable, "-m", "worker.cli.main", *words],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stderr

    assert tocsin("run", "--agents", "extract,transform")[0] == 2
    code, said = tocsin("topics", "list")
    assert code == 3
    assert "no Kafka broker answers at 127.0.0.1:1" in said
    assert "Unable connect" not in said
