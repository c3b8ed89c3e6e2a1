"""What common nouns stand for: the table that is carried, and how it is made from WordNet."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from worker.lexicons.nouns import NounClasses, load_nouns, load_persons
from worker.lexicons.wordnet import main


@pytest.fixture(scope="module")
def nouns() -> NounClasses:
    """The table of the package."""
    return load_nouns()


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("proposal", "abstract"),
        ("proposals", "abstract"),
        ("theories", "abstract"),
        ("self-esteem", "abstract"),
        ("nurse", "people"),
        ("policemen", "people"),
        ("grandchildren", "people"),
        ("blackbirds", "animal"),
        ("shoulder", "body"),
        ("knives", "thing"),
        ("tablecloth", "thing"),
        ("market", ""),  # as often a trade as a square
        ("wedding", ""),  # people come together there
        ("tenor", ""),  # a voice, and who has it
        ("qwertz", ""),
    ],
)
def test_what_a_noun_stands_for(nouns: NounClasses, noun: str, expected: str) -> None:
    """In any form; nothing where most of its uses are not of one class."""
    assert nouns.class_of(noun) == expected


def test_the_table_is_in_order(nouns: NounClasses) -> None:
    """Sorted, so that a change shows, and of known classes only."""
    assert list(nouns.of) == sorted(nouns.of)
    assert set(nouns.of.values()) == {"abstract", "animal", "body", "people", "thing"}


@pytest.mark.parametrize("noun", ["screenwriter", "brother-in-law", "commentator"])
def test_who_is_one_person_by_his_noun(noun: str) -> None:
    """Nouns of nothing else."""
    assert noun in load_persons()


@pytest.mark.parametrize("noun", ["crew", "guard", "coward", "market", "accused"])
def test_who_is_no_one_person_by_his_noun(noun: str) -> None:
    """Bodies of people, verbs, what one thinks of somebody, participles."""
    assert noun not in load_persons()


_DATA = """\
  1 the licence
00000001 04 n 01 act 0 000 | something that is done
00000002 18 n 01 agent 0 000 | who acts
00000003 04 n 02 gathering 0 assembly 0 001 @ 00000001 n 0000 | people together
00000004 04 n 01 vigil 0 001 @ 00000003 n 0000 | a gathering at night
00000005 06 n 01 bolt 0 000 | a thing
00000006 18 n 01 Bolt 0 001 @i 00000002 n 0000 | a runner
00000007 18 n 01 guard 0 001 @ 00000002 n 0000 | who guards
00000008 18 n 01 coward 0 001 @ 00000002 n 0000 | who runs away
00000009 18 n 01 milksop 0 001 @ 00000008 n 0000 | a coward
00000010 14 n 01 crew 0 000 | who work together
"""
_INDEX = """\
  1 the licence
act n 1 0 1 1 00000001
agent n 1 0 1 1 00000002
assembly n 1 0 1 0 00000003
bolt n 2 1 @ 2 1 00000005 00000001
coward n 1 0 1 0 00000008
crew n 1 0 1 0 00000010
gathering n 1 0 1 0 00000003
guard n 1 0 1 0 00000007
milksop n 1 0 1 0 00000009
social_gathering n 1 0 1 0 00000003
vigil n 1 1 @ 1 0 00000004
"""


def test_a_noun_is_of_the_class_of_most_of_its_uses(tmp_path: Path) -> None:
    """Made from a small WordNet: counts decide between senses, gatherings are of no class, verbs and insults no persons, names no words."""
    (tmp_path / "data.noun").write_text(_DATA, "utf-8")
    (tmp_path / "index.noun").write_text(_INDEX, "utf-8")
    (tmp_path / "cntlist.rev").write_text("act%1:04:00:: 1 9\nbolt%1:06:00:: 1 20\nact%2:41:00:: 1 5\n", "utf-8")
    for part in ("verb", "adj", "adv"):
        (tmp_path / f"index.{part}").write_text("guard v 1 0 1 0 00000001\n" if part == "verb" else "", "utf-8")
        verbs = "00000001 30 v 02 guard 0 stroll 0 000 | to watch\n00000002 00 a 01 French 0 000 | of France\n"
        (tmp_path / f"data.{part}").write_text(verbs, "utf-8")
    main(tmp_path, tmp_path / "classes.tsv.gz")
    rows = gzip.decompress((tmp_path / "classes.tsv.gz").read_bytes()).decode()
    assert (
        rows.split()
        == (
            "act abstract agent person assembly word bolt thing coward people crew people gathering word guard people milksop people"
            " stroll word vigil word"
        ).split()
    )
