"""Every rule of search engines on websites that pass and websites that fail it."""

import json
from importlib import import_module
from pkgutil import iter_modules

import pytest

import code24.audit.rules.seo as package
from code24.audit.auditing import ask
from code24.audit.models import Category
from code24.website.models import WebFile
from tests.styled import ORIGIN, website

MODULES = [import_module(f"{package.__name__}.{module.name}") for module in iter_modules(package.__path__)]
RULES = {rule.id: rule for module in MODULES for rule in module.RULES}
WORDS = "Bread and cake from our own oven, every morning from six. " * 6


def page(head: str = "", body: str = "", lang: str = "en") -> str:
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def home(head: str = "", body: str = "") -> dict[str, str]:
    return {"/index.html": page(head, body)}


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def ld(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def graph(**node: object) -> str:
    return ld({"@context": "https://schema.org", **node})


FULL = ORIGIN + "/"
ROBOTS = {"/robots.txt": "User-agent: *\nAllow: /\nSitemap: https://acme.example/sitemap.xml\n"}
URLSET = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'
SITEMAP = {"/sitemap.xml": URLSET.format(f"<url><loc>{FULL}</loc></url>")}
SHELL = '<div id="root"></div><script src="a.js"></script>'
TWIN = page(body=f"<p>{WORDS}</p>")
TITLES = ("<title>Bakery in the old town</title>", "<title>Home</title>")
DESCRIBED = '<meta name=description content="Bread and cake from our own oven, every morning from six o\'clock.">'

CASES = [
    ("title-length", home(TITLES[0]), home(TITLES[1])),
    ("title-length", home(TITLES[0]), home(f"<title>{'long ' * 20}</title>")),
    ("title-unique", home(TITLES[0]), {"/index.html": page(TITLES[0]), "/a.html": page(TITLES[0])}),
    ("meta-description", home(DESCRIBED), home("<meta name=description content=''>")),
    ("meta-description", home(DESCRIBED), home(DESCRIBED * 2)),
    ("description-length", home(DESCRIBED), home("<meta name=description content='Bread.'>")),
    ("description-unique", home(DESCRIBED), {"/index.html": page(DESCRIBED), "/a.html": page(DESCRIBED)}),
    ("is-crawlable", home(), home("<meta name=robots content='NOINDEX, follow'>")),
    ("is-crawlable", home(), home() | {"/robots.txt": "User-agent: *\nDisallow: /\n"}),
    (
        "robots-meta-conflict",
        home("<meta name=robots content=noindex>"),
        home("<meta name=robots content=index><meta name=robots content=noindex>"),
    ),
    ("canonical", home(f"<link rel=canonical href={FULL}>"), home("<link rel=canonical href=/>")),
    (
        "canonical",
        home(f"<link rel=canonical href={FULL}>"),
        {"/a.html": page(f"<link rel=canonical href={FULL}>"), "/index.html": page()},
    ),
    ("canonical-present", home(f"<link rel=canonical href={FULL}>"), home()),
    ("canonical-target", home(f"<link rel=canonical href={FULL}>"), home(f"<link rel=canonical href={FULL}gone>")),
    ("script-rendered", home(body=SHELL + WORDS * 2), home(body=SHELL)),
    ("thin-content", home(body=WORDS), home(body="Hello")),
    ("link-text", home(body="<a href=/x>Opening hours</a>"), home(body="<a href=/x> Click  Here </a>")),
    ("crawlable-anchors", home(body="<a href=/x>x</a>"), home(body="<a href='javascript:void(0)'>x</a>")),
    ("crawlable-anchors", home(body="<a href=#x>x</a>"), home(body="<a onclick=go()>x</a>")),
    ("dead-links", home(body="<a href=index.html>x</a>"), home(body="<a href=gone.html>x</a>")),
    ("dead-anchors", home(body="<a href=#b>x</a><p id=b>"), home(body="<a href=#b>x</a><p id=c>")),
    (
        "orphan-page",
        {"/index.html": page(body="<a href=a.html>a</a>"), "/a.html": page()},
        {"/index.html": page(), "/a.html": page()},
    ),
    (
        "redirect-page",
        {"/index.html": page(body="<a href=a.html>a</a>"), "/a.html": page()},
        {
            "/index.html": page(body="<a href=a.html>a</a>"),
            "/a.html": page("<meta http-equiv=refresh content='0;url=/b'>"),
        },
    ),
    ("url-hygiene", {"/our-bread.html": page()}, {"/Our_Bread.html": page()}),
    ("session-ids", home(body="<a href='/?page=2'>x</a>"), home(body="<a href='/?PHPSESSID=1'>x</a>")),
    (
        "image-file-names",
        home(body="<img src=rye-bread.jpg alt=Bread>"),
        home(body="<img src=IMG_2034.jpg alt=Bread>"),
    ),
    ("robots-txt", home() | ROBOTS, home() | {"/robots.txt": "User-agent: *\nAllow everything\n"}),
    ("robots-txt", home() | ROBOTS, home() | {"/robots.txt": "Disallow: /x\n"}),
    ("robots-txt-present", home() | ROBOTS, home()),
    (
        "robots-txt-resources",
        {"/a.css": "", "/robots.txt": "User-agent: *\nDisallow: /admin"},
        {"/a.css": "", "/robots.txt": "User-agent: *\nDisallow: /*.css"},
    ),
    ("sitemap", home() | SITEMAP, home()),
    ("sitemap", home() | SITEMAP, home() | {"/sitemap.xml": "<html></html>"}),
    ("sitemap-pages", home() | SITEMAP, home() | {"/sitemap.xml": URLSET.format("")}),
    ("sitemap-pages", home() | SITEMAP, home() | {"/sitemap.xml": URLSET.format(f"<url><loc>{FULL}gone</loc></url>")}),
    ("llms-txt", {"/llms.txt": f"# Acme\n\n> Bread.\n\n- [Acme bakery in the old town]({FULL}): Bread.\n"}, home()),
    (
        "hreflang",
        home("<link rel=alternate hreflang=de href=https://acme.example/de/>"),
        home("<link rel=alternate hreflang=de href=/de/>"),
    ),
    (
        "hreflang",
        home("<link rel=alternate hreflang=x-default href=https://a.b/>"),
        home("<link rel=alternate hreflang=d href=https://a.b/>"),
    ),
    (
        "hreflang-return",
        {
            "/index.html": page(
                f"<link rel=alternate hreflang=de href={FULL}de.html><link rel=alternate hreflang=en href={FULL}>"
            ),
            "/de.html": page(
                f"<link rel=alternate hreflang=en href={FULL}><link rel=alternate hreflang=de href={FULL}de.html>",
                lang="de",
            ),
        },
        {"/index.html": page(f"<link rel=alternate hreflang=de href={FULL}de.html>"), "/de.html": page(lang="de")},
    ),
    (
        "hreflang-language",
        home(f"<link rel=alternate hreflang=en-GB href={FULL}>"),
        home(f"<link rel=alternate hreflang=fr href={FULL}>"),
    ),
    ("og-title", home(meta("og:title", "Acme")), home()),
    ("og-description", home(meta("og:description", "Bread")), home()),
    ("og-type", home(meta("og:type", "website")), home()),
    ("og-url", home(meta("og:url", FULL)), home(meta("og:url", "/"))),
    (
        "og-url",
        home(meta("og:url", FULL) + f"<link rel=canonical href={FULL}>"),
        home(meta("og:url", FULL + "x") + f"<link rel=canonical href={FULL}>"),
    ),
    ("og-image", home(meta("og:image", "https://cdn.example/a.png")), home(meta("og:image", "a.png"))),
    ("og-image", home(meta("og:image", "https://cdn.example/a.png")), home(meta("og:image", FULL + "a.png"))),
    ("twitter-card", home("<meta name=twitter:card content=summary>"), home("<meta name=twitter:card content=big>")),
    (
        "favicon",
        home("<link rel='shortcut icon' href=a.svg>") | {"/a.svg": "<svg/>"},
        home("<link rel=icon href=a.svg>"),
    ),
    ("apple-touch-icon", home("<link rel=apple-touch-icon href=a.png>") | {"/a.png": "x"}, home()),
    ("json-ld-present", home(graph(**{"@type": "WebPage", "name": "x"})), home()),
    (
        "json-ld",
        home(graph(**{"@type": "WebPage", "name": "x"})),
        home("<script type=application/ld+json>{,}</script>"),
    ),
    ("json-ld", home(graph(**{"@type": "WebPage", "name": "x"})), home(ld({"@type": "WebPage"}))),
    ("json-ld-vocabulary", home(graph(**{"@type": "Bakery", "telephone": "1"})), home(graph(**{"@type": "Bakerei"}))),
    (
        "json-ld-vocabulary",
        home(graph(**{"@type": "Bakery", "menu": "/m"})),
        home(graph(**{"@type": "Person", "menu": "/m"})),
    ),
    (
        "rich-results",
        home(graph(**{"@type": "Product", "name": "Rye", "offers": {"@type": "Offer", "price": 3}})),
        home(graph(**{"@type": "Product", "name": "Rye"})),
    ),
    (
        "faq-visible",
        home(graph(**{"@type": "Question", "name": "Open on Sunday?"}), "<p>Open  on Sunday?</p>"),
        home(graph(**{"@type": "Question", "name": "Open on Sunday?"})),
    ),
    (
        "breadcrumbs",
        {"/bread/rye.html": page(graph(**{"@type": "BreadcrumbList", "itemListElement": [1]}))},
        {"/bread/rye.html": page()},
    ),
    (
        "duplicate-content",
        {"/index.html": TWIN, "/a.html": page(body="<p>Something else altogether stands here. </p>" * 9)},
        {"/index.html": TWIN, "/a.html": TWIN},
    ),
    (
        "pagination",
        {"/2.html": page(f"<link rel=prev href=1.html><link rel=canonical href={FULL}2.html>")},
        {"/2.html": page(f"<link rel=prev href=1.html><link rel=canonical href={FULL}1.html>"), "/1.html": page()},
    ),
]


@pytest.mark.parametrize(("rule", "good", "bad"), CASES, ids=[f"{case[0]}-{at}" for at, case in enumerate(CASES)])
def test_a_rule_passes_and_fails(rule: str, good: dict[str, str], bad: dict[str, str]) -> None:
    passed, _ = ask(RULES[rule], website(good))
    assert (passed.found, passed.looked_at > 0) == (0, True)
    failed, findings = ask(RULES[rule], website(bad))
    assert failed.found >= 1
    assert findings[0].message


def test_every_rule_has_a_case() -> None:
    covered = {case[0] for case in CASES} | {"og-image-size"}
    assert covered == RULES.keys()
    assert {rule.category for rule in RULES.values()} == {Category.SEO}


def test_a_shared_picture_has_a_size_and_format_that_services_show(png: bytes) -> None:
    site = website(home(meta("og:image", FULL + "a.png")))
    small = site.changed([WebFile("/a.png", "image/png", png)])
    assert "40 x 40" in ask(RULES["og-image-size"], small)[1][0].message
    drawn = website(home(meta("og:image", FULL + "a.svg"))).changed([WebFile("/a.svg", "image/svg+xml", b"<svg/>")])
    assert "format" in ask(RULES["og-image-size"], drawn)[1][0].message


def test_lighthouse_s_words_are_those_of_the_language_of_the_link() -> None:
    german = page(body="<a href=/x>start</a><a lang=en href=/x>start</a>", lang="de")
    result, findings = ask(RULES["link-text"], website({"/index.html": german}))
    assert (result.looked_at, result.found) == (2, 1)
    assert 'lang="en"' in findings[0].excerpt


def test_the_page_for_errors_need_not_be_listed() -> None:
    site = website({"/404.html": page("<meta name=robots content=noindex>")})
    assert ask(RULES["is-crawlable"], site)[0].looked_at == 0


def test_one_crawler_that_may_is_enough() -> None:
    site = website(home() | {"/robots.txt": "User-agent: *\nDisallow: /\n\nUser-agent: Googlebot\nAllow: /\n"})
    assert ask(RULES["is-crawlable"], site)[0].found == 0


def test_a_header_can_keep_a_page_out() -> None:
    site = website(home())
    file = site.files["/index.html"]
    hidden = site.changed([WebFile(file.path, file.content_type, file.content, {"x-robots-tag": "noindex"})])
    assert ask(RULES["is-crawlable"], hidden)[0].found == 1
