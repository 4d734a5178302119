import gzip
import json
import re
import subprocess
import sys
from contextlib import AbstractContextManager
from html import unescape
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import turbohtml
from hypothesis import given, settings
from hypothesis import strategies as st

import code24
from code24.build.content.models import Action, InterfaceWords, PageContent
from code24.build.design.arrangements import ARRANGEMENTS
from code24.build.design.families import FAMILIES
from code24.build.design.models import DesignPlan, Page
from code24.build.development.models import RenderedSite
from code24.build.development.stylesheet import INSERTED, classes_in, styled_classes
from code24.build.development.worker import develop_site
from code24.build.models import Contact
from code24.build.quality_gate.findings import Finding, QualityReport
from code24.build.quality_gate.models import QualityGateRequest
from code24.build.quality_gate.worker import check_quality
from code24.errors import InvalidRequest
from tests.unit.build.sample_sites import (
    BUSINESSES,
    ORIGIN,
    WORDS,
    brand_of,
    brief_of,
    content_of,
    pages_of,
    plan_of,
    request_of,
    site_of,
)

TEXT = st.text(
    st.one_of(
        st.sampled_from("<>&\"'`{}%$#\\/=;: -\u05d0\u0645\U0001f98a\u00e4\u0301漢"),
        st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")),
    ),
    min_size=1,
    max_size=90,
).filter(str.strip)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></script><b>",
    "{{ 7*7 }}{% raw %}${x}#{y}<%= z %>",
    "' onmouseover='x",
    "]]><!-- --><!doctype x>",
    "javascript:alert(1)",
    'class="stolen" href="/assets/site.css"',
    "شارع الزيتون",
    "🦊🦊🦊",
    "W" * 400,
)


def fonts_are_not_cut() -> AbstractContextManager[Any]:
    """Font files that only name their characters; `fonts/test_faces.py` cuts them for any text."""
    return patch("code24.fonts.faces.cut", lambda *asked: "".join(sorted(asked[-1])).encode())


