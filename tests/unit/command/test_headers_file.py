"""`_headers`: what files are served with, beside the files."""

from code24.command.headers_file import read_headers, written_headers
from code24.website.models import WebFile

HTML = "text/html; charset=utf-8"


def test_what_is_written_is_read_again() -> None:
    files = [
        WebFile("/index.html", HTML, b"a", {"x-frame-options": "DENY", "referrer-policy": "no-referrer"}),
        WebFile("/about us.html", HTML, b"b", {"x-frame-options": "DENY"}),
        WebFile("/a.12345678.css", "text/css", b"c", {"x-frame-options": "DENY", "cache-control": "immutable"}),
    ]
    text = written_headers(files)
    assert text.startswith("/*\n  x-frame-options: DENY\n")
    assert text.count("x-frame-options") == 1
    bare = [WebFile(file.path, file.content_type, file.content) for file in files]
    again = read_headers([*bare, WebFile("/_headers", "text/plain", text.encode())])
    assert [(file.path, dict(file.headers)) for file in again] == [(file.path, dict(file.headers)) for file in files]


def test_a_files_own_rules_count_in_the_folders_way_of_writing_them() -> None:
    text = "# ours\n/docs/:page\n  X-Robots-Tag: noindex\n/*.css\n  Cache-Control: max-age=60\nbroken\n"
    names = ("/docs/a.html", "/docs/deep/a.html", "/a.css")
    files = [WebFile(name, HTML, b"") for name in names] + [WebFile("/_headers", "text/plain", text.encode())]
    found = {file.path: dict(file.headers) for file in read_headers(files)}
    assert found == {
        "/docs/a.html": {"x-robots-tag": "noindex"},
        "/docs/deep/a.html": {},
        "/a.css": {"cache-control": "max-age=60"},
    }


def test_without_headers_nothing_is_written() -> None:
    assert written_headers([WebFile("/index.html", HTML, b"")]) == ""
    assert written_headers([]) == ""


def test_a_value_cannot_begin_a_line_of_its_own() -> None:
    file = WebFile("/a.css", "text/css", b"", {"x-note": "one\n/evil\n  x: y"})
    assert written_headers([file]).splitlines() == ["/*", "  x-note: one /evil x: y"]
