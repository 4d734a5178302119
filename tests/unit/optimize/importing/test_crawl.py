import gzip
from collections.abc import Mapping
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.audit.models import Severity
from code24.errors import InvalidRequest, NotRead
from code24.optimize.importing.crawl import import_website, web_address
from code24.optimize.importing.imported import Imported
from code24.optimize.importing.models import Limits
from code24.optimize.importing.page_reading import found_on_page
from code24.optimize.importing.scope import Scope
from tests.fakes import FakeClock
from tests.web import FakeWeb, Reply, moved, page, served

SITE = "https://acme.example"
PNG = b"\x89PNG\r\n\x1a\n"
TEXT = "<p>" + "Bread and cakes, baked every morning. " * 8


def crawled(
    answers: Mapping[str, Reply], url: str = f"{SITE}/", *, seconds: float = 600, each: float = 0.0, **limits: float
) -> tuple[Imported, FakeWeb]:
    clock = FakeClock()
    web = FakeWeb({f"{SITE}/robots.txt": served("", "text/plain")} | dict(answers), clock=clock, seconds_each=each)
    imported = import_website(
        url,
        web=web,
        clock=clock,
        deadline=clock.now() + timedelta(seconds=seconds),
        limits=Limits(**limits),
        sleep=lambda time: clock.advance(seconds=time),
    )
    return imported, web


def text(imported: Imported, path: str) -> str:
    return imported.website.files[path].text.replace('<meta charset="utf-8">', "")


def notes(imported: Imported) -> list[str]:
    return [note.id for note in imported.notes]


def test_a_website_becomes_files_with_links_between_them() -> None:
    imported, _ = crawled({
        f"{SITE}/": page(
            f"<link rel=stylesheet href='/css/site.css?v=3'><a href='/about?utm_source=x#team'>About</a>"
            f"<a href='{SITE}/menu.html'>Menu</a><a href=https://Other.example/?a=1&b>other</a><img src=gone.png>{TEXT}"
        ),
        f"{SITE}/about": page(f"<a href=/>Home</a><a href='http://www.acme.example/menu.html'>M</a><img src=i/a.png>{TEXT}"),  # noqa: E501
        f"{SITE}/menu.html": page(f"<a href=gone>Gone</a><a href=menu.pdf>PDF</a>{TEXT}"),
        f"{SITE}/menu.pdf": served(b"%PDF-1.7", "application/pdf"),
        f"{SITE}/css/site.css?v=3": served("@import 'b.css';a{b:url(../i/a.png)}", "text/css"),
        f"{SITE}/css/b.css": served("b{}", "text/css"),
        f"{SITE}/i/a.png": served(PNG, "image/png"),
    })  # fmt: skip
    assert sorted(imported.website.files) == [
        "/about/index.html", "/css/b.css", "/css/site.css", "/i/a.png", "/index.html", "/menu.html", "/menu.pdf",
        "/robots.txt",
    ]  # fmt: skip
    home = text(imported, "/index.html")
    assert '<link rel="stylesheet" href="css/site.css">' in home
    assert '<a href="about/#team">' in home
    assert '<a href="menu.html">' in home
    assert "<a href=https://Other.example/?a=1&b>" in home
    assert '<img src="/gone.png">' in home
    about = text(imported, "/about/index.html")
    assert '<a href="../">' in about
    assert '<a href="../menu.html">' in about
    assert '<img src="../i/a.png">' in about
    assert '<a href="/gone">Gone</a>' in text(imported, "/menu.html")
    assert text(imported, "/css/site.css") == "@import 'b.css';a{b:url(../i/a.png)}"
    assert imported.website.origin == SITE
    assert notes(imported) == ["import-broken-asset"]


def test_texts_are_stored_in_utf8_and_say_so() -> None:
    html = f"<head><meta charset=iso-8859-1></head><link rel=stylesheet href=a.css>Café {TEXT}"
    css = '@charset "windows-1251";a{content:"Да"}'
    imported, _ = crawled({
        f"{SITE}/": served(html.encode("cp1252"), "text/html"),
        f"{SITE}/a.css": served(css.encode("cp1251"), "text/css"),
    })  # fmt: skip
    home = imported.website.files["/index.html"]
    assert '<meta charset="utf-8">' in home.text
    assert "Café" in home.text
    assert home.content_type == "text/html; charset=utf-8"
    assert imported.website.files["/a.css"].text == 'a{content:"Да"}'