def structure(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes."""
    return [(element.tag, tuple(sorted(element.attrs))) for element in turbohtml.parse(html).select("*")]


def classes_of(site: RenderedSite) -> set[str]:
    found = (name for html in pages_of(site).values() for name in re.findall(r' class="([^"]*)"', html))
    return {name for value in found for name in value.split()}


def css_of(site: RenderedSite) -> str:
    """The stylesheet without its font faces."""
    (css,) = [file.text for file in site.files if file.content_type.startswith("text/css")]
    assert css
    return re.sub(r"@font-face\{[^}]*\}", "", css)


def arranged(plan: DesignPlan, number: int) -> DesignPlan:
    """The plan with the nth arrangement of every kind."""

    def page_of(page: Page) -> Page:
        sections = []
        for section in page.sections:
            choices = ARRANGEMENTS[section.kind]
            sections.append(section.model_copy(update={"arrangement": choices[number % len(choices)]}))
        return page.model_copy(update={"sections": tuple(sections)})

    return plan.model_copy(update={"pages": tuple(page_of(page) for page in plan.pages)})


@pytest.mark.parametrize("family", [family.name for family in FAMILIES])
@pytest.mark.parametrize("number", range(7))
def test_every_family_and_arrangement_passes_the_gate_with_no_class_unstyled_and_no_rule_unused(
    family: str, number: int
) -> None:
    brief = brief_of()
    plan = arranged(plan_of(brief), number)
    plan = plan.model_copy(update={"style": plan.style.model_copy(update={"family": family})})
    site = site_of(brief, plan=plan)
    report = check_quality(QualityGateRequest(brand=brand_of(brief), development=site, brief=brief, origin=ORIGIN))
    assert [(found.rule, found.path, found.message) for found in report.findings] == []
    assert classes_in(css_of(site)) <= classes_of(site) | INSERTED
    assert classes_of(site) <= styled_classes(family)


@pytest.mark.parametrize("business", BUSINESSES)
def test_thirty_businesses_pass_the_gate(business: tuple[str, str, str]) -> None:
    brief = brief_of(*business)
    report = check_quality(
        QualityGateRequest(brand=brand_of(brief), development=site_of(brief), brief=brief, origin=ORIGIN)
    )
    assert [(found.rule, found.path, found.message) for found in report.findings] == []


def texts(html: str) -> str:
    return " ".join(turbohtml.parse(html).text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_and_change_nothing_else(text: str) -> None:
    check_escaping(text)


@settings(max_examples=60)
@given(TEXT)
def test_any_words_are_shown_and_change_nothing_else(text: str) -> None:
    with fonts_are_not_cut():
        check_escaping(text)


def check_escaping(text: str) -> None:
    """The same plan with harmless words of the same lengths has exactly the same elements and attributes."""
    harmless = re.sub(r"\S", "x", text)
    brief = brief_of()
    plan = plan_of(brief)
    odd, plain = pages_of(site_of(brief, text=text, plan=plan)), pages_of(site_of(brief, text=harmless, plan=plan))
    for path, html in odd.items():
        assert structure(html) == structure(plain[path])
        assert " ".join(f"First. {text}".split()) in " ".join(unescape(html).split())


@settings(max_examples=25)
@given(TEXT)
def test_any_name_changes_no_element(name: str) -> None:
    brief = brief_of()
    plan = plan_of(brief)
    other = brief.model_copy(update={"name": name.strip()})
    request = request_of(brief, plan=plan)
    with fonts_are_not_cut():
        odd, plain = (pages_of(develop_site(each)) for each in (request.model_copy(update={"brief": other}), request))
    for path, html in plain.items():
        tags = [tag for tag, _ in structure(html)]
        assert [tag for tag, _ in structure(odd[path])] == tags
        assert unescape(odd[path]).count(name.strip()) >= 2


def test_the_same_request_makes_the_same_bytes() -> None:
    assert site_of(brief_of()) == site_of(brief_of())


def test_a_site_has_all_its_files() -> None:
    site = site_of(brief_of())
    paths = [file.path for file in site.files]
    assert len(paths) == len(set(paths))
    assert {
        *("/index.html", "/about/index.html", "/contact/index.html", "/services/index.html", "/404.html"),
        *("/favicon.svg", "/favicon.ico", "/apple-touch-icon.png", "/site.webmanifest"),
        *("/sitemap.xml", "/robots.txt", "/llms.txt"),
    } <= set(paths)
    for file in site.files:
        assert (file.text is None) != (file.base64 is None)
        assert file.content()


def test_pages_have_no_inline_style_no_handlers_and_no_script_but_data() -> None:
    for html in pages_of(site_of(brief_of())).values():
        page = turbohtml.parse(html)
        for element in page.select("*"):
            assert "style" not in element.attrs
            assert not [name for name in element.attrs if name.startswith("on")]
        assert not page.select("style")
        assert [script.attrs.get("type") for script in page.select("script")] in ([], ["application/ld+json"])
        assert page.select("a[href^='#main']")
        assert len(page.select("h1")) == len(page.select("main")) == 1


def test_the_stylesheet_is_named_by_its_hash_and_small() -> None:
    one, other = site_of(brief_of()), site_of(brief_of(colors=["#8a1c1c"]))
    names = [file.path for site in (one, other) for file in site.files if file.path.startswith("/assets/site.")]
    assert all(re.fullmatch(r"/assets/site\.[0-9a-f]{10}\.css", name) for name in names)
    assert names[0] != names[1]
    assert f'href="{names[0]}"' in pages_of(one)["/about/index.html"]
    assert len(gzip.compress(css_of(one).encode())) < 8_000
    assert all(len(html) < 60_000 for html in pages_of(one).values())


def test_contact_details_are_links_and_hours_a_table() -> None:
    page = turbohtml.parse(pages_of(site_of(brief_of()))["/contact/index.html"])
    targets = [link.attrs["href"] for link in page.select("main a")]
    assert "tel:+493415550123" in targets
    assert "mailto:hello@krume.example" in targets
    rows = [" ".join(cell.text for cell in row.select("th, td")) for row in page.select("main table tr")]
    assert rows == ["Monday \u2013 Friday 07:00\u201318:00", "Saturday 07:00\u201314:00"]
    assert "Karl-Heine-Straße 12" in page.select("main address")[0].text


def test_what_is_missing_is_left_out() -> None:
    html = pages_of(site_of(brief_of(contact=Contact())))["/contact/index.html"]
    page = turbohtml.parse(html)
    assert not page.select("address, table")
    assert not page.select("a[href^='mailto:']")


def test_links_that_lead_nowhere_are_left_out() -> None:
    brief = brief_of()
    plan = plan_of(brief)
    content = content_of(brief, plan)
    targets = (
        "javascript:alert(1)",
        "//evil.example",
        "https://evil.example/",
        "/nowhere/",
        "/#nowhere",
        "#contact",
        "data:x",
    )
    actions = tuple(Action(label="Go", target=target) for target in (*targets, "/contact/#contact"))

    def replaced(page: PageContent) -> PageContent:
        sections = tuple(section.model_copy(update={"actions": actions}) for section in page.sections)
        return page.model_copy(update={"sections": sections})

    content = content.model_copy(update={"pages": tuple(replaced(page) for page in content.pages)})
    pages = pages_of(develop_site(request_of(brief, plan=plan, content=content)))
    links = [link.attrs["href"] for link in turbohtml.parse(pages["/index.html"]).select("main a.button")]
    assert set(links) == {"/contact/#contact"}
    inner = {link.attrs["href"] for link in turbohtml.parse(pages["/contact/index.html"]).select("main a.button")}
    assert inner == {"#contact"}


def test_other_languages_and_directions_are_marked() -> None:
    brief = brief_of("مطعم الزيتون", "restaurant", "bookings", language="ar")
    plan = plan_of(brief)
    content = content_of(brief, plan)
    sections = tuple(
        section.model_copy(update={"in_interface_language": ("heading", "actions")})
        for section in content.pages[0].sections
    )
    home = content.pages[0].model_copy(update={"sections": sections})
    content = content.model_copy(update={"pages": (home, *content.pages[1:])})
    page = turbohtml.parse(pages_of(develop_site(request_of(brief, plan=plan, content=content)))["/index.html"])
    root = page.select("html")[0]
    assert (root.attrs["lang"], root.attrs["dir"]) == ("ar", "rtl")
    assert {(h.attrs.get("lang"), h.attrs.get("dir")) for h in page.select("main h1, main h2")} == {("en", "ltr")}
    assert page.select(".skip span[lang=en]")
    marked = [p for p in page.select("main p") if p.attrs.get("lang") and not p.closest("form")]
    assert all("actions" in str(p.attrs.get("class")) for p in marked)


def test_german_interface_words_on_a_german_page_carry_no_mark() -> None:
    words = InterfaceWords.model_validate(WORDS.model_dump() | {"language": "de", "menu": "Menü"})
    brief = brief_of(language="de")
    plan = plan_of(brief)
    html = pages_of(develop_site(request_of(brief, plan=plan, content=content_of(brief, plan, words=words))))
    assert '<html lang="de" dir="ltr">' in html["/index.html"]
    assert "<span lang" not in html["/index.html"]
    assert "/leistungen/index.html" in html


def test_findings_of_the_gate_make_the_page_plainer() -> None:
    brief = brief_of()
    findings = (
        Finding(rule="html-valid", path="/index.html", message="m"),
        Finding(rule="json-ld", path="/about/index.html", message="m"),
        Finding(rule="link-target", path="/contact/index.html", message="m"),
    )
    first = pages_of(site_of(brief))
    again = pages_of(site_of(brief, findings=QualityReport(passed=False, findings=findings, checked={})))
    assert 'class="art' in first["/index.html"] or 'class="art' in first["/404.html"]
    assert 'class="art' not in again["/index.html"]
    assert "application/ld+json" not in again["/about/index.html"]
    assert "application/ld+json" in again["/index.html"]
    assert not turbohtml.parse(again["/contact/index.html"]).select("main a.button")


@pytest.mark.parametrize("field", ["market_research", "brand", "design", "content"])
def test_a_missing_upstream_result_is_named(field: str) -> None:
    with pytest.raises(InvalidRequest, match="send it"):
        develop_site(request_of(brief_of()).model_copy(update={field: None}))


def test_content_that_does_not_fit_the_plan_is_refused() -> None:
    request = request_of(brief_of())
    assert request.content
    short = request.content.model_copy(update={"pages": request.content.pages[:-1]})
    with pytest.raises(InvalidRequest, match=r"404\.html differs") as caught:
        develop_site(request.model_copy(update={"content": short}))
    assert caught.value.field == "content"


def test_structured_data_stands_on_every_page_that_may_be_indexed() -> None:
    site = site_of(brief_of())
    unlisted = {file.path for file in site.files if file.unlisted}
    assert unlisted == {"/thanks/index.html", "/404.html"}
    for path, html in pages_of(site).items():
        page = turbohtml.parse(html)
        kinds = [node["@type"] for script in page.select("script") for node in json.loads(script.text)["@graph"]]
        if path in unlisted:
            assert kinds == [], path
        else:
            assert kinds[0] == ("LocalBusiness" if path == "/index.html" else "BreadcrumbList"), path


@pytest.mark.parametrize("worker", ["design", "development"])
def test_only_the_brand_worker_loads_colour_and_picture_libraries(worker: str) -> None:
    code = (
        f"import sys, code24.build.{worker}.worker; print(sorted({{'coloraide', 'PIL', 'boto3'}} & set(sys.modules)))"
    )
    package = Path(code24.__file__).parent.parent
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=package)
    assert out.stdout.strip() == "[]"
