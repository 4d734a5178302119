"""Metadata of pages: from what they say, once, and so that the rules that ask for it pass."""

import io
import json
from typing import Any

import pytest
from PIL import Image

from code24.audit.auditing import ask
from code24.audit.rules.seo import crawling, duplicates, indexing, languages, sharing, structured_data, texts
from code24.optimize.applying import apply_all
from code24.optimize.fix import Setting
from code24.optimize.fixes.metadata import FIXES
from code24.website.models import WebFile
from code24.website.page import Page
from code24.website.search import json_ld
from code24.website.search.metadata import description_of, title_of
from code24.website.website import Website
from tests.styled import ORIGIN, website

RULES = {
    rule.id: rule
    for module in (crawling, duplicates, indexing, languages, sharing, structured_data, texts)
    for rule in module.RULES
}
SAID = "We bake rye bread, rolls and plum cake in our own oven every morning, and are open from six to six. "
MORE = "The flour comes from the mill by the river, four streets away from us, as it has since we opened."


def html(head: str, body: str, lang: str = ' lang="en"') -> str:
    return f"<!doctype html><html{lang}><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


def fixed(site: Website) -> Website:
    steps = apply_all(site, FIXES, Setting())
    assert [step.error for step in steps if step.error] == []
    return steps[-1].website if steps else site


def home(site: Website) -> Page:
    return site.page_at["/index.html"]


def nodes(page: Page) -> dict[str, Any]:
    return {json_ld.types_of(node)[0]: node for node in json_ld.nodes(page) if json_ld.types_of(node)}


@pytest.fixture
def bakery() -> Website:
    links = "<a href=about.html>About</a> <a href=bread/rye.html>Rye</a>"
    return website(
        {
            "/index.html": html(
                "<title>Acme Bakery</title>", f"<h1>Bread from Acme</h1><p>{SAID}</p><p>{MORE}</p>{links}"
            ),
            "/about.html": html("<title>Acme Bakery</title>", f"<h1>About our ovens</h1><p>{MORE}</p><p>{SAID}</p>"),
            "/bread/rye.html": html("", '<h1>Rye & <script>1</script>"spelt"</h1><p>Dark bread, baked slowly.</p>'),
            "/404.html": html(
                "<title>Not found</title><meta name=robots content=noindex>", "<p>There is no such page."
            ),
        }
    )


def test_every_rule_of_the_metadata_passes_afterwards(bakery: Website) -> None:
    asked = {answer for kind in FIXES for answer in kind.answers} & RULES.keys()
    before = {rule: ask(RULES[rule], bakery)[0].found for rule in asked}
    after = {rule: ask(RULES[rule], fixed(bakery))[0].found for rule in asked}
    assert sum(before.values()) > 30
    assert {rule: found for rule, found in after.items() if found} == {}


def test_it_is_done_once(bakery: Website) -> None:
    assert apply_all(fixed(bakery), FIXES, Setting()) == []


def test_titles_are_of_the_heading_and_the_site(bakery: Website) -> None:
    titles = {page.path: title_of(page) for page in fixed(bakery).pages}
    assert titles == {
        "/404.html": "Not found",
        "/about.html": "About our ovens - Acme Bakery",
        "/bread/rye.html": 'Rye & "spelt" - Acme Bakery',
        "/index.html": "Acme Bakery",
    }


def test_descriptions_are_the_page_s_own_sentences(bakery: Website) -> None:
    told = {page.path: description_of(page) for page in fixed(bakery).pages}
    assert told["/index.html"] == SAID.strip()
    assert told["/about.html"] == MORE
    assert told["/bread/rye.html"].startswith('Rye & "spelt". Dark bread, baked slowly.')


def test_what_holds_stays() -> None:
    head = (
        f"<title>Rye bread in the old town</title><meta name=description content='{MORE}'>"
        "<link rel=canonical href='https://shop.example/rye'><meta property=og:title content='Rye!'>"
        "<meta property=og:type content=product><meta property=og:image content='https://cdn.example/rye.jpg'>"
        '<script type=application/ld+json>{"@context":"https://schema.org","@type":"Bakery","name":"A"}</script>'
    )
    page = home(fixed(website({"/index.html": html(head, "<h1>x</h1>")})))
    assert (title_of(page), description_of(page)) == ("Rye bread in the old town", MORE)
    assert page.linked("canonical") == ["https://shop.example/rye"]
    assert (page.meta("og:title"), page.meta("og:type")) == ("Rye!", "product")
    assert page.meta("og:image") == "https://cdn.example/rye.jpg"
    assert list(nodes(page)) == ["Bakery"]


