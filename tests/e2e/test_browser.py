"""A published site in Chromium."""

import re

import pytest

from local.gallery.browser import Browser
from tests.e2e.visitor import Built, Cloud


@pytest.fixture(scope="module")
def pages(cloud: Cloud, bakery: Built) -> list[str]:
    """The addresses of the sitemap."""
    return re.findall(r"<loc>([^<]+)</loc>", cloud.visit(bakery.slug, "/sitemap.xml").text)


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_load_cleanly_and_fit(browser: Browser, bakery: Built, pages: list[str], width: int) -> None:
    assert bakery.url in pages
    for page in pages:
        look = browser.look(page, width)
        assert look.failed == [], page
        assert look.complaints == [], page
        assert [url for url in look.requested if not url.startswith(bakery.url)] == [], page
        assert look.measured["scrollWidth"] <= look.measured["clientWidth"], (page, look.measured["outside"])
        assert look.measured["brokenImages"] == [], page
        assert look.measured["headings"] == 1, page
        assert look.measured["title"], page


def test_the_menu_leads_through_the_site(browser: Browser, bakery: Built) -> None:
    browser.look(bakery.url)
    links = browser.chrome.execute_script(
        "return [...document.querySelectorAll('header nav a, nav a')].map(link => link.href)"
    )
    assert links

    for link in dict.fromkeys(links):
        look = browser.look(link)
        assert look.failed == [], link
        assert browser.chrome.current_url.startswith(bakery.url), link


def test_the_404_page_is_the_sites_own(browser: Browser, bakery: Built) -> None:
    look = browser.look(f"{bakery.url}no-such-page/", 360)

    assert [entry for entry in look.failed if not entry.endswith("/no-such-page/")] == []
    assert look.measured["scrollWidth"] <= look.measured["clientWidth"]
    assert look.measured["headings"] == 1
