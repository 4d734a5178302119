"""Every rule finds what it is there for, and nothing else is found."""

from collections.abc import Callable

import pytest

from code24.build.quality_gate.rules import RULES
from tests.unit.build.quality_gate.clean_site import CSS, DESCRIPTIONS, FILES, ORIGIN, SampleSite
from tests.unit.build.quality_gate.real_cases import CASES as OF_REAL_SITES

type Spoil = Callable[[SampleSite], SampleSite]


def add(markup: str) -> Spoil:
    return lambda site: site.with_body(markup)


def put(old: str, new: str, path: str = "/index.html") -> Spoil:
    return lambda site: site.replaced(old, new, path)


def drop(old: str, path: str = "/index.html") -> Spoil:
    return put(old, "", path)


def styled(css: str) -> Spoil:
    return lambda site: site.with_file("/assets/site.css", css + CSS)


def retitled(old: str, new: str, path: str = "/index.html") -> Spoil:
    """In the title and in what links to the page show of it."""
    return lambda site: site.replaced_everywhere(old, new, path)


def redescribed(old: str, new: str, path: str = "/index.html") -> Spoil:
    """In the meta description and wherever else the page is described."""
    return lambda site: site.replaced_everywhere(old, new, path, "/llms.txt")


def image(markup: str) -> Spoil:
    return lambda site: site.with_file("/assets/oven.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{markup}</svg>')


def structured(json: str) -> Spoil:
    return add(f'<script type="application/ld+json">{json}</script>')


def colored(**roles: str) -> Spoil:
    return lambda site: SampleSite(
        site.texts, site.brand.model_copy(update={"light": site.brand.light.model_copy(update=roles)})
    )


TITLE = "Krume: the sourdough bakery at the market in Berlin"
DESCRIPTION = DESCRIPTIONS["/"]
ABOUT_TITLE = "About Krume, the sourdough bakery in Berlin"
ABOUT_DESCRIPTION = DESCRIPTIONS["/about/"]
IMAGE = '<img src="/assets/oven.svg" alt="A stone oven" width="640" height="360">'
CANONICAL = f'<link rel="canonical" href="{ORIGIN}/">'
SITEMAP_ABOUT = f"<url><loc>{ORIGIN}/about/</loc><lastmod>2026-01-01</lastmod></url>"
ANSWER = '"@context":"https://schema.org","@type":"Answer","text":"x"'

CASES: dict[str, list[Spoil]] = {
    "page-size": [lambda site: site.with_file("/long.html", "x" * 1_000_001)],
    "html-valid": [
        add('<p class="a" class="b">x</p>'),
        add("<p>a &nosuchentity; b</p>"),
        add('<p title="a"lang="en">x</p>'),
        add("<!-- a --!><p>x</p>"),
        add("<p>\x01</p>"),
    ],
    "html-doctype": [
        drop("<!doctype html>"),
        put("<!doctype html>", '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01//EN">'),
    ],
    "html-charset": [drop('<meta charset="utf-8">'), put('"utf-8"', '"latin-1"')],
    "html-nesting": [
        add('<a href="/">x <a href="/">y</a></a>'),
        add("<p>x <div>y</div></p>"),
        add("<div><p>x</p>"),
        add("<p>x</p></section>"),
        add("<p><b><i>x</b></i></p>"),
        add("<table><div>x</div><tr><td>y</td></tr></table>"),
        add("<p>x <h2>y</h2></p>"),
        add("<td>x</td>"),
        add("<table>x<tr><td>y</td></tr></table>"),
    ],
    "html-conformance": [
        add('<p id="wish">x</p>'),
        add("<h2></h2>"),
        put("Bread that takes its time", " "),
    ],
    "html-ids": [add('<p id="two words">x</p>'), add('<p id="">x</p>')],
    "content-model": [
        add("<ul><p>x</p></ul>"),
        add("<table><style>p{}</style><tr><td>x</td></tr></table>"),
        add("<span><div>x</div></span>"),
        add("<button>go <details><summary>x</summary></details></button>"),
        add("<dl><p>x</p></dl>"),
        add("<li>x</li>"),
        add("<div><dt>x</dt></div>"),
        add("<figcaption>x</figcaption>"),
        add("<blink2>x</blink2>"),
        add("<center>x</center>"),
        add('<meta name="a" content="b">'),
        add("<style>p{}</style>"),
        add("<footer><header>x</header></footer>"),
        add("<address><h2>x</h2></address>"),
    ],
    "text-content": [
        add("<ul>x<li>y</li></ul>"),
        add("<details>x</details>"),
        add("<p><time>soon</time></p>"),
        put('<path d="M0 0h10"/>', '<path d="later"/>'),
        put('<path d="M0 0h10"/>', "<blob/>"),
        put('<path d="M0 0h10"/>', "x"),
    ],
    "attributes": [
        add('<p colour="red">x</p>'),
        add('<p align="center">x</p>'),
        add('<p href="/">x</p>'),
        add('<button type="knob">x</button>'),
        add('<p dir="up">x</p>'),
        add("<bdo>x</bdo>"),
        add("<map>x</map>"),
    ],
    "landmarks": [lambda site: site.replaced("<main", "<div").replaced("</main", "</div")],
    "required-files": [lambda site: site.without("/404.html")],
    "unique-paths": [lambda site: site.with_file("/a//b.txt", "x"), lambda site: site.with_file("notes.txt", "x")],
    "link-target": [
        add('<p><a href="#content">x</a></p>'),
        put("/about/?from=nav#story", "/about/#nobody"),
        put("/about/?from=nav#story", "/about?from=nav"),
        put("/about/?from=nav#story", f"{ORIGIN}/nowhere/"),
        put("/assets/site.css", "/assets/gone.css"),
        add('<p><a href="missing/">x</a></p>'),
        add('<p><a href="">x</a></p>'),
        add('<p><a href="http://[x">x</a></p>'),
        put('<img src="/assets/oven.svg"', '<img src="/assets/oven.svg" srcset="/assets/gone.svg 640w" sizes="100vw"'),
        put('sizes="32x32">', f'sizes="32x32"><meta property="og:image" content="{ORIGIN}/card.png">'),
        styled("@font-face{font-family:A;font-display:swap;src:url('/assets/gone.woff2')}"),
        styled('@import "more.css";'),
        put("/favicon.ico", "/gone.ico", "/site.webmanifest"),
        image('<use href="#nothing"/><image href="gone.png"/>'),
    ],
    "link-scheme": [
        add('<p><a href="ftp://example.org/">x</a></p>'),
        add('<p><a href="mailto:">x</a></p>'),
        add('<p><a href="/about/?x y">x</a></p>'),
        add('<p><a href="/about/?100%">x</a></p>'),
        add('<p><a href="/about/?{x}">x</a></p>'),
        add('<p><a href="tel:now">x</a></p>'),
        put("/assets/oven.svg", "tel:1"),
        add('<p><a href="data:text/plain,x">x</a></p>'),
    ],
    "title": [
        retitled(TITLE, "Krume, the bakery"),
        retitled(TITLE, "K" * 61),
        drop(f"<title>{TITLE}</title>"),
    ],
    "unique-title": [retitled(ABOUT_TITLE, TITLE.upper(), "/about/index.html")],
    "description": [
        redescribed(DESCRIPTION, "A bakery."),
        redescribed(DESCRIPTION, "x" * 161),
        add('<meta name="description" content="x" itemprop="x">'),
    ],
    "unique-description": [redescribed(ABOUT_DESCRIPTION, DESCRIPTION, "/about/index.html")],
    "language": [drop(' lang="en"'), put('lang="en"', 'lang="english!"'), add('<p lang="x_y">x</p>')],
    "viewport": [
        put("width=device-width", "width=1024"),
        put("initial-scale=1", "maximum-scale=1.0"),
        put("initial-scale=1", "user-scalable=no"),
    ],
    "canonical": [
        drop(CANONICAL),
        put(CANONICAL, f'<link rel="canonical" href="{ORIGIN}/about/">'),
        put(CANONICAL, '<link rel="canonical" href="/">'),
        put(CANONICAL, CANONICAL * 2),
    ],
    "one-h1": [add("<h1>x</h1>"), lambda site: site.replaced("<h1>", "<h2>").replaced("</h1>", "</h2>")],
    "heading-levels": [add("<h4>x</h4>")],
    "image-size": [
        put(IMAGE, IMAGE.replace(' width="640"', "")),
        put(IMAGE, IMAGE.replace("360", "50%")),
        put(IMAGE, IMAGE.replace("360", "0")),
    ],
    "image-alt": [
        put(IMAGE, IMAGE.replace(' alt="A stone oven"', "")),
        put(IMAGE, IMAGE.replace("A stone oven", "oven.JPG")),
    ],
    "accessible-name": [
        add('<p><a href="/"></a></p>'),
        add('<p><a href="/"><img src="/assets/oven.svg" alt="" width="4" height="3"></a></p>'),
        add('<p><a href="/"><span aria-hidden="true">x</span></a></p>'),
        add('<button type="button"></button>'),
        add("<details><summary></summary>x</details>"),
        put(' aria-label="An ear of rye"', ""),
    ],
    "labels": [
        drop('<label for="wish">Your wish</label>'),
        put("Your wish", " "),
        add('<p><input placeholder="Name"></p>'),
    ],
    "label-target": [
        add('<p><label for="offers">x</label></p>'),
        put('aria-labelledby="offers"', 'aria-labelledby="gone"'),
        put('aria-labelledby="offers"', 'aria-labelledby=""'),
    ],
    "aria": [
        add('<p aria-foo="x">x</p>'),
        add('<p aria-label="x">x</p>'),
        add('<p tabindex="3">x</p>'),
        add('<p aria-hidden="yes">x</p>'),
        add('<p aria-hidden="true"><a href="/">x</a></p>'),
        add('<div role="slider" aria-label="x"></div>'),
        put('aria-current="false"', 'aria-current="yes"'),
    ],
    "contrast": [colored(muted="#999999"), colored(primary="#ffb08a"), colored(accent="#222222")],
    "third-party": [
        put('src="/assets/oven.svg"', 'src="https://cdn.example/oven.svg"'),
        put('src="/assets/oven.svg"', 'src="//cdn.example/oven.svg"'),
        put('src="/assets/oven.svg"', r'src="/\cdn.example/oven.svg"'),
        put('href="/assets/site.css"', 'href="https://cdn.example/site.css"'),
        put('sizes="32x32">', 'sizes="32x32"><link rel="preconnect" href="https://cdn.example">'),
        put('sizes="32x32">', 'sizes="32x32"><meta property="og:image" content="https://cdn.example/a.png">'),
        put('sizes="32x32">', 'sizes="32x32"><meta http-equiv="refresh" content="9; url=https://cdn.example/">'),
        add('<form action="https://forms.example/" method="post"></form>'),
        put('<button type="submit"', '<button type="submit" formaction="https://forms.example/"'),
        put('<a href="/">Home', '<a href="/" ping="https://spy.example/">Home'),
        add('<script src="https://cdn.example/a.js"></script>'),
        styled("@import url(//fonts.example/css);"),
        styled("a{background:url(https://cdn.example/x.png)}"),
        image('<image href="https://cdn.example/x.png"/>'),
        image('<path fill="url(https://cdn.example/x.svg#a)"/>'),
    ],
    "csp": [
        add('<p onclick="x()">x</p>'),
        add('<p style="color:red">x</p>'),
        put('<path d="M0 0h10"/>', '<path d="M0 0h10" style="fill:red"/>'),
    ],
    "passive-images": [
        image("<script>x</script>"),
        image('<path onload="x()"/>'),
        image("<foreignObject></foreignObject>"),
    ],
    "json-ld": [
        structured("{not json}"),
        structured('{"@context":"https://schema.org"}'),
        structured('{"@type":"Answer","text":"x"}'),
        structured('["text"]'),
        structured("[]"),
        structured(f'{{{ANSWER},"url":""}}'),
        structured(f'{{{ANSWER},"position":NaN}}'),
        structured("[" * 100_000),
        lambda site: site.replaced("application/ld+json", "application/json"),
    ],
    "json-ld-links": [structured(f'{{{ANSWER},"image":"{ORIGIN}/gone.png"}}')],
    "leftovers": [
        add("<p>Welcome to {{ name }}</p>"),
        add("<p>{% if open %}</p>"),
        add("<p>Lorem ipsum dolor</p>"),
        add("<p>TODO write this</p>"),
        add("<p>We bake since undefined</p>"),
        add("<p>Bread &amp;amp; rolls</p>"),
        add("<p>[your address]</p>"),
        put('alt="A stone oven"', 'alt="${image.alt}"'),
    ],
    "sitemap": [
        drop(SITEMAP_ABOUT, "/sitemap.xml"),
        put(SITEMAP_ABOUT, SITEMAP_ABOUT * 2, "/sitemap.xml"),
        put(
            SITEMAP_ABOUT,
            SITEMAP_ABOUT + f"<url><loc>{ORIGIN}/404.html</loc><lastmod>2026-01-01</lastmod></url>",
            "/sitemap.xml",
        ),
        put("/about/<", "/about<", "/sitemap.xml"),
    ],
    "robots": [put("Allow: /", "Disallow: /", "/robots.txt"), put("Sitemap:", "Map:", "/robots.txt")],
}


def test_the_clean_site_passes_and_every_rule_looked_at_something() -> None:
    report = SampleSite().report()

    assert report.findings == ()
    assert report.passed
    assert {rule for rule, count in report.checked.items() if count == 0} <= OF_REAL_SITES.keys()


def test_every_rule_has_a_case() -> None:
    assert CASES.keys() | OF_REAL_SITES.keys() == {rule.id for rule in RULES}
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("rule", "spoil"),
    [
        pytest.param(rule, spoil, id=f"{rule}-{number}")
        for rule, spoils in CASES.items()
        for number, spoil in enumerate(spoils)
    ],
)
def test_a_spoiled_site_breaks_exactly_one_rule(rule: str, spoil: Spoil) -> None:
    report = spoil(SampleSite()).report()

    assert {finding.rule for finding in report.findings} == {rule}
    assert not report.passed