def test_a_base_element_is_followed_and_leaves() -> None:
    imported, _ = crawled({
        f"{SITE}/": page(f"<head><base href='/de/'></head><a href='menu'>M</a><a href='#top'>T</a><a href=gone>G</a>{TEXT}"),  # noqa: E501
        f"{SITE}/de/menu": page(TEXT),
    })  # fmt: skip
    home = text(imported, "/index.html")
    assert "<base><" not in home.replace("<base></head>", "")
    assert '<a href="de/menu/">' in home
    assert "href='#top'" in home or 'href="#top"' in home
    assert '<a href="/de/gone">' in home


def test_pages_that_were_left_out_are_named_in_full() -> None:
    links = "".join(f"<a href=/p/{name}>x</a>" for name in "abcdefgh")
    imported, web = crawled({f"{SITE}/": page(links + TEXT), f"{SITE}/p/": lambda url: page(url + TEXT)}, pages=3)
    assert len(imported.website.pages) == 3
    assert f'<a href="{SITE}/p/h">' in text(imported, "/index.html")
    assert "import-limit-pages" in notes(imported)
    assert f"{SITE}/p/c" not in web.asked


def test_robots_are_respected() -> None:
    imported, web = crawled({
        f"{SITE}/robots.txt": served("User-agent: *\nDisallow: /private\nCrawl-delay: 2", "text/plain"),
        f"{SITE}/": page(f"<a href=/private/x>x</a><a href=/a>a</a><img src=/private/i.png>{TEXT}"),
        f"{SITE}/a": page(TEXT),
    })  # fmt: skip
    assert not [url for url in web.asked if "/private" in url]
    assert f'<a href="{SITE}/private/x">' in text(imported, "/index.html")
    assert notes(imported).count("import-robots") == 2
    assert imported.seconds >= 2


@pytest.mark.parametrize(
    "robots",
    [
        served("User-agent: Code24\nDisallow: /", "text/plain"), served("", "text/plain", 503),
        NotRead("Not read: the server took too long to answer.", because="slow"),
    ],
)  # fmt: skip
def test_a_website_that_may_not_be_read_is_not(robots: Reply) -> None:
    imported, _ = crawled({f"{SITE}/robots.txt": robots, f"{SITE}/": page(TEXT)})
    assert not imported.website.files
    assert "Allow the user agent Code24" in (imported.failure or "")


@pytest.mark.parametrize(
    ("reply", "identifier"),
    [
        (NotRead("Not read: the server cannot be reached."), "import-site-down"),
        (NotRead("Not read: 10.0.0.1 is not public.", because="blocked"), "import-blocked-address"),
        (NotRead("Not read: it is larger than 2 MB.", because="large"), "import-limit-bytes"),
        (page("x", status="x")._replace(status=503), "import-site-down"),
        (served(b"%PDF-", "application/pdf"), "import-not-html"),
        (moved(f"{SITE}/"), "import-redirect-loop"),
        (moved("http://["), "import-site-down"),
        (lambda url: moved(url + "x"), "import-redirect-loop"),
    ],
)
def test_a_website_that_cannot_be_read_says_why(reply: Reply, identifier: str) -> None:
    imported, _ = crawled({f"{SITE}/": reply, f"{SITE}/x": lambda url: moved(url + "x")})
    assert not imported.website.files
    assert [(note.id, note.severity) for note in imported.notes] == [(identifier, Severity.CRITICAL)]
    assert imported.failure


def test_redirects_are_followed_and_kept() -> None:
    imported, _ = crawled({
        "http://acme.example/": moved("https://www.acme.example/"),
        "https://www.acme.example/robots.txt": served("", "text/plain"),
        "https://www.acme.example/": page(f"<a href=/old>O</a><a href=/out>X</a><a href=/loop>L</a>{TEXT}"),
        "https://www.acme.example/old": moved("/new"), "https://www.acme.example/new": page(TEXT),
        "https://www.acme.example/out": moved("https://other.example/x"),
        "https://www.acme.example/loop": moved("/loop2"), "https://www.acme.example/loop2": moved("/loop"),
    }, "http://acme.example/")  # fmt: skip
    assert imported.website.origin == "https://www.acme.example"
    assert imported.redirects["/old"] == "/new/"
    assert imported.redirects["/out"] == "https://other.example/x"
    home = text(imported, "/index.html")
    assert '<a href="new/">O</a><a href="https://other.example/x">X</a>' in home
    assert "import-redirect-loop" in notes(imported)


