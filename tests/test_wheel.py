"""The wheel carries all that the commands need, and runs where nothing of the checkout is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from worker import __version__

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel's files alone, without its requirements."""
    folder = tmp_path_factory.mktemp("installed")
    zipfile.ZipFile(wheel).extractall(folder)  # what pip does with a pure wheel
    return folder


def _run(installed: Path, program: str, *arguments: str, stdin: bytes = b"", **variables: str) -> bytes:
    """A program that sees the installed package; the checkout is not on the path."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", program, *arguments],
        cwd=installed.parent, env=os.environ | {"PYTHONPATH": str(installed)} | variables, input=stdin,
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


TOCSIN = "from worker.cli.main import main; main()"


def test_every_data_file_of_the_packages_is_in_it(wheel: Path) -> None:
    """All of schemas/ and worker/ but caches: rules, taxonomy, JSON Schemas, tables of places, migrations."""
    files = (
        path.relative_to(ROOT) for name in ("schemas", "worker") for path in (ROOT / name).rglob("*") if path.is_file()
    )
    expected = {path.as_posix() for path in files if "__pycache__" not in path.parts and not path.name.startswith(".")}
    expected = {name for name in expected if not name.startswith("worker/data/gazetteer.")}  # one that is being built
    held = set(zipfile.ZipFile(wheel).namelist())
    assert expected - held == set()
    assert {"worker/data/gazetteer/names.trie", "schemas/taxonomy.v1.json", "worker/data/rules/roles.yaml"} <= held


def test_nothing_else_is_in_it(wheel: Path) -> None:
    """No tests, no seeds, no caches."""
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"schemas", "worker", f"tocsin-{__version__}.dist-info"}
    assert not [name for name in zipfile.ZipFile(wheel).namelist() if "__pycache__" in name]


def test_it_names_its_command(wheel: Path) -> None:
    """``tocsin`` is installed with it."""
    text = zipfile.ZipFile(wheel).read(f"tocsin-{__version__}.dist-info/entry_points.txt").decode()
    assert "tocsin = worker.cli.main:main" in text


def test_it_says_its_version(installed: Path) -> None:
    """And runs from the folder that it was installed to."""
    assert __version__ in _run(installed, TOCSIN, "--version").decode()
    assert Path(_run(installed, "import worker; print(worker.__file__)").decode()).is_relative_to(installed)


def test_it_extracts(installed: Path) -> None:
    """With the knowledge and the gazetteer that it carries."""
    article = {"id": "a-1", "published": "2026-05-03", "text": "A bomb killed nine people in Kirkuk on Friday."}
    (line,) = _run(installed, TOCSIN, "extract", "-", stdin=json.dumps(article).encode()).splitlines()
    (event,) = json.loads(line)["events"]
    assert event["location"]["country"] == "IRQ"


def test_it_brings_its_migrations(installed: Path, tmp_path: Path) -> None:
    """A table can be made from the wheel alone."""
    path = tmp_path / "tocsin.db"
    _run(installed, TOCSIN, "db", "upgrade", TOCSIN_DATABASE__URL=f"sqlite+aiosqlite:///{path}")
    assert path.exists()


def test_an_editable_install_builds_nothing(tmp_path: Path) -> None:
    """It only points at the checkout; the gazetteer waits for its command."""
    hook = (ROOT / "worker" / "lexicons" / "hatch_build.py").read_text("utf-8")
    program = f"""
import sys
source = compile({hook!r}, "hatch_build.py", "exec")
space = {{"__name__": "hatch_build"}}
exec(source, space)
build = space["GazetteerBuildHook"]({str(tmp_path)!r}, {{}}, None, None, "", "wheel")
build.initialize("editable", {{}})
assert not any(name.startswith("worker") for name in sys.modules)
"""
    done = subprocess.run([sys.executable, "-P", "-c", program], capture_output=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(tmp_path.iterdir()) == []
