"""The verdict: bounded, fast enough for hostile pages, and never an exception."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.build.development.models import RenderedSite, SiteFile
from code24.build.quality_gate.models import QualityGateRequest
from code24.build.quality_gate.worker import EXCERPT_LIMIT, FINDINGS_PER_RULE, MESSAGE_LIMIT, check_quality
from tests.unit.build.quality_gate.clean_site import BRAND, FILES, ORIGIN, SampleSite

HOSTILE = [
    "<div>" * 20_000,
    "<a href='x'><b>" * 8_000,
    "<table>" * 8_000,
    "<p " + " ".join(f"a{number}" for number in range(20_000)) + ">",
    "<svg>" * 8_000 + "<foreignObject>" * 1_000 + "<p>x",
    "<label>" * 8_000 + "<input>" * 100,
    "<div aria-hidden=true>" * 8_000,
    "<div role=button foo>" * 8_000,
    "<div id=x aria-labelledby='x x x'>" * 4_000,
    "<a href='" + "../" * 20_000 + "'>x</a>",
    "<a href='//[::1'>x</a><a href='http://\udfff/'>y</a>".encode("utf-8", "replace").decode(),
    "{{" * 50_000,
    "<script type=application/ld+json>" + '{"a":' * 50_000 + "</script>",
    "<script type=application/ld+json>" + "9" * 10_000 + "</script>",
    "<img srcset='" + "a, " * 10_000 + "'>",
    "&" * 100_000,
    "<" * 100_000,
    "\x00" * 100_000,
    "<!--" * 10_000,
    "<noscript>" * 8_000,
    "<template>" * 5_000 + "<li>",
    "<i aria-labelledby='" + "x " * 5_000 + "' role=button>" * 20,
]

MARKUP = st.text(alphabet=st.sampled_from(list("<>/=\"'&;! \n{}[]#%?:.-abdhilpstuv0é\x00\\")), max_size=120)
PIECES = st.lists(
    st.one_of(
        MARKUP,
        st.sampled_from(
            [
                "<a href=", "<p ", "<svg><style>", "</svg>", "<script>", "</script>", "<template>", "<noscript>",
                "<table>", "</table>", "<math><mi>", "<![CDATA[", "]]>", "<!doctype html>", "<body id=", "<title>",
                "<meta property=og:image content=", "<link rel=canonical href=", " aria-labelledby=", "<h3>",
                "<select>", "<style>", "<img srcset='",
            ]
        ),
    ),
    max_size=25,
).map("".join)  # fmt: skip


def judge(files: dict[str, str], types: dict[str, str] | None = None) -> None:
    rendered = RenderedSite(
        files=tuple(
            SiteFile(path=path, content_type=(types or {}).get(path, "text/html"), text=text)
            for path, text in files.items()
        )
    )
    report = check_quality(QualityGateRequest(brand=BRAND, development=rendered))
    assert report.passed == (not report.findings)
    for rule in {finding.rule for finding in report.findings}:
        assert sum(finding.rule == rule for finding in report.findings) <= FINDINGS_PER_RULE
    for finding in report.findings:
        assert len(finding.message) <= MESSAGE_LIMIT + 60
        assert max(len(finding.excerpt), len(finding.path)) <= EXCERPT_LIMIT
    json.loads(report.model_dump_json())


def test_findings_are_bounded_in_number_and_length_and_say_what_is_left_out() -> None:
    body = f'<img src="/assets/oven.svg" alt="" title="{"x" * 5_000}">' * 50
    report = SampleSite().with_body(body).report()

    assert len(report.findings) == FINDINGS_PER_RULE
    assert (
        report.findings[-1].message == "The img lacks a valid width and height. (30 more of this kind are not listed.)"
    )
    assert report.checked["image-size"] == 51


def test_the_report_keeps_the_attempt() -> None:
    request = QualityGateRequest(brand=BRAND, development=RenderedSite(files=SampleSite().files()), attempt=2)
    assert check_quality(request).attempt == 2


def test_the_same_pages_get_the_same_report() -> None:
    assert SampleSite().with_body("<p onclick=x>{{").report() == SampleSite().with_body("<p onclick=x>{{").report()


def test_a_finding_names_rule_file_and_evidence() -> None:
    (finding,) = SampleSite().with_body('<p><a href="/gone/?x=1#y">x</a></p>', "/about/index.html").report().findings
    assert (finding.rule, finding.path, finding.excerpt) == ("link-target", "/about/index.html", "/gone/?x=1#y")
    assert finding.message == "a href: there is no file for /gone/."


def test_an_empty_site_fails_without_an_exception() -> None:
    judge({})


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_pages_are_judged(body: str) -> None:
    judge(FILES | {"/index.html": body, "/about/index.html": FILES["/index.html"].replace("</main>", f"{body}</main>")})


@given(markup=PIECES)
def test_any_markup_is_judged(markup: str) -> None:
    judge({"/index.html": markup})


@given(text=PIECES)
def test_any_stylesheet_image_manifest_and_sitemap_are_judged(text: str) -> None:
    types = {"/a.css": "text/css", "/a.svg": "image/svg+xml", "/a.webmanifest": "application/manifest+json"}
    judge(
        {"/index.html": FILES["/index.html"], "/sitemap.xml": text, "/robots.txt": text} | dict.fromkeys(types, text),
        types,
    )


@given(url=MARKUP)
def test_any_address_is_judged(url: str) -> None:
    escaped = url.replace("&", "&amp;").replace('"', "&quot;")
    judge(
        {"/index.html": f'<a href="{escaped}">x</a><img src="{escaped}"><link rel=canonical href="{ORIGIN}{escaped}">'}
    )
