"""The Observatory's tests against its published table (`src/grader/charts.js`)."""

import pytest

from code24.website.page import Page
from code24.website.security.observatory import TESTS, Answer, grade, score

NONE = "default-src 'none'"


def verdict(test: str, html: str = "", **headers: str) -> int:
    page = Page.of("/index.html", html) if html else None
    return TESTS[test](Answer({name.replace("_", "-"): value for name, value in headers.items()}, page)).modifier


@pytest.mark.parametrize(
    ("policy", "modifier"),
    [
        ("", -25),
        ("x", -25),
        ("default-src 'self'; default-src 'none'", -25),
        (NONE, 10),
        ("default-src 'self'", 5),
        ("default-src 'self'; style-src 'unsafe-inline'", 0),
        ("default-src 'self'; style-src 'unsafe-inline' 'sha256-x'", 5),
        ("default-src 'self'; img-src http:", -10),
        ("default-src 'self'; script-src 'unsafe-eval'", -10),
        ("default-src 'self'; script-src 'unsafe-inline'", -20),
        ("default-src 'self'; script-src https:", -20),
        ("script-src 'self'", -20),
        ("default-src 'self'; script-src http://a.b", -20),
        ("default-src 'none'; script-src 'strict-dynamic' 'nonce-a' https: 'unsafe-inline'", 10),
    ],
)
def test_policies(policy: str, modifier: int) -> None:
    assert verdict("content-security-policy", content_security_policy=policy) == modifier


def test_a_policy_of_the_markup_counts_but_cannot_forbid_frames() -> None:
    html = f'<meta http-equiv="Content-Security-Policy" content="{NONE}; frame-ancestors \'none\'">'
    assert verdict("content-security-policy", html) == 10
    assert verdict("x-frame-options", html) == -20


@pytest.mark.parametrize(
    ("test", "header", "modifier"),
    [
        ("referrer-policy", "no-referrer", 5),
        ("referrer-policy", "unsafe-url, strict-origin", 5),
        ("referrer-policy", "unsafe-url", -5),
        ("strict-transport-security", "max-age=31536000; includeSubDomains", 0),
        ("strict-transport-security", "max-age=15767999", -10),
        ("strict-transport-security", "includeSubDomains", -20),
        ("x-content-type-options", "NoSniff", 0),
        ("x-content-type-options", "sniff", -5),
        ("x-frame-options", "DENY", 0),
        ("x-frame-options", "ALLOWALL", -20),
        ("cross-origin-resource-policy", "same-site", 10),
        ("cross-origin-resource-policy", "nobody", -5),
    ],
)
def test_other_headers(test: str, header: str, modifier: int) -> None:
    assert TESTS[test](Answer({test: header})).modifier == modifier


@pytest.mark.parametrize(
    ("markup", "modifier"),
    [
        ("<p>", 0),
        ("<script src=a.js></script>", 0),
        ("<script src=a.js integrity=sha256-x></script>", 5),
        ("<script src=https://a.b/c.js integrity=sha256-x></script>", 5),
        ("<script src=https://a.b/c.js></script>", -5),
        ("<script src=//a.b/c.js integrity=sha256-x></script>", -20),
        ("<script src=http://a.b/c.js></script>", -50),
    ],
)
def test_scripts_of_others(markup: str, modifier: int) -> None:
    assert verdict("subresource-integrity", markup) == modifier


def test_bonuses_count_from_ninety_points_on() -> None:
    """-20 for frames leave 80: the bonuses of policy, referrer and resource policy do not count."""
    headers = {
        "content-security-policy": NONE,
        "referrer-policy": "no-referrer",
        "cross-origin-resource-policy": "same-origin",
        "strict-transport-security": "max-age=31536000",
        "x-content-type-options": "nosniff",
    }
    assert score(Answer(headers)) == 80
    assert score(Answer(headers | {"x-frame-options": "DENY"})) == 125


@pytest.mark.parametrize(
    ("points", "letter"), [(125, "A+"), (99, "A"), (85, "A-"), (74, "B"), (30, "D"), (24, "F"), (0, "F")]
)
def test_grades(points: int, letter: str) -> None:
    assert grade(points) == letter
