"""Policies under which pages go on working, and headers that the Observatory asks for."""

import base64
import hashlib

import pytest

from code24.optimize.applying import apply_all
from code24.optimize.fix import Setting
from code24.optimize.fixes.headers.security import FIXES
from code24.website.security.content_policy import Policy, policy_for
from code24.website.security.observatory import Answer, grade, score
from code24.website.website import Website
from tests.styled import website

TYPICAL = """<!doctype html><html lang="en"><head><title>Acme</title><style>p{color:red}</style>
<script>document.documentElement.className = "js"</script></head><body onload="start()"><h1 style="color:blue">Acme</h1>
<button onclick="go(&quot;a&quot;)">Go</button><a href="javascript:void(0)">x</a>
<iframe src="https://www.google.com/maps/embed?pb=1"></iframe><iframe src="https://www.youtube.com/embed/x"></iframe>
<form action="https://formspree.io/f/x" method="post"></form><script src="site.js"></script></body></html>"""


def made(html: str, **files: str) -> tuple[Policy, dict[str, list[str]]]:
    site = website({"/index.html": html, **{f"/{name.replace('__', '.')}": text for name, text in files.items()}})
    policy = policy_for(site.page_at["/index.html"], site)
    directives = [part.split() for part in policy.text.split("; ")]
    return policy, {name: sources for name, *sources in directives}


def sha256(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_a_typical_page_may_do_what_it_does_and_no_more() -> None:
    policy, said = made(TYPICAL, site__js="document.body.classList.add('on')")
    assert policy.notes == ()
    assert said["default-src"] == ["'none'"]
    assert said["script-src"] == [
        "'self'",
        "'unsafe-hashes'",
        sha256('document.documentElement.className = "js"'),
        sha256("start()"),
        sha256('go("a")'),
        sha256("javascript:void(0)"),
    ]
    assert said["style-src"] == ["'self'", "'unsafe-hashes'", sha256("p{color:red}"), sha256("color:blue")]
    assert {"https://www.google.com", "https://maps.google.com", "https://www.youtube.com"} <= set(said["frame-src"])
    assert said["form-action"] == ["'self'", "https://formspree.io"]
    assert said["connect-src"] == ["'self'"]
    assert (said["object-src"], said["base-uri"], said["frame-ancestors"]) == (["'none'"], ["'none'"], ["'self'"])
    assert "upgrade-insecure-requests" in said


@pytest.mark.parametrize(
    ("script", "directive", "source"),
    [
        ("fetch('https://api.example/a').then(show)", "connect-src", "https://api.example"),
        ("fetch(endpoint, {})", "connect-src", "https:"),
        ("new WebSocket(url)", "connect-src", "wss:"),
        ("list.innerHTML = '<li style=\"color:red\">a</li>'", "style-src", "'unsafe-inline'"),
        ("new Worker('w.js')", "worker-src", "'self'"),
        (
            "var s = document.createElement('script'); s.src = 'https://cdn.jsdelivr.net/a.js'",
            "script-src",
            "https://cdn.jsdelivr.net",
        ),
        ("document.createElement('iframe')", "frame-src", "https:"),
        ("eval(code)", "script-src", "'unsafe-eval'"),
        ("import x from 'https://esm.sh/a.js'", "script-src", "https://esm.sh"),
    ],
)
def test_what_scripts_need_is_allowed(script: str, directive: str, source: str) -> None:
    assert source in made("<script src=a.js></script><p>", a__js=script)[1][directive]


@pytest.mark.parametrize(
    "markup",
    [
        "<script src=https://widgets.example/w.js></script>",
        "<script>document.write('<script src=x><\\/script>')</script>",
        "<script>el.innerHTML = '<p onclick=\"go()\">x'</script>",
        "<iframe srcdoc='<script>1</script>'></iframe><script>1</script>",
        "<script>var j = document.createElement('script'); j.src = 'https://www.googletagmanager.com/gtm.js?id='</script>",
    ],
)
def test_scripts_that_cannot_be_held_to_a_list_stay_free_and_that_is_said(markup: str) -> None:
    policy, said = made(markup)
    assert {"'unsafe-inline'", "https:"} <= set(said["script-src"])
    assert not any(source.startswith("'sha256") for source in said["script-src"])
    assert policy.notes


def test_libraries_are_loaded_from_their_hosts_alone() -> None:
    _, said = made("<script src=//code.jquery.com/jquery-3.7.1.min.js></script><script>$('#a').hide()</script>")
    assert said["script-src"][:2] == ["'self'", "https://code.jquery.com"]
    assert "'unsafe-inline'" not in said["script-src"]


def test_files_of_others_are_allowed_by_kind() -> None:
    html = (
        "<link rel=stylesheet href='https://fonts.googleapis.com/css?family=A'><img src=https://cdn.example/a.png>"
        "<video src=https://video.example/a.mp4></video><object data=https://docs.example/a.pdf></object><base href=/>"
    )
    _, said = made(html)
    assert "https://fonts.googleapis.com" in said["style-src"]
    assert "https:" in said["font-src"]
    assert "https:" in said["img-src"]
    assert "https://video.example" in said["media-src"]
    assert "https://docs.example" in said["object-src"]
    assert said["base-uri"] == ["'self'"]
    assert "script-src" not in said


def test_nothing_of_a_page_can_end_a_directive() -> None:
    policy, said = made("<script src=\"https://evil.example;script-src *\"></script><img src='https://a b/;x'>")
    assert "script-src" not in said
    assert "*" not in policy.text
    assert "evil" not in policy.text


def test_pages_get_an_a_plus_and_keep_it() -> None:
    site = website({"/index.html": TYPICAL, "/site.js": "1", "/a.css": ""})
    once = apply_all(site, FIXES, Setting())[-1].website
    assert grade(score(Answer(once.files["/index.html"].headers, once.page_at["/index.html"]))) == "A+"
    assert once.files["/index.html"].content == site.files["/index.html"].content
    assert once.files["/a.css"].headers == {}
    assert apply_all(once, FIXES, Setting()) == []


def test_a_page_without_https_is_not_upgraded() -> None:
    site = Website(website({"/index.html": "x"}).files.values(), origin="http://acme.example")
    headers = apply_all(site, FIXES, Setting())[-1].website.files["/index.html"].headers
    assert "upgrade-insecure-requests" not in headers["content-security-policy"]
    assert "strict-transport-security" not in headers


def test_a_policy_in_the_markup_makes_way_for_the_header() -> None:
    html = "<head><meta http-equiv=Content-Security-Policy content=\"default-src 'self'\"><title>A</title></head>"
    site = apply_all(website({"/index.html": html}), FIXES, Setting())[-1].website
    assert "http-equiv" not in site.files["/index.html"].text
    assert site.files["/index.html"].headers["content-security-policy"].startswith("default-src 'none'")


def test_a_page_of_a_hundred_hosts_has_a_policy_that_fits_into_a_header() -> None:
    policy, said = made("".join(f'<img src="https://host{number}.example/a.png" alt="">' for number in range(100)))
    assert said["img-src"] == ["'self'", "data:", "https:"]
    assert len(policy.text) < 1_000
    assert any("img-src" in note for note in policy.notes)
    few, listed = made("".join(f'<img src="https://host{number}.example/a.png" alt="">' for number in range(5)))
    assert (len(listed["img-src"]), few.notes) == (7, ())
