"""What nothing mentions is left out; what anything mentions stays."""

from code24.optimize.fix import Setting
from code24.optimize.fixes.assets.leaving import left_files, unreached
from tests.typefaces import page, website

SITE = {
    "/index.html": page("a", '<link rel="stylesheet" href="a.css">'),
    "/a.css": "@font-face{font-family:x;src:url(f/used.woff2)}",
    "/old.css": "@font-face{font-family:x;src:url(f/old.woff2)}",
    "/lazy.css": "a{}",
    "/app.js": "load('lazy.css')",
    "/f/used.woff2": b"1",
    "/f/old.woff2": b"2",
    "/photo.jpg": b"3",
    "/f/old.svg": '<svg xmlns="http://www.w3.org/2000/svg"><font id="a"><font-face font-family="a"/></font></svg>',
    "/drawing.svg": '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h1"/></svg>',
    "/assets/external/cdn.example/lib.js": "x",
}


def test_only_what_is_mentioned_by_something_reached_stays() -> None:
    before = website(SITE)
    assert unreached(before) == ["/assets/external/cdn.example/lib.js", "/f/old.svg", "/f/old.woff2", "/old.css"]
    outcome = left_files.apply(before, Setting())
    assert unreached(before.changed((), outcome.removed)) == []


def test_endings_that_scripts_append_keep_files() -> None:
    before = website(SITE | {"/app.js": "load('theme-' + name + '.css')"})
    assert "/old.css" not in unreached(before)
