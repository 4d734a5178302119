"""What is read of a release's pages and stylesheets."""

import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.errors import Conflict
from code24.sites.differences.reading import (
    MANIFEST_LIMIT,
    TEXTS_LIMIT,
    ReleaseContents,
    colors_in,
    page_text,
)

PAGE = """<!DOCTYPE html><html lang="en"><head><title> Rye &amp;
 Salt </title><meta name="description" content="Bread."><style>p{color:red}</style></head>
<body><a href="#main">Skip</a><header><a href="/">Rye</a><nav><ul><li><a href="/about/">About</a></li></ul></nav></header>
<main id="main">
<section id="hero"><h1>Bread  <b>and</b>
salt</h1><p>One.</p><p class="actions"><a href="#a">Order</a> <a href="#b">Look</a></p>
<svg><title>not read</title></svg><img src="a.webp" alt="A loaf"></section>
<section id="facts"><dl><dt>Open</dt><dd>Mo-Fr</dd></dl><div>Loose <a href="#c">link</a> text</div></section>
</main><footer><p>Totnes</p></footer></body></html>"""


def test_a_page_is_read_section_by_section() -> None:
    page = page_text(PAGE)
    assert (page.title, page.description) == ("Rye & Salt", "Bread.")
    assert [section.id for section in page.sections] == ["hero", "facts"]
    assert page.sections[0].texts == ("Bread and salt", "One.", "Order", "Look", "A loaf")
    assert page.sections[1].texts == ("Open", "Mo-Fr", "Loose link text")
    assert page.frame == ("Rye", "About", "Totnes")


def test_a_section_of_countless_texts_is_read_to_a_limit() -> None:
    page = page_text(f"<main><section id=a>{'<p>x</p>' * 5_000}</section></main>")
    assert len(page.sections[0].texts) == TEXTS_LIMIT


@given(st.text(max_size=300))
def test_any_markup_is_read(text: str) -> None:
    page_text(text)
    page_text(f"<main><section id=a>{text}</section></main>")
    colors_in(text)


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
