import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.errors import InvalidRequest
from code24.optimize.importing import archives
from code24.optimize.importing.archives import read_archive


def packed(*files: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return body.getvalue()


def paths(body: bytes) -> list[str]:
    return [file.path for file in read_archive(body)]


def refused(body: bytes) -> str:
    with pytest.raises(InvalidRequest) as error:
        read_archive(body)
    assert error.value.field == "archive"
    return error.value.detail


def test_files_come_with_their_types() -> None:
    files = read_archive(packed(("index.html", b"<!doctype html>"), ("css/a.css", b"a{}")))
    assert [(file.path, file.content_type, file.content) for file in files] == [
        ("/index.html", "text/html; charset=utf-8", b"<!doctype html>"),
        ("/css/a.css", "text/css; charset=utf-8", b"a{}"),
    ]


def test_folders_around_everything_and_what_systems_add_are_left_out() -> None:
    body = packed(
        ("my site/dist/", b""), ("my site/dist/index.html", b"x"), ("my site/dist/.well-known/security.txt", b"x"),
        ("__MACOSX/my site/._index.html", b"x"), ("my site/.git/config", b"x"), ("my site/node_modules/a.js", b"x"),
        ("my site/dist/.DS_Store", b"x"),
    )  # fmt: skip
    assert paths(body) == ["/index.html", "/.well-known/security.txt"]


@pytest.mark.parametrize(
    "name",
    ["../evil.html", "a/../../evil.html", "/etc/passwd", "..\\evil.html", "C:\\evil.html", "c:/x", "a\\..\\..\\b"],
)
def test_names_that_lead_out_are_refused(name: str) -> None:
    entry = zipfile.ZipInfo("x")
    entry.filename = name
    assert "leads out of the archive" in refused(packed(("index.html", b"x"), (entry, b"x")))


def test_links_are_refused() -> None:
    link = zipfile.ZipInfo("passwd")
    link.external_attr = 0o120777 << 16
    assert "is a link" in refused(packed(("index.html", b"x"), (link, b"/etc/passwd")))


def test_encrypted_archives_are_refused() -> None:
    body = bytearray(packed(("index.html", b"x")))
    body[6] |= 1
    body[body.index(b"PK\1\2") + 8] |= 1
    assert "encrypted" in refused(bytes(body))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_is_there_twice_is_refused() -> None:
    assert "twice" in refused(packed(("a.html", b"x"), ("b/../a.html".replace("b/../", "./"), b"y")))
    assert "twice" in refused(packed(("a.html", b"x"), ("a.html", b"y")))


def test_bombs_are_refused_by_what_they_declare() -> None:
    assert "packed like no file" in refused(packed(("a.html", b"\0" * 3_000_000)))


def test_bombs_are_refused_by_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    body = bytearray(packed(("a.html", bytes(range(256)) * 400)))
    declared = (1_000).to_bytes(4, "little")
    entry = body.index(b"PK\1\2")
    body[entry + 24 : entry + 28] = declared
    body[22:26] = declared
    with pytest.raises(InvalidRequest):
        read_archive(bytes(body))
    monkeypatch.setattr(archives, "MOST_EACH", 50_000)
    assert "more than" in refused(packed(("a.html", bytes(range(256)) * 400)))


@pytest.mark.parametrize(
    ("limit", "value"), [("MOST_FILES", 2), ("_MOST_ENTRIES", 2), ("MOST_BYTES", 2), ("MOST_PACKED", 9)]
)
def test_limits(monkeypatch: pytest.MonkeyPatch, limit: str, value: int) -> None:
    body = packed(("a.html", b"x"), ("b.html", b"x"), ("c.html", b"x"))
    assert len(paths(body)) == 3
    monkeypatch.setattr(archives, limit, value)
    refused(body)


def test_names_in_utf8_without_saying_so() -> None:
    body = packed(("über.html", b"x"), ("a.html", b"x"))
    flagged = bytearray(body)
    for sign, flags in ((b"PK\3\4", 7), (b"PK\1\2", 9)):
        flagged[body.index(sign) + flags] &= ~0x08
    assert "/über.html" in paths(body)
    assert "/über.html" in paths(bytes(flagged))


@pytest.mark.parametrize("body", [b"", b"PK\3\4", b"<html>", packed(), packed((".env", b"x"))])
def test_what_is_no_archive_of_a_website(body: bytes) -> None:
    refused(body)


@given(st.lists(st.tuples(st.text(alphabet="ab./\\é~ :", min_size=1, max_size=12), st.just(b"x")), max_size=4))
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_no_path_ever_leads_out(files: list[tuple[str, bytes]]) -> None:
    try:
        found = paths(packed(*files))
    except InvalidRequest:
        return
    assert all(path.startswith("/") and "//" not in path and "\\" not in path for path in found)
    assert not any(part in {"..", ".", ""} for path in found for part in path.split("/")[1:])


@given(st.binary(max_size=300))
def test_damaged_archives_are_refused(noise: bytes) -> None:
    body = packed(("a.html", b"hello world" * 20))
    for broken in (noise, body[: len(noise)], body[:40] + noise + body[40:]):
        try:
            read_archive(broken)
        except InvalidRequest:
            continue
