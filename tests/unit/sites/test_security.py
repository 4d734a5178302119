import base64
import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from code24.sites.security import content_security_policy, forbidden_inline, linked_stylesheets


def page(head: str = "", body: str = "") -> str:
    return f"<!doctype html><html lang=en><head><title>T</title>{head}</head><body>{body}</body></html>"


def policy(head: str = "", body: str = "", *, stylesheets: tuple[str, ...] = ()) -> dict[str, str]:
    text = content_security_policy(page(head, body), stylesheets=stylesheets)
    return {name: rest for name, _, rest in (each.partition(" ") for each in text.split("; "))}


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_a_page_that_uses_nothing_may_do_next_to_nothing() -> None:
    assert content_security_policy(page()) == (
        "default-src 'none'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
        " upgrade-insecure-requests"
    )


def test_plain_http_is_not_upgraded() -> None:
    assert "upgrade-insecure-requests" not in content_security_policy(page(), https=False)


def test_inline_styles_and_scripts_are_allowed_by_hash_each_once() -> None:
    made = policy("<style>body{color:#000}</style><style>body{color:#000}</style><script>let a = 1 < 2</script>")
    assert made["style-src"] == hashed("body{color:#000}")
    assert made["script-src"] == hashed("let a = 1 < 2")


def test_the_hash_is_of_the_text_that_the_browser_sees() -> None:
    assert policy("<style>a{}\r\nb{content:'é'}</style>")["style-src"] == hashed("a{}\nb{content:'é'}")


def test_styles_in_noscript_and_svg_count() -> None:
    made = policy("<noscript><style>.a{}</style></noscript>", "<svg><style>.b{}</style></svg>")
    assert made["style-src"] == f"{hashed('.a{}')} {hashed('.b{}')}"


def test_own_files_are_allowed_by_their_kind() -> None:
    made = policy(
        '<link rel="stylesheet" href="/a.css"><script src="/a.js"></script><link rel="manifest" href="/m.json">',
        "<video src=/v.mp4></video>",
    )
    for directive in ("style-src", "script-src", "manifest-src", "media-src", "connect-src"):
        assert made[directive] == "'self'"


@pytest.mark.parametrize("kind", ["application/ld+json", "application/json", "text/plain"])
def test_a_data_block_is_no_script(kind: str) -> None:
    assert "script-src" not in policy(f'<script type="{kind}">{{"a": 1}}</script>')


@pytest.mark.parametrize("kind", ["", "module", "TEXT/JavaScript", "importmap", "speculationrules"])
def test_what_runs_or_steers_what_runs_is_a_script(kind: str) -> None:
    assert policy(f'<script type="{kind}">{{}}</script>')["script-src"] == hashed("{}")


@pytest.mark.parametrize(
    ("head", "body", "stylesheets"),
    [
        ("", '<img alt="" src="data:image/png;base64,AA==">', ()),
        ("", '<picture><source srcset="data:image/png;base64,AA== 2x"></picture>', ()),
        ("", '<svg><image href="data:image/png;base64,AA=="/></svg>', ()),
        ('<link rel="icon" href="data:,">', "", ()),
        ("<style>a{background:url( 'data:image/svg+xml,x')}</style>", "", ()),
        ("", "", ("a{background:url(data:image/svg+xml,x)}",)),
    ],
)
def test_data_images_are_allowed_where_there_are_some(head: str, body: str, stylesheets: tuple[str, ...]) -> None:
    assert policy(head, body, stylesheets=stylesheets)["img-src"] == "'self' data:"


def test_fonts_are_told_from_pictures() -> None:
    made = policy(stylesheets=("@font-face{font-family:A;src:url(data:font/woff2;base64,AA==)}",))
    assert (made["font-src"], made["img-src"]) == ("data:", "'self'")
    made = policy(stylesheets=("@font-face{src:url('/a.woff2')} a{background:url(/b.webp)}",))
    assert (made["font-src"], made["img-src"]) == ("'self'", "'self'")


def test_fonts_media_and_forms_of_the_own_host_are_allowed_and_nothing_else() -> None:
    sheet = (
        '@font-face{font-family:"A";font-display:swap;src:url("/assets/a-400.0123456789.woff2") format("woff2")}'
        '@font-face{font-family:"A Fallback";src:local("Arial");size-adjust:104%}'
    )
    text = content_security_policy(
        page(
            '<link rel="preload" href="/assets/a-400.0123456789.woff2" as="font" type="font/woff2" crossorigin>'
            '<link rel="stylesheet" href="/assets/site.css"><link rel="manifest" href="/site.webmanifest">'
            '<script type="application/ld+json">{"@context":"https://schema.org"}</script>',
            f'<picture><source type="image/avif" srcset="/media/{"a" * 64}.avif 600w" sizes="100vw">'
            f'<img alt="" src="/media/{"b" * 64}.jpeg"></picture>'
            '<form method="post" action="/api/form/contact"><button>Send</button></form>',
        ),
        stylesheets=[sheet],
    )
    assert text == (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'; upgrade-insecure-requests"
    )


def test_a_face_of_the_machine_needs_no_source() -> None:
    assert "font-src" not in policy(stylesheets=('@font-face{font-family:A;src:local("Arial")}',))


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_that_a_page_holds_loosens_the_policy(head: str, body: str) -> None:
    text = content_security_policy(page(head, body))
    assert text.startswith("default-src 'none'; ")
    assert "unsafe" not in text
    assert "*" not in text
    assert "http" not in text
    assert "base-uri 'none'; form-action 'self'; frame-ancestors 'none'" in text
    assert text.isascii()
    assert "\n" not in text


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('<p style="color:red">x</p>', "<p> has a style attribute"),
        ('<svg><path style="fill:red"/></svg>', "<path> has a style attribute"),
        ('<button onclick="go()">x</button>', "<button> has the event handler onclick"),
        ('<a href=" java\tscript:go()">x</a>', "<a> has a javascript: URL in href"),
    ],
)
def test_what_the_policy_would_break_is_reported(body: str, words: str) -> None:
    assert forbidden_inline(page(body=body)) == (words,)


def test_a_clean_page_has_nothing_to_report() -> None:
    assert forbidden_inline(page("<style>a{}</style>", '<a href="/about/" class="on">on</a>')) == ()


def test_stylesheets_are_found_as_they_are_linked() -> None:
    linked = (("preload stylesheet", "/a.css?v=1"), ("icon", "/i.svg"), ("StyleSheet", "/b.css#x"))
    head = "".join(f'<link rel="{kind}" href="{path}">' for kind, path in linked)
    assert linked_stylesheets(page(head)) == ("/a.css", "/b.css")
