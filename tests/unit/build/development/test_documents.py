import json
from xml.etree import ElementTree as ET

from tests.unit.build.sample_sites import ORIGIN, brief_of, site_of


def text_of(path: str, **fields: object) -> str:
    (text,) = [file.text for file in site_of(brief_of(), **fields).files if file.path == path]
    assert text is not None
    return text


def test_the_sitemap_lists_every_page_but_the_missing_one_and_claims_no_dates() -> None:
    root = ET.fromstring(text_of("/sitemap.xml"))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert [loc.text for loc in root.iter(space + "loc")] == [
        f"{ORIGIN}/",
        f"{ORIGIN}/services/",
        f"{ORIGIN}/about/",
        f"{ORIGIN}/contact/",
    ]
    assert not list(root.iter(space + "lastmod"))


def test_robots_point_to_the_sitemap() -> None:
    assert text_of("/robots.txt") == f"User-agent: *\nAllow: /\n\nSitemap: {ORIGIN}/sitemap.xml\n"


def test_the_manifest_names_icons_that_exist() -> None:
    manifest = json.loads(text_of("/site.webmanifest"))
    paths = {file.path for file in site_of(brief_of()).files}
    assert {icon["src"] for icon in manifest["icons"]} <= paths
    assert (manifest["name"], manifest["lang"], manifest["dir"]) == ("Crumb & Ember", "en", "ltr")


def test_the_summary_for_models_escapes_what_markdown_would_read() -> None:
    summary = text_of("/llms.txt", text="[x](javascript:1) # <b>")
    assert summary.startswith("# Crumb & Ember\n\n> A tagline.")
    assert r"\[x\](javascript:1) \# \<b\>" in summary
