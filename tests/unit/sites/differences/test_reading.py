"""What is read of a release's zip and stylesheets."""

import io
import json
import zipfile

import pytest

from code24.errors import Conflict
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
