"""No page breaks a rule or a fix, and fixing what was fixed changes nothing: all rules, all fixes, whole chains."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from code24.audit.auditing import ask
from code24.audit.rules import all_rules
from code24.optimize.applying import apply_all
from code24.optimize.fix import Setting
from code24.optimize.fixes import all_fixes
from code24.website.models import WebFile
from code24.website.website import Website
from tests.broken import BROKEN, SCRIPTS, SHEETS
from tests.gallery import photo, stored

PICTURE = stored(photo(60, 40), "PNG")
ORIGIN = "https://broken.example"
MOST = 3
"""Times that all fixes are applied to torn pages and sheets until nothing is left to do; whole documents need one."""
SHORT = sorted(name for name, content in BROKEN.items() if len(content) < 4_000)


def website(page: bytes, sheet: bytes = SHEETS[0], script: bytes = SCRIPTS[0]) -> Website:
    """A broken page beside a whole one, with a stylesheet, a script and a picture."""
    return Website(
        [
            WebFile("/index.html", "text/html; charset=utf-8", page),
            WebFile(
                "/b.html", "text/html; charset=utf-8", b"<!DOCTYPE html><title>B</title><p class=x>Back <a href=./>home"
            ),
            WebFile("/a.css", "text/css; charset=utf-8", sheet),
            WebFile("/a.js", "text/javascript; charset=utf-8", script),
            WebFile("/a.png", "image/png", PICTURE),
        ],
        origin=ORIGIN,
    )


def asked(site: Website) -> None:
    """Ask every rule."""
    for rule in all_rules():
        ask(rule, site)


def fixed(site: Website, most: int = MOST) -> Website:
    """The website after all fixes until they change nothing; fails where one fails, or where it takes too long."""
    for _ in range(most):
        steps = apply_all(site, all_fixes(), Setting())
        assert [(step.kind.id, step.error) for step in steps if step.error] == []
        if not steps:
            return site
        site = steps[-1].website
    again = apply_all(site, all_fixes(), Setting())
    assert [(step.kind.id, step.outcome.changes) for step in again] == []
    return site


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_page(name: str) -> None:
    site = website(BROKEN[name])
    asked(site)
    asked(fixed(site, most=1))


@pytest.mark.parametrize("name", SHORT)
def test_each_fix_of_a_broken_page_once(name: str) -> None:
    site = website(BROKEN[name])
    for kind in all_fixes():
        once = [step.website for step in apply_all(site, [kind], Setting())]
        assert [step.outcome.changes for one in once for step in apply_all(one, [kind], Setting())] == []


@pytest.mark.parametrize("sheet", SHEETS)
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_broken_sheet_and_script(sheet: bytes, script: bytes) -> None:
    site = website(
        b"<link rel=stylesheet href=a.css><script src=a.js></script><p class=x>One <a href=b.html>two", sheet, script
    )
    asked(site)
    asked(fixed(site))


@settings(max_examples=25)
@given(st.lists(st.sampled_from(SHORT), min_size=1, max_size=3), st.integers(0, 2**32), st.sampled_from(SHEETS))
def test_pieces_of_broken_pages(names: list[str], seed: int, sheet: bytes) -> None:
    """Pages are cut and put together anywhere, with bytes and whole parts lost, doubled and moved."""
    site = website(mutated(b"".join(BROKEN[name] for name in names), Random(seed)), sheet)
    asked(site)
    fixed(site)


def mutated(page: bytes, random: Random) -> bytes:
    """The page with a few stretches removed, repeated, moved or replaced."""
    for _ in range(random.randint(1, 8)):
        start = random.randint(0, len(page))
        end = min(len(page), start + random.randint(0, 60))
        place = random.randint(0, len(page))
        match random.randrange(4):
            case 0:
                page = page[:start] + page[end:]
            case 1:
                page = page[:place] + page[start:end] + page[place:]
            case 2:
                page = (
                    page[:start]
                    + random.choice((b"<", b">", b"'", b'"', b"&", b"\0", b"\xff", b"</", b"="))
                    + page[end:]
                )
            case _:
                page = (
                    page[:start]
                    + random.choice((b"<p>", b"</div>", b"<style>", b"<script>", b"<svg>", b"<table>"))
                    + page[start:]
                )
    return page
