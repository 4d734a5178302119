"""Addresses are read the way browsers read them."""

import pytest

from code24.website.references import origin_of, resolve, stylesheet_references

BASE = "https://site.example/about/"


@pytest.mark.parametrize(
    ("url", "origin", "path", "fragment"),
    [
        ("/", "https://site.example", "/", ""),
        ("", "https://site.example", "/about/", ""),
        ("#a%20b", "https://site.example", "/about/", "a b"),
        ("team/?x=1#y", "https://site.example", "/about/team/", "y"),
        ("../%C3%BCber/", "https://site.example", "/über/", ""),
        ("https://SITE.example", "https://site.example", "/", ""),
        ("//cdn.example/a.js", "https://cdn.example", "/a.js", ""),
        (r"\\cdn.example\a.js", "https://cdn.example", "/a.js", ""),
        (r"/\cdn.example/a.js", "https://cdn.example", "/a.js", ""),
        ("ht\ntps://cdn.example/", "https://cdn.example", "/", ""),
        (" /a ", "https://site.example", "/a", ""),
        ("mailto:a@b.example", None, "a@b.example", ""),
    ],
)
def test_resolving(url: str, origin: str | None, path: str, fragment: str) -> None:
    target = resolve(url, BASE)
    assert (target.origin, target.path, target.fragment) == (origin, path, fragment)


def test_what_is_no_address_raises() -> None:
    with pytest.raises(ValueError, match="IPv6"):
        resolve("http://[::1", BASE)


@pytest.mark.parametrize(
    ("url", "origin"), [("http://a.localhost:8024/x", "http://a.localhost:8024"), ("/x", None), ("http://[", None)]
)
def test_origin_of(url: str, origin: str | None) -> None:
    assert origin_of(url) == origin


def test_stylesheets_name_addresses_in_every_notation() -> None:
    css = """@import "a.css"; @import url(b.css) print; @font-face{src:url( 'c.woff2' ) format("woff2")}
    @media print{a{background:image-set(url("d.png") 1x)}} /* url(no.png) */ a::after{content:"url(no.png)"}"""
    assert [reference.url for reference in stylesheet_references(css)] == ["a.css", "b.css", "c.woff2", "d.png"]
