from pathlib import Path

import pytest

from local.fingerprint import fingerprint
from tests.local.stand_in import write_application


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_application(tmp_path)
    (tmp_path / "layers").mkdir()
    (tmp_path / "statemachines").mkdir()
    (tmp_path / "statemachines" / "build.asl.json").write_text("{}")
    return tmp_path


def test_same_sources_same_fingerprint(root: Path) -> None:
    assert fingerprint(root, ["arm64"]) == fingerprint(root, ["arm64"])


@pytest.mark.parametrize("file", ["template.yaml", "samconfig.toml", "functions/echo/app.py", "layers/new.py"])
def test_a_change_changes_it(root: Path, file: str) -> None:
    before = fingerprint(root, [])
    with (root / file).open("a") as source:
        source.write(" ")

    assert fingerprint(root, []) != before


def test_a_setting_changes_it(root: Path) -> None:
    assert fingerprint(root, ["arm64"]) != fingerprint(root, ["x86_64"])


def test_a_renamed_file_changes_it(root: Path) -> None:
    before = fingerprint(root, [])
    (root / "functions/echo/app.py").rename(root / "functions/echo/other.py")

    assert fingerprint(root, []) != before


def test_what_python_and_tools_leave_behind_does_not_count(root: Path) -> None:
    before = fingerprint(root, [])
    for folder in ("functions/echo/__pycache__", ".aws-sam", "tests"):
        (root / folder).mkdir()
        (root / folder / "x.pyc").write_bytes(b"x")
    (root / "README.md").write_text("x")

    assert fingerprint(root, []) == before