PERMITTED: list[Spoil] = [
    add("<ul><li>a<li>b</ul><table><tr><td>x</table><p>open"),
    add('<p><a href="https://elsewhere.example/x?y#z" rel="external">x</a></p>'),
    add('<p><a href="mailto:krume@example.org">x</a> <a href="sms:+4930123456">y</a> <a href="#top">z</a></p>'),
    add('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt="" width="1" height="1">'),
    add('<p lang="zh-Hant-TW">x</p>'),
    add('<p><time datetime="2026-03-01">1 March</time> <time>07:30</time> <time datetime="P2DT3H">x</time></p>'),
    add('<button type="button"><svg viewBox="0 0 1 1"><title>Menu</title><path d="M0 0"/></svg></button>'),
    add('<p><label>Name <input name="name"></label> <input type="hidden" name="a" value="b"></p>'),
    add(
        "<dl><div><dt>a</dt><dd>b</dd></div></dl><figure><blockquote>x</blockquote><figcaption>y</figcaption></figure>"
    ),
    add(f'<picture><source srcset="/assets/oven.svg 9w" sizes="9px" type="image/svg+xml">{IMAGE}</picture>'),
    add("<my-element data-x='1'>x</my-element><template><li>x</li></template>"),
    add('<p><a href="/%61bout/">x</a> <a href="about/">y</a> <a href="./">z</a></p>'),
    add("<noscript><p>Please call.</p></noscript>"),
    add("<p>A none-too-dry cake of 5 &lt; 6 eggs, nullable</p>"),
    add('<p lang="de-AT">x</p>'),
    structured(
        f'[{{{ANSWER}}},{{"@context":"https://schema.org","@graph":[{{"@type":["WebPage","AboutPage"],"name":"x","url":"/"}}]}}]'
    ),
    styled("a{background:url(data:image/png;base64,AA==)}/* url(https://cdn.example/) */"),
]


@pytest.mark.parametrize("change", PERMITTED)
def test_what_is_permitted_is_not_reported(change: Spoil) -> None:
    assert change(SampleSite()).report().findings == ()


def test_the_owners_own_words_are_no_leftovers() -> None:
    site = SampleSite().with_body("<p>Welcome to {{ name }} TODO &amp;amp;</p>")
    assert site.rules_broken() == {"leftovers"}

    site.brief = site.brief and site.brief.model_copy(update={"name": "{{ name }} todo &amp;"})
    assert site.report().passed


def test_without_a_given_origin_the_home_pages_canonical_link_tells_it() -> None:
    site = SampleSite(origin=None)
    assert site.report().passed

    assert site.with_file("/index.html", FILES["/index.html"].replace(CANONICAL, "")).rules_broken() >= {"canonical"}


def test_a_page_for_nobody_to_find_needs_neither_sitemap_nor_canonical() -> None:
    assert '<meta name="robots" content="noindex">' in FILES["/thanks/index.html"]
    assert "/thanks/" not in FILES["/sitemap.xml"] + FILES["/llms.txt"]
    assert SampleSite().report().passed
