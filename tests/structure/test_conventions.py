"""The house rules that a machine can check."""

import json
import re
from pathlib import Path

import pytest

from tests.structure.sources import ROOT, entry_points, python_files, tracked

LONGEST_FILE = 300
ALLOWED_TO_BE_LONGER: frozenset[str] = frozenset()
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
REQUIRED = (
    *("README.md", "CHANGELOG.md", "docs/decisions.md", "docs/conventions.md", "Makefile", ".ci/run"),
    *("pyproject.toml", "uv.lock", ".python-version", "template.yaml", "samconfig.toml"),
)
TEXTS = {".py", ".md", ".toml", ".yaml", ".yml", ".json", ".txt", ".css", ".html", ".svg", ".jinja", ".cfg", ".sh", ""}
SOMEBODYS_MACHINE = re.compile(r"/(?:home|Users)/[a-z]|/roo[t]/|/wor[k]/|\.\./share[d]/", re.IGNORECASE)


def code_files() -> list[Path]:
    return [path for path in python_files() if path.parts[0] in {"functions", "layers", "local"}]


def test_every_required_file_is_there() -> None:
    missing = [name for name in REQUIRED if not (ROOT / name).is_file()]
    assert not missing


def test_python_is_the_version_that_lambda_runs() -> None:
    assert (ROOT / ".python-version").read_text().strip() == "3.13"


def test_no_file_is_long() -> None:
    long = {
        str(path): count
        for path in code_files()
        if (count := len((ROOT / path).read_text().splitlines())) > LONGEST_FILE
    }
    assert long.keys() <= ALLOWED_TO_BE_LONGER, f"split by what they decide: {long}"


def test_no_file_has_a_name_that_says_nothing() -> None:
    nameless = [str(path) for path in tracked() if NAMELESS & set(re.split(r"[/_.-]", str(path).lower()))]
    assert not nameless


def test_nothing_names_somebodys_machine() -> None:
    texts = ((path, (ROOT / path).read_text(errors="replace")) for path in tracked() if path.suffix in TEXTS)
    found = {
        f"{path}:{number}": line.strip()[:100]
        for path, text in texts
        for number, line in enumerate(text.splitlines(), start=1)
        if SOMEBODYS_MACHINE.search(line)
    }
    assert not found


@pytest.mark.parametrize(
    "folder", [source.path.parent.relative_to(ROOT / "functions") for source in entry_points()], ids=str
)
def test_every_function_has_a_sample_event_and_a_test(folder: Path) -> None:
    event = ROOT / "events" / folder.parent / f"{folder.name}.json"
    assert event.is_file(), f"{event.relative_to(ROOT)} is missing"
    assert isinstance(json.loads(event.read_text()), dict)
    test = ROOT / "tests" / "functions" / folder.parent / f"test_{folder.name}.py"
    assert test.is_file(), f"{test.relative_to(ROOT)} is missing"


def test_every_sample_event_belongs_to_a_function() -> None:
    functions = {source.path.parent.relative_to(ROOT / "functions") for source in entry_points()}
    events = {
        path.relative_to("events").with_suffix("")
        for path in tracked()
        if path.parts[0] == "events" and path.suffix == ".json" and len(path.parts) == 3 and path.parts[1] != "requests"
    }
    assert events == functions