def test_nothing_that_a_page_says_becomes_markup() -> None:
    evil = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    said = evil.replace("&", "&amp;").replace("<", "&lt;")
    site = fixed(website({"/index.html": html("", f"<h1>{said}</h1><p>{said} {SAID}</p>")}))
    page = home(site)
    assert [script.attr("type") for script in page.named("script")] == ["application/ld+json"]
    assert page.named("img") == []
    assert nodes(page)["WebPage"]["name"].startswith("</script><script>alert(1)")
    assert "](http" not in site.files["/llms.txt"].text.partition("## Pages")[0]


def test_the_largest_picture_is_shared() -> None:
    site = website({"/index.html": html("", "<img src=a.png alt='Rye bread'><img src=b.png>")})
    for path, size in (("/a.png", (900, 600)), ("/b.png", (300, 300))):
        out = io.BytesIO()
        Image.new("RGB", size, "tan").save(out, "PNG")
        site = site.changed([WebFile(path, "image/png", out.getvalue())])
    page = home(fixed(site))
    told = {name: page.meta(name) for name in ("og:image", "og:image:width", "og:image:height", "og:image:alt")}
    assert list(told.values()) == [f"{ORIGIN}/a.png", "900", "600", "Rye bread"]
    assert page.meta("twitter:card") == "summary_large_image"


def test_a_site_without_pictures_gets_a_card_of_its_colour_and_an_icon() -> None:
    head = "<title>Zoë's Café</title><style>:root{--primary:#a1401c}</style>"
    site = fixed(website({"/index.html": html(head, f"<h1>Coffee</h1><p>{SAID}")}))
    page = home(site)
    card = site.file(page.meta("og:image") or "", "/index.html")
    assert card is not None
    assert len(card.content) < 60_000
    with Image.open(io.BytesIO(card.content)) as image:
        assert image.size == (1200, 630)
        assert image.convert("RGB").getpixel((5, 5)) == (0xA1, 0x40, 0x1C)
        assert len(image.convert("RGB").getcolors() or []) > 2
    icon, touch = site.file(page.linked("icon")[0], page.path), site.file(page.linked("apple-touch-icon")[0], page.path)
    assert icon is not None
    assert touch is not None
    assert "#a1401c" in icon.text
    with Image.open(io.BytesIO(touch.content)) as image:
        assert image.size == (180, 180)


def test_an_icon_that_is_there_is_named() -> None:
    site = fixed(website({"/index.html": html("", "x"), "/de/a.html": html("", "y"), "/img/favicon.ico": "x"}))
    assert home(site).linked("icon") == ["img/favicon.ico"]
    assert site.page_at["/de/a.html"].linked("icon") == ["../img/favicon.ico"]


def test_structured_data_says_only_what_stands_there() -> None:
    footer = (
        "<footer><a href='tel:+49221123456'>Call</a><a href='mailto:hi@acme.example'>Mail</a>"
        "<a href='https://www.instagram.com/acme'>Instagram</a><a href='https://facebook.com/sharer/x'>Share</a>"
        "<a href='https://instagram.com/'>x</a></footer>"
    )
    site = website(
        {
            "/contact.html": html(
                "<title>Acme Bakery contact</title><meta property=og:site_name content=Acme>",
                f"<h1>Contact</h1>{footer}",
            )
        }
    )
    found = nodes(fixed(site).page_at["/contact.html"])
    assert sorted(found) == ["ContactPage", "ImageObject", "Organization", "WebSite"]
    organization = found["Organization"]
    assert (organization["telephone"], organization["email"]) == ("+49221123456", "hi@acme.example")
    assert organization["sameAs"] == ["https://www.instagram.com/acme"]
    assert found["WebSite"]["publisher"] == {"@id": organization["@id"]}
    assert "address" not in organization


