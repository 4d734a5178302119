"""Rules about fonts, scripts, requests, caching and markup: one site that fails, one that passes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.audit.auditing import ask
from code24.audit.rule import Rule
from code24.audit.rules.performance import caching, fonts, markup, requests, scripts
from code24.optimize.fixes import all_fixes
from tests.typefaces import font, page, website

RULES = {rule.id: rule for module in (fonts, scripts, requests, caching, markup) for rule in module.RULES}
LATIN = font(range(0x20, 0x7F))
FACE = "@font-face{font-family:F;src:url(f.woff2)%s}body{font-family:F}"
SHEET = '<link rel="stylesheet" href="%s">'
STAND_IN = '@font-face{font-family:"F Fallback";src:local(Arial)}'
SCRIPT = "function a() {\n    // says nothing\n    return 1;\n}\n" * 4


def found(identifier: str, body: str, head: str = "", **files: str | bytes) -> tuple[int, int]:
    """How many things the rule looks at, and how many are wrong."""
    others = {f"/{name.replace('_', '.')}": content for name, content in files.items()}
    result, _ = ask(RULES[identifier], website({"/index.html": page(body, head), **others}))
    return result.looked_at, result.found


def styled(css: str) -> str:
    return f"<style>{css}</style>"


@pytest.mark.parametrize(
    ("identifier", "bad", "good"),
    [
        ("font-display", styled(FACE % ""), styled(FACE % ";font-display:swap")),
        ("unused-fonts", styled(FACE % ";unicode-range:U+400-4FF"), styled(FACE % "")),
        ("legacy-font-formats", styled(FACE.replace("woff2", "woff") % ""), styled(FACE % "")),
        ("font-stand-ins", styled(FACE % ""), styled(FACE % "" + STAND_IN)),
        ("font-preload", styled(FACE % ""), styled(FACE % "") + '<link rel="preload" as="font" href="f.woff2">'),
        ("render-blocking-scripts", '<script src="s.js"></script>', '<script src="s.js" defer></script>'),
        ("third-party-blocking", SHEET % "https://x.example/a.css", SHEET % "a.css"),
        ("no-document-write", "<script>document.write('a')</script>", "<script>document.title='a'</script>"),
        ("inline-script-size", f"<script>{'a();' * 3000}</script>", "<script>a()</script>"),
        ("missing-scripts", '<script src="gone.js"></script>', '<script src="s.js"></script>'),
        ("duplicate-scripts", '<script src="s.js"></script>' * 2, '<script src="s.js"></script>'),
        ("uses-long-cache-ttl", '<script src="s.js"></script>', '<script src="s.0123abcd.js"></script>'),
        ("inline-data", f'<img src="data:image/png;base64,{"A" * 9000}">', '<img src="data:image/png;base64,AA">'),
        ("large-page", "<p>a" * 60_000, "<p>a"),
        ("dom-size", "<p>a" * 1_500, "<p>a" * 100),
        ("unminified-html", "\n\n      " * 40, "<p>a</p>"),
        ("redirects", '<meta http-equiv="refresh" content="0;url=/x">', "<p>a"),
        ("third-party-fonts", '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=A">',
         '<link rel="preload" as="font" href="f.woff2">'),
        ("uses-rel-preconnect", '<link rel="preconnect" href="https://never.example">',
         '<link rel="preconnect" href="https://x.example"><link rel="stylesheet" href="https://x.example/a.css">'),
        ("third-party-summary", '<img src="https://x.example/a.png">', '<img src="a.png">'),
    ],
)  # fmt: skip
def test_a_rule_finds_what_is_wrong_and_nothing_else(identifier: str, bad: str, good: str) -> None:
    files = {"f_woff2": LATIN, "f_woff": font(range(0x20, 0x7F), flavor="woff"), "s_js": "a()", "a_css": "a{color:red}",
             "s_0123abcd_js": "b()", "a_png": b"x"}  # fmt: skip
    looked_at, wrong = found(identifier, "<p>Some text</p>", bad, **files)
    assert looked_at >= 1
    assert wrong >= 1
    looked_at, wrong = found(identifier, "<p>Some text</p>", good, **files)
    assert looked_at >= 1
    assert wrong == 0


def test_site_rules_about_files() -> None:
    link = '<link rel="stylesheet" href="a.css">'
    assert found("unminified-javascript", "", s_js=SCRIPT, t_min_js=SCRIPT) == (2, 1)
    assert found("unreached-files", "", link, a_css="a{}", old_css="a{}") == (2, 1)
    wide = font((*range(0x20, 0x3FF),), flavor=None, detail=30)
    assert found("unsubset-fonts", "<p>a", link, a_css=FACE.replace("woff2", "ttf") % "", f_ttf=wide) == (1, 1)
    assert found("legacy-javascript", "", s_js="var _classCallCheck=1", t_js="a()") == (2, 1)
    assert found("uses-passive-event-listeners", "", s_js="a.addEventListener('wheel', b)\n" * 9) == (9, 9)
    versions = '<script src="s.js"></script><script src="t.js"></script>'
    assert found("library-versions", versions, s_js="/*! jQuery v3.1.0 */", t_js="/*! jQuery v1.9.1 */") == (1, 1)
    assert found("icon-script", '<script src="s.js"></script>', s_js="___FONT_AWESOME___") == (1, 1)


def test_the_encoding_comes_early() -> None:
    late = f"<!DOCTYPE html><head><style>{'a{}' * 400}</style><meta charset=utf-8>"
    for text, wrong in ((late, 1), (page("a"), 0)):
        result, _ = ask(RULES["charset"], website({"/index.html": text}))
        assert (result.looked_at, result.found) == (1, wrong)


def test_every_fix_that_a_rule_names_exists_and_answers_it() -> None:
    kinds = {kind.id: kind for kind in all_fixes()}
    for rule in RULES.values():
        if rule.fix is not None:
            assert rule.id in kinds[rule.fix].answers


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="<script src=a.js>{}@font-ce;:url()'\"&#x/link", max_size=100), st.binary(max_size=30))
def test_broken_things_never_crash(text: str, data: bytes) -> None:
    made = website({"/index.html": text, "/a.js": data, "/a.css": text, "/f.woff2": data})
    for rule in RULES.values():
        _ask(rule, made)


def _ask(rule: Rule, made: object) -> None:
    assert ask(rule, made)[0].looked_at >= 0  # type: ignore[arg-type]
