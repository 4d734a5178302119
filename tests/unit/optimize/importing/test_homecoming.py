import base64
import hashlib
from datetime import timedelta

import pytest

from code24.errors import NotRead
from code24.optimize.importing.homecoming import bring_home
from code24.optimize.importing.models import ImportNote
from code24.website.models import WebFile
from code24.website.website import Website
from tests.fakes import FakeClock
from tests.web import FakeWeb, Reply, moved, served

CDN = "https://cdn.jsdelivr.net/npm"
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 200


def website(html: str, **files: str) -> Website:
    pages = [WebFile("/index.html", "text/html", html.encode())]
    pages += [WebFile(f"/{name.replace('_', '.')}", "text/css", text.encode()) for name, text in files.items()]
    return Website(pages, origin="https://acme.example")


def home(site: Website, answers: dict[str, Reply], seconds: float = 60) -> tuple[Website, list[ImportNote], FakeWeb]:
    clock = FakeClock()
    web = FakeWeb(answers, clock=clock)
    notes: list[ImportNote] = []
    found = bring_home(site, web, deadline=clock.now() + timedelta(seconds=seconds), note=notes.append)
    return found, notes, web


def script(body: str = "/*! licence */ window.x = 1", **headers: str) -> Reply:
    return served(body, "text/javascript", **headers)


def test_a_host_that_was_not_there_is_asked_once_more() -> None:
    url = f"{CDN}/a@1.0.0/a.js"
    gone = NotRead("Not read: the server cannot be reached.", because="unreachable")
    waiting = [gone]

    def reply(_: str) -> Reply:
        return waiting.pop() if waiting else script()

    brought, notes, web = home(website(f'<script src="{url}"></script>'), {url: reply})
    assert [file.source for file in brought.files.values() if file.source] == [url]
    assert (notes, web.asked) == ([], [url, url])

    _, notes, web = home(website(f'<script src="{url}"></script>'), {url: gone})
    assert web.asked == [url, url]
    assert "cannot be reached" in notes[0].message


def test_styles_come_with_what_they_name() -> None:
    site = website(
        '<link rel=preconnect href=https://fonts.gstatic.com crossorigin><link rel="stylesheet"'
        ' href="https://fonts.googleapis.com/css?family=Lato:400,700">',
    )
    css = "/*! OFL */\n@import 'more.css';\n@font-face{src:url(https://fonts.gstatic.com/s/lato.woff2)}b{c:url(#d)}"
    brought, notes, web = home(site, {
        "https://fonts.googleapis.com/css?family=Lato:400,700": served(css, "text/css"),
        "https://fonts.googleapis.com/more.css": served("@import '/css?family=Lato:400,700';a{}", "text/css"),
        "https://fonts.gstatic.com/s/lato.woff2": served(b"wOF2....", "font/woff2"),
    })  # fmt: skip
    sheet = next(path for path in brought.files if path.startswith("/assets/external/fonts.googleapis.com/css-"))
    assert brought.files["/index.html"].text == f'<link rel="stylesheet" href="{sheet[1:]}">'
    assert brought.files[sheet].text == (
        "/*! OFL */\n@import 'more.css';\n@font-face{src:url(../fonts.gstatic.com/s/lato.woff2)}b{c:url(#d)}"
    )
    assert brought.files[sheet].source == "https://fonts.googleapis.com/css?family=Lato:400,700"
    assert (
        f"@import '{sheet.rpartition('/')[2]}'" in brought.files["/assets/external/fonts.googleapis.com/more.css"].text
    )
    assert brought.files["/assets/external/fonts.gstatic.com/s/lato.woff2"].content_type == "font/woff2"
    assert notes == []
    assert {"Chrome/" in agent for agent in web.agents.values()} == {True}


def test_bringing_home_twice_is_bringing_home_once() -> None:
    answers: dict[str, Reply] = {f"{CDN}/a@1.2.3/a.js": script(), "https://i.example/p.png": served(PNG, "image/png")}
    site = website(f'<script src="{CDN}/a@1.2.3/a.js"></script><img src=https://i.example/p.png>')
    once, _, _ = home(site, answers)
    twice, _, web = home(once, answers)
    assert {path: file.content for path, file in once.files.items()} == {
        path: file.content for path, file in twice.files.items()
    }
    assert web.asked == []


@pytest.mark.parametrize(
    ("url", "reply", "reason"),
    [
        ("https://www.googletagmanager.com/gtag/js?id=G-1", None, "decides at each visit"),
        ("https://js.stripe.com/v3/", None, "payment"),
        ("https://maps.googleapis.com/maps/api/js", None, "maps"),
        ("https://www.google.com/recaptcha/api.js", None, "bots"),
        ("https://use.typekit.net/abc.js", None, "licence"),
        ("https://eu.umami.is/script.js", None, "measures"),
        (f"{CDN}/a@1.0.0/a.js", script("var b = document.currentScript.src"), "loads more"),
        (f"{CDN}/a@1.0.0/a.js", script("load('https://cdn.jsdelivr.net/npm/b')"), "loads more"),
        ("https://widgets.example/embed.js", script(), "nothing says that it stays"),
        (f"{CDN}/a@1.0.0/a.js", served("<!doctype html>", "text/html"), "what is no script"),
        (f"{CDN}/a@1.0.0/a.js", served("", "text/plain", 404), "answers 404"),
        (f"{CDN}/a@1.0.0/a.js", moved("https://js.stripe.com/v3/"), "not read"),
        (f"{CDN}/a@1.0.0/a.js", moved(f"{CDN}/a@1.0.0/a.js"), "circle"),
        (f"{CDN}/a@1.0.0/a.js", NotRead("Not read: 10.0.0.1 is not public.", because="blocked"), "not public"),
    ],
)  # fmt: skip
def test_what_stays_and_why(url: str, reply: Reply | None, reason: str) -> None:
    site = website(f'<p><script src="{url}" async></script>')
    brought, notes, web = home(site, {url: reply} if reply else {})
    assert brought.files == site.files
    assert [note.url for note in notes] == [url]
    assert reason in notes[0].message
    assert web.asked == ([url] if reply else [])


