"""Links: led to what was plainly meant, and never further."""

import pytest

from code24.optimize.applying import apply_all
from code24.optimize.fix import FixKind, Setting
from code24.optimize.fixes.links import destinations, opening
from tests.styled import website

KINDS = (*destinations.FIXES, *opening.FIXES)


def edited(markup: str, *kinds: FixKind) -> str:
    """The body after the fixes, which are the same when they are applied again."""
    files = {
        "/index.html": f"<body>{markup}",
        "/About-Us.html": "<p id=Team>x",
        "/bread/index.html": "<p>x",
        "/bread/rye.html": "x",
    }
    site = website(files)
    steps = apply_all(site, kinds or KINDS, Setting())
    site = steps[-1].website if steps else site
    assert apply_all(site, kinds or KINDS, Setting()) == []
    return site.files["/index.html"].text.partition("<body>")[2].replace("</body></html>", "")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("about-us.html", "About-Us.html"),
        ("about_us.htm#Team", "About-Us.html#Team"),
        ("/about-us", "/About-Us.html"),
        ("bread.html", "bread/"),
        ("/Bread/Rye.php", "/bread/rye.html"),
        ("About-Us.html#team", "About-Us.html#Team"),
        ("gone.html", "gone.html"),
        ("About-Us.html#nobody", "About-Us.html#nobody"),
        ("https://other.example/about-us.html", "https://other.example/about-us.html"),
        ("#!", "#!"),
        ("", ""),
    ],
)
def test_dead_links_lead_to_what_was_meant(before: str, after: str) -> None:
    assert edited(f'<a href="{before}">x</a>', *destinations.FIXES) in {
        f'<a href="{after}">x</a>',
        f'<a href="{after}">x</a>',
    }


def test_a_heading_of_the_name_becomes_the_part() -> None:
    made = edited('<a href="#our-bread">x</a><h2>Our Bread!</h2><h2>Our bread</h2>', *destinations.FIXES)
    assert made == '<a href="#our-bread">x</a><h2 id="our-bread">Our Bread!</h2><h2>Our bread</h2>'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<a href=\"javascript:location.href='/bread/'\">x</a>", '<a href="/bread/">x</a>'),
        (
            '<a href="javascript:void(0)" onclick="go()">x</a>',
            '<a href="javascript:void(0)" onclick="go()" role="button">x</a>',
        ),
        ('<a data-bs-toggle="modal">x</a>', '<a data-bs-toggle="modal" role="button" tabindex="0">x</a>'),
        ('<a href="javascript:void(0)">x</a>', '<a href="javascript:void(0)">x</a>'),
        ('<a id="a">x</a>', '<a id="a">x</a>'),
    ],
)
def test_links_of_scripts(before: str, after: str) -> None:
    assert edited(before, *opening.FIXES) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="https://a.b" target="_blank">x</a>', '<a href="https://a.b" target="_blank" rel="noopener">x</a>'),
        (
            '<a href="https://a.b" target="_blank" rel="nofollow">x</a>',
            '<a href="https://a.b" target="_blank" rel="nofollow noopener">x</a>',
        ),
        ('<a href="/bread/" target="_blank">x</a>', '<a href="/bread/" target="_blank">x</a>'),
        ('<img src="http://a.b/c.png">', '<img src="https://a.b/c.png">'),
        (
            '<img srcset="http://a.b/c.png 1x, http://a.b/d.png 2x">',
            '<img srcset="https://a.b/c.png 1x, https://a.b/d.png 2x">',
        ),
        ('<a href="http://a.b">x</a><img src="http://a.b/c">', '<a href="http://a.b">x</a><img src="https://a.b/c">'),
        ('<img src="/proxy?u=http://a.b/c">', '<img src="/proxy?u=http://a.b/c">'),
    ],
)
def test_links_and_files_of_others(before: str, after: str) -> None:
    assert edited(before, *opening.FIXES) == after
