"""What is read of a release's zip and stylesheets."""

import io
import json
import zipfile
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from code24.build.development.models import SiteFile
from code24.errors import Conflict
from code24.sites.bundle import bundle
from code24.sites.differences.pages import page_text
from code24.sites.differences.reading import MANIFEST_LIMIT, ReleaseContents, colors_in


def test_colours_are_read_by_scheme_and_role() -> None:
    css = (
        ":root{color-scheme:light dark;--background:#FFFFFF;--primary-soft:#abcdef;--gap:clamp(1rem,2vw,3rem)}"
        "@media (prefers-color-scheme:dark){:root{--background:#101010}}"
        "@media print{:root{--background:#fff}}p{color:#123456}"
    )
    assert colors_in(css) == {
        ("light", "background"): "#ffffff",
        ("light", "primary-soft"): "#abcdef",
        ("dark", "background"): "#101010",
    }


def zipped(**members: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name.replace("__", "."), body)
    return target.getvalue()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not a zip",
        zipped(),
        zipped(manifest__json=b"{"),
        zipped(manifest__json=b" " * (MANIFEST_LIMIT + 1)),
    ],
    ids=["empty", "no zip", "no manifest", "broken manifest", "too large"],
)
def test_what_is_no_release_is_refused(body: bytes) -> None:
    with pytest.raises(Conflict, match="cannot be read"):
        ReleaseContents(body)


def test_no_file_is_unpacked_beyond_its_limit() -> None:
    files = {"/index.html": {"file": "a", "type": "text/html; charset=utf-8", "bytes": 1}}
    bomb = {"manifest__json": json.dumps({"files": files}).encode(), "files/a": b"x" * (4 * 1024 * 1024 + 1)}
    contents = ReleaseContents(zipped(**bomb))
    with pytest.raises(Conflict, match="cannot be read"):
        contents.page("/index.html")


def test_what_serving_adds_is_nothing_that_differs() -> None:
    files = [
        SiteFile(path="/index.html", content_type="text/html; charset=utf-8", text="<title>A</title><h1>A</h1>"),
        SiteFile(path="/site.css", content_type="text/css", text=":root{--accent:#123456}"),
    ]
    made = bundle("b0000000000000001", datetime(2026, 3, 1, tzinfo=UTC), files, https=True)
    contents = ReleaseContents(made.body)
    assert contents.files == {file.path: (sha256(file.content()).hexdigest(), len(file.content())) for file in files}
    assert contents.pages == ("/index.html",)
    assert contents.page("/index.html") == page_text("<title>A</title><h1>A</h1>")
    assert contents.palette() == {("light", "accent"): "#123456"}