@pytest.mark.parametrize(
    ("url", "reply"),
    [
        ("https://widgets.example/lib-2.1.0.min.js", script()),
        ("https://widgets.example/lib.js", script(cache_control="public, max-age=31536000")),
        ("https://static.acme.example/app.js", script()),
        (
            "https://code.jquery.com/jquery.js",
            script("/* see https://code.jquery.com/ */ a('*/*')".replace("/* ", "/*! ")),
        ),
    ],
)
def test_scripts_that_stay_the_same_come(url: str, reply: Reply) -> None:
    brought, notes, _ = home(website(f"<script src={url}></script>"), {url: reply})
    assert notes == []
    assert "assets/external/" in brought.files["/index.html"].text


def test_integrity_is_checked_before_it_leaves() -> None:
    body = "window.x = 1"
    good = "sha384-" + base64.b64encode(hashlib.sha384(body.encode()).digest()).decode()
    weak = "sha256-" + base64.b64encode(hashlib.sha256(b"other").digest()).decode()
    html = '<script src="https://x.example/a.js" integrity="{}" crossorigin="anonymous"></script>'
    brought, notes, _ = home(website(html.format(f"{weak} {good}")), {"https://x.example/a.js": script(body)})
    assert brought.files["/index.html"].text == '<script src="assets/external/x.example/a.js"></script>'
    assert notes == []
    site = website(html.format(weak))
    brought, notes, _ = home(site, {"https://x.example/a.js": script(body)})
    assert brought.files == site.files
    assert [note.id for note in notes] == ["import-integrity"]


def test_pictures_styles_and_sets_of_pages_and_own_styles() -> None:
    site = website(
        '<base href="/x/"><img srcset="//i.example/a.png 1x, b.png 2x" src=//i.example/a.png>'
        "<p style='background:url(https://i.example/a.png#f)'>",
        site_css="b{c:url(https://i.example/a.png)}",
    )
    brought, _, _ = home(site, {"https://i.example/a.png": served(PNG, "application/octet-stream")})
    assert brought.files["/site.css"].text == "b{c:url(assets/external/i.example/a.png)}"
    text = brought.files["/index.html"].text
    assert text.count("../assets/external/i.example/a.png") == 3
    assert "b.png 2x" in text


def test_pictures_that_count_visits_stay() -> None:
    site = website("<img src='https://t.example/p.gif?u=1'>")
    brought, notes, _ = home(site, {"https://t.example/p.gif?u=1": served(b"GIF89a\1\0\1\0", "image/gif")})
    assert brought.files == site.files
    assert "counts visits" in notes[0].message


def test_styles_in_other_encodings_become_utf8() -> None:
    css = '@charset "windows-1252";a{content:"é"}'.encode("cp1252")
    brought, _, _ = home(
        website("<link rel=stylesheet href=https://x.example/a.css>"),
        {"https://x.example/a.css": served(css, "text/css")},
    )
    assert brought.files["/assets/external/x.example/a.css"].text == 'a{content:"é"}'


def test_names_that_differ_by_case_or_are_unsafe_get_paths_of_their_own() -> None:
    urls = [
        "https://i.example/A.png",
        "https://i.example/a.png",
        "https://i.example/../..%2f%00é?x=1",
        "https://i.example/",
    ]
    site = website("".join(f"<img src='{url}'>" for url in urls))
    brought, _, _ = home(site, {"https://i.example/": lambda url: served(PNG, "image/png")})
    external = [path for path in brought.files if path != "/index.html"]
    assert len({path.lower() for path in external}) == 4
    assert all(path.startswith("/assets/external/i.example/") and ".." not in path for path in external)


def test_after_the_deadline_nothing_is_asked_for() -> None:
    site = website(f"<script src={CDN}/a@1.0.0/a.js></script>")
    brought, notes, web = home(site, {f"{CDN}/a@1.0.0/a.js": script()}, seconds=0)
    assert brought.files == site.files
    assert web.asked == []
    assert [note.id for note in notes] == ["import-limit-time"]


def test_a_circle_of_styles_comes_to_an_end() -> None:
    def more(url: str) -> Reply:
        return served(f"@import '{url}x';", "text/css")

    brought, _, web = home(website("<link rel=stylesheet href=https://x.example/a.css>"), {"https://x.example/": more})
    assert len(web.asked) == 5
    last = max(brought.files, key=len)
    assert "https://x.example/a.cssxxxxx" in brought.files[last].text
