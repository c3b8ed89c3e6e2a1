"""What was sent is known after a kill, by content."""

from __future__ import annotations

from pathlib import Path

import pytest

from worker.errors import Misconfigured
from worker.replay.resume import ResumeFile, digest_of

ONE, TWO = digest_of(b"k", b"one"), digest_of(b"k", b"two")


def test_what_was_added_is_known_to_the_next_run(tmp_path: Path):
    """And not to the same run: two equal articles of one input are both sent."""
    with ResumeFile(tmp_path / "r", "topic a") as resume:
        resume.add(ONE)
        assert ONE not in resume
    with ResumeFile(tmp_path / "r", "topic a") as resume:
        assert ONE in resume
        assert TWO not in resume


@pytest.mark.parametrize("torn", range(1, 33), ids=str)
def test_a_line_that_a_kill_tore_is_no_line(tmp_path: Path, torn: int):
    """Nor does it spoil the next one."""
    path = tmp_path / "r"
    with ResumeFile(path, "topic a") as resume:
        resume.add(ONE)
        resume.add(TWO)
    path.write_bytes(path.read_bytes()[:-torn])
    with ResumeFile(path, "topic a") as resume:
        assert ONE in resume
        assert TWO not in resume
        resume.add(TWO)
    with ResumeFile(path, "topic a") as resume:
        assert ONE in resume
        assert TWO in resume


@pytest.mark.parametrize("content", ["", "tocsin re", "tocsin replay 1 topic a"])
def test_a_file_that_was_torn_in_its_first_line_is_begun_anew(tmp_path: Path, content: str):
    """It held nothing yet."""
    (tmp_path / "r").write_text(content)
    with ResumeFile(tmp_path / "r", "topic a") as resume:
        resume.add(ONE)
    with ResumeFile(tmp_path / "r", "topic a") as resume:
        assert ONE in resume


@pytest.mark.parametrize("content", [b"my diary\n", b"\xff\xfe\n", b"my diary"])
def test_a_foreign_file_is_left_alone(tmp_path: Path, content: bytes):
    """Nobody's file is overwritten because of a typing mistake."""
    (tmp_path / "r").write_bytes(content)
    with pytest.raises(Misconfigured, match="is not a file that --resume keeps"):
        ResumeFile(tmp_path / "r", "topic a")
    assert (tmp_path / "r").read_bytes() == content


def test_a_file_of_another_target_hides_nothing(tmp_path: Path):
    """It is an error, and says for what it was kept."""
    with ResumeFile(tmp_path / "r", "topic a"):
        pass
    with pytest.raises(Misconfigured, match="was kept for topic a, not for topic b"):
        ResumeFile(tmp_path / "r", "topic b")


def test_two_replays_do_not_share_a_file(tmp_path: Path):
    """The second says so."""
    with ResumeFile(tmp_path / "r", "topic a"), pytest.raises(Misconfigured, match="in use"):
        ResumeFile(tmp_path / "r", "topic a")


def test_a_folder_that_is_not_there_is_said(tmp_path: Path):
    """Before anything is sent."""
    with pytest.raises(Misconfigured, match="cannot write"):
        ResumeFile(tmp_path / "no" / "r", "topic a")


def test_key_and_value_are_told_apart():
    """A key's end is not a value's beginning."""
    assert digest_of(b"ab", b"c") != digest_of(b"a", b"bc")
