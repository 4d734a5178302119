import json
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from code24.build.design.models import PageKind
from tests.unit.build.sample_sites import ORIGIN, brief_of, plan_of, site_of

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MADE = datetime(2026, 3, 1, 12, 30, 15, 999, tzinfo=UTC)


def text_of(path: str, **fields: object) -> str:
    (text,) = [file.text for file in site_of(brief_of(), **fields).files if file.path == path]
    assert text is not None
    return text


def test_the_sitemap_lists_every_page_for_search_engines_with_its_date() -> None:
    root = ET.fromstring(text_of("/sitemap.xml", made_at=MADE))
    listed = [(url.findtext(SPACE + "loc"), url.findtext(SPACE + "lastmod")) for url in root]
    assert listed == [
        (f"{ORIGIN}{page.path}", "2026-03-01T12:30:15Z") for page in plan_of(brief_of()).pages if page.kind.indexed
    ]
    kinds = {page.kind for page in plan_of(brief_of()).pages if f"{ORIGIN}{page.path}" in dict(listed)}
    assert PageKind.PRIVACY in kinds
    assert not kinds & {PageKind.THANKS, PageKind.NOT_FOUND}


def test_robots_point_to_the_sitemap() -> None:
    assert text_of("/robots.txt") == f"User-agent: *\nAllow: /\n\nSitemap: {ORIGIN}/sitemap.xml\n"


def test_the_manifest_names_icons_that_exist() -> None:
    manifest = json.loads(text_of("/site.webmanifest"))
    paths = {file.path for file in site_of(brief_of()).files}
    assert {icon["src"] for icon in manifest["icons"]} <= paths
    assert {(icon["sizes"], icon.get("purpose")) for icon in manifest["icons"]} == {
        ("any", None),
        *((size, purpose) for size in ("192x192", "512x512") for purpose in ("any", "maskable")),
    }
    assert (manifest["name"], manifest["lang"], manifest["dir"]) == ("Crumb & Ember", "en", "ltr")


def test_the_summary_for_models_names_main_pages_first_and_legal_ones_as_optional() -> None:
    lines = text_of("/llms.txt").splitlines()
    assert lines[:3] == ["# Crumb & Ember", "", "> A tagline. Plain words"]
    assert lines[4:7] == ["- +49 (0)341 555-0123", "- hello@krume.example", "- Karl-Heine-Straße 12, 04229 Leipzig"]
    pages, optional = lines.index("## Pages"), lines.index("## Optional")
    assert [line.partition("]")[0] for line in lines[pages + 2 : optional - 1]] == [
        "- [Home",
        "- [Offer",
        "- [About",
        "- [Contact",
    ]
    assert {line.partition("](")[2].partition(")")[0] for line in lines[optional + 2 :]} >= {
        f"{ORIGIN}/privacy/",
        f"{ORIGIN}/cookies/",
    }


def test_the_summary_for_models_escapes_what_markdown_would_read() -> None:
    summary = text_of("/llms.txt", text="[x](javascript:1) # <b>")
    assert summary.startswith("# Crumb & Ember\n\n> A tagline.")
    assert r"\[x\](javascript:1) \# \<b\>" in summary