def test_two_addresses_of_a_page_are_one_file() -> None:
    imported, web = crawled({
        f"{SITE}/": page(f"<a href=/index.html>1</a><a href=/a/>2</a><a href=/a>3</a><a href='/a?sort=x'>4</a>{TEXT}"),
        f"{SITE}/a": page(f"<link rel=canonical href=/a>{TEXT}"),
        f"{SITE}/a/": page(f"<link rel=canonical href=/a>{TEXT}"),
        f"{SITE}/a?sort=x": page(f"<link rel=canonical href=/a>sorted {TEXT}"),
    })  # fmt: skip
    assert sorted(page.path for page in imported.website.pages) == ["/a/index.html", "/index.html"]
    assert text(imported, "/index.html").startswith(
        '<a href="./">1</a><a href="a/">2</a><a href="a/">3</a><a href="a/">4</a>'
    )
    assert f"{SITE}/index.html" not in web.asked


@pytest.mark.parametrize(
    "more",
    [
        "<a href='deeper/{number}/deeper/'>x</a>",
        "<a href='/calendar/{number}'>next</a>",
        "<a href='?day={number}'>next</a>",
        "<a href='x/y/z/'>relative by mistake</a>",
        "<a href='?a={number}&b=1&c=2&d=3'>x</a>",
    ],
)
def test_what_has_no_end_is_left(more: str) -> None:
    numbers = iter(range(1_000))

    def endless(url: str) -> Reply:
        return page(more.format(number=next(numbers)) + f"<p>{url}" + TEXT)

    imported, web = crawled({f"{SITE}/": endless}, pages=500, depth=400)
    assert len(web.asked) < 120
    assert "import-cycle" in notes(imported)


def test_time_is_kept() -> None:
    links = "".join(f"<a href=/p/{name}>x</a>" for name in "abcdefgh")
    imported, web = crawled({f"{SITE}/": page(links + TEXT), f"{SITE}/p/": lambda url: page(TEXT)}, seconds=30, each=5)
    assert imported.seconds <= 30
    assert 1 < len(imported.website.pages) < 7
    assert "import-limit-time" in notes(imported)
    assert len(web.asked) <= 6


def test_room_is_kept() -> None:
    pictures = "".join(f"<img src={number}.png>" for number in range(50))
    answers: dict[str, Reply] = {
        f"{SITE}/": lambda url: served(PNG * 100, "image/png") if "png" in url else page(pictures)
    }
    imported, _ = crawled(answers, bytes=5_000)
    assert imported.bytes <= 5_000 + 800
    assert "import-limit-bytes" in notes(imported)


def test_rate_and_patience() -> None:
    links = "".join(f"<a href=/{name}>x</a>" for name in "abcd")
    imported, _ = crawled({f"{SITE}/": lambda url: page(links + TEXT + url)}, requests_per_second=0.5)
    assert imported.seconds >= 2 * 4
    busy = [served("", "text/plain", 429, retry_after="3"), page(TEXT)]
    imported, _ = crawled({f"{SITE}/": page(f"<a href=/busy>x</a>{TEXT}"), f"{SITE}/busy": lambda url: busy.pop(0)})
    assert "/busy/index.html" in imported.website.files
    assert imported.seconds >= 3


def test_pages_that_pretend_and_pages_that_scripts_render() -> None:
    def pretending(url: str) -> Reply:
        return page(f"<title>Not here</title>{TEXT}<a href=/>home</a>")

    imported, _ = crawled({
        f"{SITE}/": page(f"<a href=/a>A</a><a href=/app>B</a>{TEXT}"),
        f"{SITE}/app": page("<div id=root></div><script src=/app.js></script>"),
        f"{SITE}/app.js": served("1", "text/javascript"), f"{SITE}/robots.txt": served("", "text/plain", 404),
        f"{SITE}/sitemap.xml": served("", "text/plain", 404), f"{SITE}": pretending,
    })  # fmt: skip
    assert "/a/index.html" not in imported.website.files
    assert {"import-soft-404", "import-script-rendered"} <= set(notes(imported))


def test_its_own_error_page_comes_with_addresses_from_the_root() -> None:
    missing = page("<link rel=stylesheet href=a.css><a href=/>Home</a>Not found")._replace(status=404)
    imported, _ = crawled({
        f"{SITE}/": page(TEXT), f"{SITE}/a.css": served("a{}", "text/css"),
        f"{SITE}/robots.txt": served("", "text/plain"), f"{SITE}/code24": lambda url: missing,
    })  # fmt: skip
    assert '<link rel="stylesheet" href="/a.css"><a href=/>' in text(imported, "/404.html")


