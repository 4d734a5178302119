"""Pages in a real browser; left out where there is none."""

import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from turbohtml import parse

from code24.adapters.chromium.browser import Chromium, chromium
from code24.adapters.chromium.program import INSTALL, program
from code24.errors import BrowserFailed
from code24.website.models import WebFile

HTML = "text/html; charset=utf-8"
PICTURE = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="red"/></svg>'
)
HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><style>body{margin:0}</style>'


@pytest.fixture(scope="module")
def browser() -> Iterator[Chromium]:
    if program(os.environ) is None:
        if os.environ.get("CI"):
            pytest.fail(INSTALL)
        pytest.skip(INSTALL)
    with chromium(os.environ) as started:
        assert started is not None
        yield started


def files(body: str, **headers: str) -> dict[str, WebFile]:
    found = [
        WebFile("/index.html", HTML, f"{HEAD}{body}".encode(), headers),
        WebFile("/red.svg", "image/svg+xml", PICTURE),
    ]
    return {file.path: file for file in found}


def test_what_a_page_looks_like_and_what_it_asked_for(browser: Chromium) -> None:
    body = """<h1 style="height:1500px;margin:0">Bread</h1><img src="red.svg?v=1" loading="lazy" alt="">
    <div style="background:url(red.svg);height:30px" hidden></div><script src="https://cdn.example/a.js"></script>
    <script>console.error("Oh " + "no"); undefined_function()</script><p style="width:500px;height:60px"></p>"""
    phone, desk = browser.views(files(body), "https://acme.example", ["/index.html"], [412, 1350])

    assert (phone.path, phone.width, phone.measured.viewport) == ("/index.html", 412, (412, 823))
    assert desk.measured.viewport == (1350, 940)
    assert phone.text.strip().startswith("Bread")
    assert phone.height >= 1600
    box = phone.measured.boxes["html > body > img"]
    assert (box.left, box.top, box.width, box.height) == (0, 1500, 80, 40)
    assert "html > body > div" in phone.measured.boxes
    assert phone.measured.largest_paint == "html > body > h1"
    assert "https://acme.example/red.svg?v=1" in phone.requested
    assert phone.failed == ("https://cdn.example/a.js",)
    assert any("Oh no" in error for error in phone.errors)
    assert any("undefined_function" in error for error in phone.errors)
    assert (phone.overflow, desk.overflow) == (88, 0)
    image = Image.open(io.BytesIO(phone.picture)).convert("RGB")
    assert image.size == (412, phone.height)
    assert image.getpixel((10, 1510)) == (255, 0, 0)


def test_boxes_are_found_by_path_among_thousands_of_elements(browser: Chromium) -> None:
    image = '<img src="red.svg" alt="">'
    body = f"""<constructor>{image}</constructor><div id="a:b"><p>{image}<p><i></i>{image}</div>
    <section><p>{"<b></b>" * 3000}</p><p>{image}{image}</p></section><svg><image href="red.svg"/></svg>"""
    (view,) = browser.views(files(body), "https://acme.example", ["/index.html"], [412])
    expected = [element.css_path() for element in parse(f"{HEAD}{body}").select("img, image")]
    assert len(expected) == 6
    assert list(view.measured.boxes) == expected


def test_names_of_pictures_that_do_not_come_are_not_seen(browser: Chromium) -> None:
    body = '<a href="/x"><img src="https://elsewhere.example/a.png"{}></a><p>Below'
    (without,) = browser.views(files(body.format("")), "https://acme.example", ["/index.html"], [412])
    (named,) = browser.views(
        files(body.format(' alt="A long name of it"')), "https://acme.example", ["/index.html"], [412]
    )
    assert without.picture == named.picture


def test_errors_read_the_same_wherever_a_script_comes_from(browser: Chromium) -> None:
    body = """<script>null.own</script><script>Promise.reject(new TypeError("late"))</script>
    <script src="https://cdn.example/a.js"></script>"""
    theirs = WebFile("/a.js", "text/javascript", b"null.own", source="https://cdn.example/a.js")
    (view,) = browser.views({**files(body), "/a.js": theirs}, "https://acme.example", ["/index.html"], [412])
    said = "TypeError: Cannot read properties of null (reading 'own')"
    assert sorted(view.errors) == [said, said, "TypeError: late"]


def test_heights_follow_the_screen_and_not_the_picture(browser: Chromium) -> None:
    body = '<div style="height:100vh;background:#00f"></div><div style="height:3000px"></div>'
    (view,) = browser.views(files(body), "https://acme.example", ["/index.html"], [412])
    image = Image.open(io.BytesIO(view.picture)).convert("RGB")
    assert view.height == 823 + 3000
    assert (image.getpixel((5, 820)), image.getpixel((5, 826))) == ((0, 0, 255), (255, 255, 255))


def test_headers_hold_and_nothing_moves(browser: Chromium) -> None:
    body = """<style>@keyframes k { to { margin-left: 300px } } div { width: 50px; height: 50px; background: #f00;
    animation: k 60s forwards }</style><div></div><script>document.body.append("ran")</script>"""
    policy = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'"}
    (view,) = browser.views(files(body, **policy), "https://acme.example", ["/index.html"], [412])
    assert "ran" not in view.text
    assert any("Content Security Policy" in error for error in view.errors)
    assert Image.open(io.BytesIO(view.picture)).convert("RGB").getpixel((320, 20)) == (255, 0, 0)


def test_a_page_that_leads_elsewhere_or_asks_stays(browser: Chromium) -> None:
    body = "<p>Here<script>alert('x'); location.href = 'https://elsewhere.example/'</script>"
    (view,) = browser.views(files(body), "https://acme.example", ["/index.html"], [412])
    assert view.text.strip() == "Here"


def test_a_page_that_never_ends_is_left_out(browser: Chromium, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("code24.adapters.chromium.looking.LOADING_SECONDS", 0.5)
    monkeypatch.setattr("code24.adapters.chromium.looking.LOOKING_SECONDS", 0.2)
    assert browser.views(files("<script>for (;;);</script>"), "https://acme.example", ["/index.html"], [412]) == []


def test_a_missing_browser_is_none_and_a_broken_one_an_error(tmp_path: Path) -> None:
    with chromium({"PATH": str(tmp_path)}) as nothing:
        assert nothing is None
    with pytest.raises(BrowserFailed, match="is no program"):
        program({"PATH": str(tmp_path), "CODE24_CHROMIUM": "nowhere"})
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho cannot draw >&2\nexit 3\n")
    broken.chmod(0o755)
    with pytest.raises(BrowserFailed, match="cannot draw"), chromium({"PATH": f"{tmp_path}:/bin:/usr/bin"}):
        pass