def test_an_article_needs_a_date_and_questions_an_answer() -> None:
    article = "<article><h1>Baking rye</h1><header><time datetime=2024-05-01>May</time></header></article>"
    asked = "".join(f"<details><summary>Open on {day}?</summary>From six.</details>" for day in ("Monday", "Sunday"))
    site = fixed(
        website({"/index.html": html("", article + asked), "/b.html": html("", article.replace("datetime", "title"))})
    )
    found = nodes(home(site))
    assert (found["Article"]["headline"], found["Article"]["datePublished"]) == ("Baking rye", "2024-05-01")
    assert [each["acceptedAnswer"]["text"] for each in found["FAQPage"]["mainEntity"]] == ["From six.", "From six."]
    assert "Article" not in nodes(site.page_at["/b.html"])


def test_pages_in_folders_say_where_they_stand() -> None:
    site = fixed(
        website(
            {
                "/index.html": html("", "x"),
                "/bread/index.html": html("", "<h1>Bread</h1>"),
                "/bread/rye.html": html("", "<h1>Rye</h1>"),
            }
        )
    )
    trail = nodes(site.page_at["/bread/rye.html"])["BreadcrumbList"]["itemListElement"]
    assert [(each["position"], each["item"]) for each in trail] == [
        (1, f"{ORIGIN}/"),
        (2, f"{ORIGIN}/bread/"),
        (3, f"{ORIGIN}/bread/rye.html"),
    ]


def test_slips_in_json_are_mended() -> None:
    slipped = '<!-- {"@context":"https://schema.org","@type":"Bakery","name":"A, }",} -->'
    page = home(fixed(website({"/index.html": html(f"<script type=application/ld+json>{slipped}</script>", "x")})))
    assert nodes(page)["Bakery"]["name"] == "A, }"


def test_robots_keeps_what_it_says() -> None:
    text = "User-agent: *\nDisallow: admin\nCrawl faster\n"
    made = fixed(website({"/index.html": html("", "x"), "/robots.txt": text})).files["/robots.txt"].text
    assert made.splitlines() == [
        "User-agent: *",
        "Disallow: /admin",
        "# Crawl faster",
        "",
        f"Sitemap: {ORIGIN}/sitemap.xml",
    ]


def test_the_sitemap_keeps_known_dates_and_leaves_hidden_pages_out() -> None:
    old = f"<urlset><url><loc>{ORIGIN}/</loc><lastmod>2024-05-01</lastmod></url></urlset>"
    hidden = html("<meta name=robots content=noindex>", "x")
    site = fixed(
        website({"/index.html": html("", "x"), "/a b&c.html": html("", "y"), "/h.html": hidden, "/sitemap.xml": old})
    )
    text = site.files["/sitemap.xml"].text
    assert f"<url><loc>{ORIGIN}/</loc><lastmod>2024-05-01</lastmod></url>" in text
    assert f"<loc>{ORIGIN}/a%20b&amp;c.html</loc></url>" in text
    assert "h.html" not in text


def test_language_versions_name_each_other() -> None:
    english = html("<link rel=alternate hreflang=de_DE href=/de.html>", "x")
    site = fixed(website({"/index.html": english, "/de.html": html("", "y", ' lang="de"')}))
    named = {
        path: sorted(
            (link.attr("hreflang"), link.attr("href")) for link in site.page_at[path].document.select("[hreflang]")
        )
        for path in ("/index.html", "/de.html")
    }
    both = [("de", f"{ORIGIN}/de.html"), ("en", f"{ORIGIN}/")]
    assert named == {"/index.html": [("de-DE", f"{ORIGIN}/de.html"), ("en", f"{ORIGIN}/")], "/de.html": both}


def test_contradicting_robots_are_told_as_one() -> None:
    head = "<meta name=robots content='index, follow'><meta name=robots content='noindex, max-snippet:5'>"
    page = home(fixed(website({"/index.html": html(head, "x")})))
    assert [each.attr("content") for each in page.document.select("meta[name=robots]")] == [
        "follow, noindex, max-snippet:5"
    ]


def test_an_owner_can_withhold_a_fix_from_a_page(bakery: Website) -> None:
    setting = Setting(withheld=frozenset({"title@/about.html", "open-graph@/about.html"}))
    site = apply_all(bakery, FIXES, setting)[-1].website
    page = site.page_at["/about.html"]
    assert (title_of(page), page.meta("og:title")) == ("Acme Bakery", None)
    assert json.loads(json_ld.blocks(page)[0])["@context"] == "https://schema.org"
