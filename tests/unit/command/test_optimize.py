"""The command for people without a cloud."""

import json
import zipfile
from pathlib import Path

import pytest

from code24.command.optimize import main

PAGE = """<!doctype html><html><head><title>Bakery</title></head>
<body><h1>Bakery</h1><p>Fresh bread every day.</p><img src="a.svg"></body></html>"""
OFFLINE = ("--no-browser", "--keep-external")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "bakery" / "dist"
    place.mkdir(parents=True)
    (place / "index.html").write_text(PAGE)
    (place / "part.html").write_text("<p>Only a part</p>")
    (place / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>')
    return place


def test_a_folder_becomes_a_better_one_with_a_report_beside_it(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main([str(folder), str(out), *OFFLINE, "--json", str(tmp_path / "result.json")]) == 0

    told = json.loads((tmp_path / "result.json").read_text())
    assert told["origin"] == "https://bakery.example"
    assert told["fixes"]
    assert (out / "part.html").read_text() == "<p>Only a part</p>"
    assert "Fresh bread every day." in (out / "index.html").read_text()
    assert (tmp_path / "out.report" / "index.html").read_text().startswith("<!doctype html>")
    assert not list(out.rglob("optimization.json"))
    said = capsys.readouterr()
    assert "accessibility" in said.out
    assert "placeholder" in said.out
    assert (folder / "index.html").read_text() == PAGE

    assert main([str(folder), str(out), *OFFLINE, "--quiet"]) == 0, "an earlier result is replaced"
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")


def test_ideas_for_experiments_are_told_and_not_applied(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = "<form><textarea name=message></textarea><button>Submit</button></form>"
    (folder / "index.html").write_text(PAGE.replace("<html>", "<html lang=en>").replace("</body>", f"{form}</body>"))
    assert main([str(folder), str(tmp_path / "out"), *OFFLINE]) == 0
    assert "“Send your message” instead of “Submit”" in capsys.readouterr().out
    assert ">Submit</button>" in (tmp_path / "out" / "index.html").read_text()


def test_the_home_page_says_where_it_is(folder: Path, tmp_path: Path) -> None:
    named = PAGE.replace("<title>", '<link rel="canonical" href="https://acme.example/"><title>')
    (folder / "index.html").write_text(named)
    assert main([str(folder), str(tmp_path / "out"), *OFFLINE, "--quiet"]) == 0
    told = json.loads((tmp_path / "out.report" / "optimization.json").read_text())
    assert told["origin"] == "https://acme.example"
    assert not [note for note in told["notes"] if "placeholder" in note]


def test_a_zip_is_a_website_as_well(folder: Path, tmp_path: Path) -> None:
    packed = tmp_path / "site.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in folder.iterdir():
            archive.write(path, path.name)
    assert main([str(packed), str(tmp_path / "out"), *OFFLINE, "--quiet"]) == 0
    assert (tmp_path / "out" / "index.html").is_file()


def test_what_is_withheld_is_not_done(folder: Path, tmp_path: Path) -> None:
    def kinds(*more: str) -> set[str]:
        assert main([str(folder), str(tmp_path / "out"), *OFFLINE, "--quiet", *more]) == 0
        told = json.loads((tmp_path / "out.report" / "optimization.json").read_text())
        return {fix["kind"] for fix in told["fixes"] if fix["status"] == "applied"}

    done = kinds()
    one = sorted(done)[0]
    assert one not in kinds("--withhold", one)


@pytest.mark.parametrize(
    "case",
    [
        ("nowhere", "out", (), "does not exist"),
        ("empty", "out", (), "has no files"),
        ("pictures", "out", (), "has no pages"),
        ("bakery/dist", "bakery/dist", (), "name another folder"),
        ("bakery/dist", "bakery/dist/out", (), "name another folder"),
        ("bakery/dist", "bakery", (), "name another folder"),
        ("bakery/dist", "full", (), "theirs.txt was not written by an earlier run"),
        ("bakery/dist", "note.txt", (), "is a file"),
        ("note.txt", "out", (), ""),
        ("bakery/dist", "out", ("--resolve", "nonsense"), "is not HOST=ADDRESS:PORT"),
        ("https://acme.example", "out", (), "--keep-external"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], case: tuple[str, str, tuple[str, ...], str]
) -> None:
    source, target, options, says = case
    (tmp_path / "empty").mkdir()
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.txt").write_text("x")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "theirs.txt").write_text("theirs")
    (tmp_path / "note.txt").write_text("not a zip")
    named = source if source.startswith("https:") else str(tmp_path / source)
    before = sorted(tmp_path.rglob("*"))

    assert main([named, str(tmp_path / target), *OFFLINE, *options]) == 2
    said = capsys.readouterr().err.splitlines()[-1]
    assert said.startswith("Error: ")
    assert says in said
    assert sorted(tmp_path.rglob("*")) == before


def test_only_what_an_earlier_run_wrote_is_removed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (folder / "old").mkdir()
    (folder / "old" / "gone.html").write_text(PAGE)
    assert main([str(folder), str(out), *OFFLINE, "--quiet"]) == 0
    assert (out / "old" / "gone.html").is_file()
    (folder / "old" / "gone.html").unlink()
    assert main([str(folder), str(out), *OFFLINE, "--quiet"]) == 0
    assert not (out / "old").exists()
    (out / "mine.txt").write_text("mine")
    assert main([str(folder), str(out), *OFFLINE, "--quiet"]) == 2
    assert (out / "mine.txt").read_text() == "mine"
