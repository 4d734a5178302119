"""Every rule of security on websites that pass and websites that fail it."""

from dataclasses import replace

import pytest

from code24.audit.auditing import ask
from code24.audit.models import Category
from code24.audit.rules.security import disclosure, headers, markup
from code24.audit.rules.security.disclosure import hole_of
from code24.website.website import Website
from tests.styled import website

RULES = {rule.id: rule for module in (disclosure, headers, markup) for rule in module.RULES}
STRICT = "default-src 'none'; script-src 'self'; frame-ancestors 'none'"
FAKE_KEY = "AKIA" + "ABCDEFGHIJKLMNOP"


def body(markup: str) -> Website:
    return website({"/index.html": f"<!doctype html><body>{markup}"})


def answered(markup: str = "", **headers: str) -> Website:
    site = body(markup)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return site.changed([replace(site.files["/index.html"], headers=named)])


def with_script(text: str) -> Website:
    return website({"/index.html": "<script src=a.js></script>", "/a.js": text})


CASES = [
    ("content-security-policy", answered(content_security_policy=STRICT), answered()),
    (
        "content-security-policy",
        answered(content_security_policy=STRICT),
        answered(content_security_policy="script-src *"),
    ),
    ("cookies", answered(set_cookie="a=1; Secure; HttpOnly; SameSite=Lax"), answered(set_cookie="a=1")),
    (
        "cross-origin-resource-sharing",
        answered(access_control_allow_origin="*"),
        answered(access_control_allow_origin="https://a.b", access_control_allow_credentials="true"),
    ),
    ("referrer-policy", answered(referrer_policy="no-referrer"), answered(referrer_policy="unsafe-url")),
    (
        "strict-transport-security",
        answered(strict_transport_security="max-age=31536000"),
        answered(strict_transport_security="max-age=100"),
    ),
    (
        "subresource-integrity",
        body("<script src=https://a.b/c.js integrity=sha256-x></script>"),
        body("<script src=https://a.b/c.js></script>"),
    ),
    ("x-content-type-options", answered(x_content_type_options="nosniff"), answered()),
    ("x-frame-options", answered(x_frame_options="SAMEORIGIN"), answered()),
    (
        "cross-origin-resource-policy",
        answered(cross_origin_resource_policy="same-origin"),
        answered(cross_origin_resource_policy="everybody"),
    ),
    ("is-on-https", body("<img src=https://a.b/c.png>"), body("<img src=http://a.b/c.png>")),
    ("form-over-https", body("<form action=https://a.b/>"), body("<form action=http://a.b/>")),
    (
        "password-over-https",
        body("<form method=post action=/in><input type=password></form>"),
        body("<form action=/in><input type=password></form>"),
    ),
    ("noopener", body("<a href=https://a.b target=_blank rel=noopener>x"), body("<a href=https://a.b target=_blank>x")),
    ("inline-handlers", body("<script>1</script>"), body("<p onclick=go()>")),
    (
        "frame-sandbox",
        body("<iframe src=https://www.youtube.com/embed/x></iframe>"),
        body("<iframe src=https://unknown.example/></iframe>"),
    ),
    (
        "vulnerable-libraries",
        with_script("/*! jQuery v3.7.1 | (c) */"),
        with_script("/*! jQuery v3.4.1 | (c) JS Foundation */"),
    ),
    (
        "vulnerable-libraries",
        with_script("/*! Bootstrap v5.2.3 */"),
        body("<script src=https://maxcdn.bootstrapcdn.com/bootstrap/3.3.7/js/bootstrap.min.js></script>"),
    ),
    ("exposed-secrets", with_script("var key = 'public'"), with_script(f"var key = '{FAKE_KEY}'")),
    ("exposed-files", website({"/a.css": ""}), website({"/.env": "A=1"})),
    ("exposed-source-maps", with_script("run()"), with_script("run()\n//# sourceMappingURL=a.js.map")),
    (
        "exposed-email",
        body("<input type=hidden value=subject>"),
        body("<input type=hidden name=to value=owner@acme.example>"),
    ),
]


@pytest.mark.parametrize(("rule", "good", "bad"), CASES, ids=[f"{case[0]}-{at}" for at, case in enumerate(CASES)])
def test_a_rule_passes_and_fails(rule: str, good: Website, bad: Website) -> None:
    passed, _ = ask(RULES[rule], good)
    assert passed.found == 0
    assert passed.looked_at > 0
    failed, findings = ask(RULES[rule], bad)
    assert failed.found == 1
    assert findings[0].message


def test_every_rule_has_a_case() -> None:
    assert {case[0] for case in CASES} == RULES.keys()
    assert {rule.category for rule in RULES.values()} == {Category.SECURITY}


@pytest.mark.parametrize(
    ("library", "version", "hole"),
    [
        ("jQuery", (3, 4, 1), "CVE-2020-11022"),
        ("jQuery", (3, 5, 0), ""),
        ("Bootstrap", (4, 3, 0), "CVE-2019-8331"),
        ("Bootstrap", (3, 4, 1), ""),
        ("Lodash", (4, 17, 20), "CVE-2021-23337"),
        ("Nothing", (1, 0, 0), ""),
    ],
)
def test_holes_are_in_ranges_of_versions(library: str, version: tuple[int, int, int], hole: str) -> None:
    assert hole_of(library, version) == hole
