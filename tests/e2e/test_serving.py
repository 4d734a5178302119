"""A published site, as visitors and crawlers get it."""

import gzip
import re
from urllib.parse import urljoin, urlsplit

import brotli
import pytest
from turbohtml import parse

from tests.e2e.visitor import Built, Cloud, label_of


def links(html: str) -> set[str]:
    """What a page refers to: pages, styles, images, icons."""
    found = re.findall(r"""(?:href|src)=["']?([^"'\s>]+)""", html)
    sets = re.findall(r'srcset="([^"]+)"', html)
    return {*found, *(part.split()[0] for each in sets for part in each.split(",") if part.strip())}


def without_stamp(html: str) -> str:
    """A page without what its forms are stamped with, anew for every visitor."""
    return re.sub(r"\d{10}\.[0-9a-f]{16}\.[0-9a-f]{32}", "", html)


@pytest.fixture(scope="module")
def pages(cloud: Cloud, bakery: Built) -> dict[str, str]:
    """Every page that can be reached from the home page by links, by path."""
    seen: dict[str, str] = {}
    waiting = ["/"]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        answer = cloud.visit(bakery.slug, path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        seen[path] = answer.text
        for link in links(answer.text):
            target = urlsplit(urljoin(f"{bakery.url.rstrip('/')}{path}", link))
            if target.scheme == "http" and target.hostname == f"{bakery.slug}.localhost":
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))
    return seen


def test_every_link_leads_somewhere(pages: dict[str, str]) -> None:
    assert len(pages) >= 3


def test_every_anchor_is_there(pages: dict[str, str], bakery: Built) -> None:
    for path, html in pages.items():
        for link in links(html):
            target = urlsplit(urljoin(f"{bakery.url.rstrip('/')}{path}", link))
            if target.fragment and target.hostname == f"{bakery.slug}.localhost":
                assert re.search(rf"""id=["']?{re.escape(target.fragment)}["'\s>]""", pages[target.path]), (path, link)


def test_no_page_refers_to_a_third_party_for_what_it_shows(pages: dict[str, str]) -> None:
    for path, html in pages.items():
        for element in parse(html).select("script[src], img[src], link[rel=stylesheet], link[rel=preload], iframe"):
            source = element.attrs.get("src") or element.attrs.get("href") or ""
            assert not source.startswith(("http:", "https:", "//")), (path, source)


@pytest.mark.parametrize("path", ["/no-such-page/", "/index.php", "/.env", "/a/b/c.html"])
def test_what_is_not_there_is_the_sites_own_404(cloud: Cloud, bakery: Built, path: str) -> None:
    answer = cloud.visit(bakery.slug, path)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Crumb &amp; Ember" in answer.text


def test_files_that_machines_look_for(cloud: Cloud, bakery: Built) -> None:
    robots = cloud.visit(bakery.slug, "/robots.txt")
    sitemap = cloud.visit(bakery.slug, "/sitemap.xml")
    icon = cloud.visit(bakery.slug, "/favicon.ico")

    assert robots.headers["content-type"].startswith("text/plain")
    assert f"{bakery.url}sitemap.xml" in robots.text
    assert sitemap.headers["content-type"].startswith(("application/xml", "text/xml"))
    for url in re.findall(r"<loc>([^<]+)</loc>", sitemap.text):
        assert url.startswith(bakery.url)
        assert cloud.visit(bakery.slug, urlsplit(url).path).status_code == 200
    assert icon.status_code == 200
    assert icon.headers["content-type"] in {"image/x-icon", "image/vnd.microsoft.icon"}
    assert icon.content[:4] == b"\0\0\1\0"


def test_a_page_is_revalidated_and_an_asset_is_kept(cloud: Cloud, bakery: Built, pages: dict[str, str]) -> None:
    page = cloud.visit(bakery.slug)
    again = cloud.visit(bakery.slug, if_none_match=page.headers["etag"])

    assert "must-revalidate" in page.headers["cache-control"]
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", page.headers["etag"])
    assets = {link for html in pages.values() for link in links(html) if re.search(r"[0-9a-f]{8,}\.\w+$", link)}
    for asset in assets:
        answer = cloud.visit(bakery.slug, asset)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable", asset


@pytest.mark.parametrize("path", ["/", "/no-such-page/", "/robots.txt"])
def test_head_is_get_without_a_body(cloud: Cloud, bakery: Built, path: str) -> None:
    got, headed = cloud.visit(bakery.slug, path), cloud.visit(bakery.slug, path, "HEAD")

    assert (headed.status_code, headed.content) == (got.status_code, b"")
    for name in ("content-type", "content-length", "etag", "cache-control"):
        assert headed.headers.get(name) == got.headers.get(name)


@pytest.mark.parametrize(("coding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_pages_are_compressed_as_asked(cloud: Cloud, bakery: Built, coding: str, decode: object) -> None:
    plain = cloud.visit(bakery.slug, "/about/")
    with cloud._http.stream(
        "GET", "/about/", headers={"host": f"{bakery.slug}.localhost", "accept-encoding": coding}
    ) as answer:
        packed = b"".join(answer.iter_raw())

    assert answer.headers["content-encoding"] == coding
    assert "accept-encoding" in answer.headers["vary"].lower()
    assert len(packed) < len(plain.content)
    assert decode(packed) == plain.content  # type: ignore[operator]


def test_security_headers_on_every_page(cloud: Cloud, bakery: Built, pages: dict[str, str]) -> None:
    for path in [*pages, "/no-such-page/"]:
        headers = cloud.visit(bakery.slug, path).headers
        policy = headers["content-security-policy"]
        assert "unsafe-inline" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "max-age=" in headers["strict-transport-security"]
        assert headers["referrer-policy"] == "strict-origin-when-cross-origin"


@pytest.mark.parametrize(
    "path", ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2fmanifest.json", "/%00", "/app.py"]
)
def test_no_path_leads_out_of_the_site(cloud: Cloud, bakery: Built, path: str) -> None:
    answer = cloud.visit(bakery.slug, path)

    assert answer.status_code in {400, 404}
    assert "root:" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("method", ["POST", "DELETE", "OPTIONS", "FOO"])
def test_a_site_is_read_only(cloud: Cloud, bakery: Built, method: str) -> None:
    answer = cloud.visit(bakery.slug, "/", method)

    assert answer.status_code in {405, 501}
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("host", ["nobody-has-this", "www", "preview-r0000000000--nobody", "a.b"])
def test_an_unknown_host_gets_a_plain_page(cloud: Cloud, host: str) -> None:
    answer = cloud.visit(host)

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Traceback" not in answer.text


def test_a_client_cannot_choose_another_sites_host(cloud: Cloud, bakery: Built) -> None:
    answer = cloud.visit("nobody-has-this", x_forwarded_host=f"{bakery.slug}.localhost")

    assert answer.status_code == 404


def test_the_release_can_be_seen_under_its_own_address(cloud: Cloud, bakery: Built) -> None:
    answer = cloud.visit(label_of(bakery.preview_url))

    assert answer.status_code == 200
    assert answer.headers["x-robots-tag"] == "noindex"
    assert without_stamp(answer.text) == without_stamp(cloud.visit(bakery.slug).text)
    assert "x-robots-tag" not in cloud.visit(bakery.slug).headers
