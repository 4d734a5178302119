import random
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from code24.audit.auditing import ask
from code24.audit.rules.performance.styles import RULES
from code24.optimize.fixes.loading import styles
from code24.optimize.fixes.styles import duplicates, embedded, imports, minified, unused
from code24.website.website import Website
from tests.styled import website

BY_ID = {rule.id: rule for rule in RULES}
LINK = '<link rel="stylesheet" href="a.css">'
_NAMES = random.Random(7)
MUCH = "".join(
    f".n{_NAMES.getrandbits(48):x}{{color:#{_NAMES.getrandbits(24):06x};top:{_NAMES.getrandbits(20)}px}}\n"
    for _ in range(900)
)


def found(identifier: str, site: Website) -> tuple[int, int]:
    result, _ = ask(BY_ID[identifier], site)
    return result.looked_at, result.found


def site(
    head: str = LINK, css: str = "p{top:0}", body: str = "<p>x", more: Mapping[str, str] = MappingProxyType({})
) -> Website:
    return website({"/i.html": f"<html><head>{head}</head><body>{body}", "/a.css": css, **more})


@pytest.mark.parametrize(
    ("rule", "bad", "good"),
    [
        ("unused-css-rules", site(css=MUCH), site(css="p{top:0}.few{top:0}")),
        ("unused-css-rules", site(f"<style>{MUCH}</style>"), site(f"<style media=print>{MUCH}</style>")),
        ("unminified-css", site(css=f"/* {MUCH} */p{{top:0}}"), site(css="/* why */ p { top: 0 }")),
        ("render-blocking-styles", site(), site(LINK.replace(">", ' media="print">'))),
        ("css-import-chains", site(css="@import 'b.css';", more={"/b.css": "p{}"}), site()),
        ("duplicate-stylesheets", site(LINK + LINK.replace("a.css", "a.css?x")), site()),
        (
            "data-in-styles",
            site(css=f"p{{background:url(data:x,{'y' * 5000})}}"),
            site(css="p{background:url(data:x,y)}"),
        ),
        ("large-inline-styles", site(f"<style>{MUCH * 4}</style>"), site("<style>p{top:0}</style>")),
        ("broken-css", site(css="p{top:0"), site()),
        ("broken-css", site(css="<!DOCTYPE html><p>Not found"), site(css="<!-- p{top:0} -->")),
    ],
)
def test_rules(rule: str, bad: Website, good: Website) -> None:
    looked_at, defects = found(rule, bad)
    assert looked_at >= defects >= 1
    looked_at, defects = found(rule, good)
    assert looked_at >= 1
    assert defects == 0


def test_what_stands_in_noscript_is_no_matter() -> None:
    assert found("render-blocking-styles", site(f"<noscript>{LINK}</noscript>")) == (0, 0)


def test_every_fix_that_is_named_answers_its_rule() -> None:
    kinds = [*unused.FIXES, *embedded.FIXES, *minified.FIXES, *imports.FIXES, *duplicates.FIXES, *styles.FIXES]
    answers = {kind.id: kind.answers for kind in kinds}
    assert all(rule.id in answers[rule.fix] for rule in RULES if rule.fix)


@pytest.mark.parametrize("css", ["", "}", "a{", "@import", "@media", "\\", '"', "url(", "<!--"])
def test_broken_sheets_break_no_rule(css: str) -> None:
    for rule in RULES:
        found(rule.id, site(f"{LINK}<style>{css}</style>", css))