def test_sitemaps_are_read() -> None:
    urls = f"<urlset><url><loc>{SITE}/hidden</loc></url><url><loc> <![CDATA[{SITE}/two?a=1&b]]> </loc></url></urlset>"
    index = f"<sitemapindex><sitemap><loc>{SITE}/s.xml.gz</loc></sitemap></sitemapindex>"
    imported, _ = crawled({
        f"{SITE}/": page(TEXT), f"{SITE}/hidden": page("1" + TEXT), f"{SITE}/two?a=1&b": page("2" + TEXT),
        f"{SITE}/sitemap.xml": served(index, "application/xml"),
        f"{SITE}/s.xml.gz": served(gzip.compress(urls.encode()), "application/gzip"),
    })  # fmt: skip
    assert {page.path for page in imported.website.pages} == {
        "/index.html",
        "/hidden/index.html",
        "/two/a-1-b/index.html",
    }


def test_forms_and_previews_lead_to_the_website_itself() -> None:
    html = (
        "<head><link rel=canonical href=/x><meta property=og:image content=/o.png></head>"
        "<form action=/send.php></form><form action='https://forms.example/a b'></form>"
    )
    imported, _ = crawled({f"{SITE}/x": page(html + TEXT), f"{SITE}/o.png": served(PNG, "image/png")}, f"{SITE}/x")
    found = text(imported, "/x/index.html")
    assert f"<form action=\"{SITE}/send.php\"></form><form action='https://forms.example/a b'>" in found
    assert f'href="{SITE}/x/"' in found
    assert f'content="{SITE}/o.png"' in found


def test_names_that_no_file_can_have() -> None:
    names = [
        "a%00b.png",
        "%2e%2e/x.png",
        "caf%E9.png",
        "A.png",
        "a.png",
        "x" * 300 + ".png",
        "a.png/b.png",
        "q.png?v=1",
    ]
    html = "".join(f"<img src='/i/{name}'>" for name in names) + TEXT

    def answer(url: str) -> Reply:
        return page(html) if url == f"{SITE}/" else served(PNG + url.encode(), "image/png")

    imported, _ = crawled({f"{SITE}/": answer})
    paths = [path for path in imported.website.files if path.endswith(".png")]
    assert len({path.lower() for path in paths}) == len(names)
    assert all("\0" not in path and "/../" not in path and len(path) < 200 for path in paths)
    home = imported.website.page_at["/index.html"]
    assert all(imported.website.file(image.attr("src") or "", "/index.html") for image in home.named("img"))


@pytest.mark.parametrize(
    ("typed", "url"),
    [("acme.example", "https://acme.example"), (" http://acme.example/a#b", "http://acme.example/a"),
     ("localhost:8000", "https://localhost:8000")],
)  # fmt: skip
def test_addresses_as_people_type_them(typed: str, url: str) -> None:
    assert web_address(typed) == url


@pytest.mark.parametrize("typed", ["", "x", "ftp://a.example/", "javascript:alert(1)", "https://", "http://[", "a b"])
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(InvalidRequest):
        web_address(typed)


LINKS = st.sampled_from([
    "/", "/a", "/a/", "a", "../b", "/b.html", "/c.php?x=1", "/c.php?x=2", "//acme.example/a", "https://www.acme.example/b.html",
    "/A", "/d%20e", "/é", "?q=1", "#x", "/s.css?v=1", "/s.css?v=2", "/i.png", "mailto:a@b.example", "/x/../a#f", "/g/h/i",  # noqa: E501
])  # fmt: skip


@given(st.lists(LINKS, max_size=8), st.lists(LINKS, max_size=8))
def test_every_internal_link_of_an_imported_website_has_its_file(first: list[str], others: list[str]) -> None:
    def answer(url: str) -> Reply:
        parts = urlsplit(url)
        if parts.path.endswith(".css"):
            return served(f"a{{b:url(i.png)}}/* {url} */", "text/css")
        if parts.path.endswith(".png"):
            return served(PNG, "image/png")
        links = first if url == f"{SITE}/" else others
        return page(
            "".join(f"<a href='{link}'>x</a>" for link in links) + f"<link rel=stylesheet href=/s.css?v=1>{url}" + TEXT
        )

    imported, _ = crawled({f"{SITE}/robots.txt": served("", "text/plain"), f"{SITE}": answer})
    website, scope = imported.website, Scope(SITE)
    for each in website.pages:
        found = found_on_page(each.text, SITE + each.path, scope)
        for link in (*found.links, *(url for url, _ in found.loads)):
            assert website.file(link, each.path), (each.path, link)
