"""No page crashes a rule or a fix of search engines, sharing, security and headers, and fixing twice is fixing once."""

import io
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from code24.audit.auditing import ask
from code24.audit.rules.security import disclosure, headers, markup
from code24.audit.rules.seo import crawling, duplicates, indexing, languages, links, sharing, structured_data, texts
from code24.audit.scoring.estimate import estimated
from code24.optimize.applying import apply_all
from code24.optimize.fix import Setting, in_order
from code24.optimize.fixes import metadata
from code24.optimize.fixes.headers import security
from code24.optimize.fixes.links import destinations, opening
from tests.styled import website

MODULES = (
    *(disclosure, headers, markup, crawling, duplicates, indexing, languages, links, sharing, structured_data, texts),
)
RULES = [rule for module in MODULES for rule in module.RULES]
KINDS = list(in_order([*metadata.FIXES, *security.FIXES, *destinations.FIXES, *opening.FIXES]))

URLS = st.sampled_from(
    [
        *(
            "",
            "#",
            "#x",
            "#!",
            "/",
            "//",
            "///a",
            "http://[",
            "http://[::1]:x/",
            "https://a.b/c.js",
            "//a.b/c",
            "a.html",
        ),
        *(
            "A.HTML",
            "../../..",
            "javascript:void(0)",
            "javascript:",
            "data:,x",
            "mailto:a@b.c",
            "?",
            "http://a b/",
            "\\\\a",
        ),
        *("https://user:pw@h:99999/", "http://a.b:port/", "%", "%zz", "\u202e", "tel:", "index.html#%E0%A4%A", "a\nb"),
    ]
)
TEXT = st.sampled_from(
    ["", " ", "x", "Home", "Bread & cake. " * 20, "</script>", "<!--", "\x00", "?", "💥" * 80, "noindex,index"]
)
TAGS = st.sampled_from(
    [
        *(
            "a",
            "img",
            "link",
            "meta",
            "script",
            "style",
            "form",
            "iframe",
            "base",
            "title",
            "h1",
            "p",
            "details",
            "time",
        ),
        *(
            "svg",
            "template",
            "object",
            "input",
            "html",
            "body",
            "head",
            "frameset",
            "table",
            "math",
            "noscript",
            "video",
        ),
    ]
)
NAMES = st.sampled_from(
    [
        *(
            "href",
            "src",
            "srcset",
            "content",
            "name",
            "property",
            "rel",
            "type",
            "id",
            "style",
            "onclick",
            "class",
            "sizes",
        ),
        *(
            "hreflang",
            "lang",
            "target",
            "action",
            "data",
            "http-equiv",
            "media",
            "datetime",
            "integrity",
            "as",
            "poster",
        ),
    ]
)
VALUES = (
    URLS
    | TEXT
    | st.sampled_from(
        [
            *(
                "canonical",
                "alternate",
                "icon",
                "stylesheet",
                "preload",
                "robots",
                "description",
                "og:image",
                "og:url",
                "noindex",
            ),
            *(
                "application/ld+json",
                "refresh",
                "0;url=/",
                "content-security-policy",
                "de_DE",
                "x-default",
                "_blank",
                "password",
            ),
            *(
                "a 1x, b 2x,,",
                "url(",
                "color:red;",
                "viewport",
                "og:site_name",
                "twitter:card",
                "hidden",
                "2024-13-45",
                "9" * 400,
            ),
        ]
    )
)
JSON = st.sampled_from(
    [
        "{",
        "[]",
        '{"@context":"https://schema.org","@graph":[{"@type":"FAQPage"},1]}',
        "[" * 2000,
        '{"a":NaN}',
        "<!-- {,} -->",
    ]
)


@st.composite
def elements(draw: st.DrawFn) -> str:
    tag = draw(TAGS)
    attributes = "".join(
        f" {name}='{value.replace(chr(39), '')}'"
        for name, value in draw(st.lists(st.tuples(NAMES, VALUES), max_size=4))
    )
    inside = draw(JSON) if tag == "script" else draw(TEXT)
    return f"<{tag}{attributes}>{inside}" + draw(st.sampled_from(["", f"</{tag}>"]))


PAGES = st.lists(elements(), max_size=12).map("".join)
FILES = st.fixed_dictionaries(
    {"/index.html": PAGES, "/a/B c.html": PAGES},
    optional={
        "/robots.txt": st.sampled_from(
            ["", "User-agent:*\nDisallow: $a", "\ufeffx", "Sitemap: x\r\nAllow: y\r\r", "\x00:"]
        )
        | st.text(max_size=60),
        "/sitemap.xml": st.sampled_from(
            ["", "<urlset>", "<urlset><url><loc>http://[</loc></url></urlset>", "<a><!DOCTYPE b>"]
        ),
        "/llms.txt": TEXT,
        "/a.css": st.sampled_from(
            ["}", "@import 'a.css'", ".x{background:url(", "@font-face{src:url(x)}", ":root{--primary:#zzz}"]
        ),
    },
)


def picture(width: int, height: int) -> bytes:
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


CARD, ICON = picture(1200, 630), picture(180, 180)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FILES)
def test_nothing_crashes_and_twice_is_once(files: dict[str, str]) -> None:
    """Pictures are drawn elsewhere; here they would take most of the time."""
    site = website(files)
    for rule in RULES:
        ask(rule, site)
    for page in site.pages:
        assert 0 <= estimated(page, site) <= 100
    with (
        patch.object(metadata.sharing, "card", return_value=CARD),
        patch.object(metadata.icons, "icon_png", return_value=ICON),
    ):
        steps = apply_all(site, KINDS, Setting())
        assert [(step.kind.id, step.error) for step in steps if step.error] == []
        again = apply_all(steps[-1].website if steps else site, KINDS, Setting())
    assert [(step.kind.id, step.outcome.changes, step.error) for step in again] == []
