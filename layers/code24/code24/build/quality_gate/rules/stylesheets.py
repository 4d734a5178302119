"""Stylesheets: what they must say for everybody."""

import re
from collections.abc import Iterator

from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, site_rule

NEEDED = {
    "prefers-reduced-motion": "what moves for people who asked for less motion (WCAG 2.2, 2.3.3)",
    "prefers-color-scheme": "the dark scheme",
    "print": "what paper shows",
}
_UNMARKED = re.compile(r"([^{};]*):focus(?:-visible)?\s*(?:,[^{}]*)?\{[^}]*outline\s*:\s*(?:none|0)")
TARGETS = frozenset({"main", "#main", ".form-errors"})
"""What skip links and messages move the focus to, and nobody operates."""
_MEDIA = re.compile(r"@media([^{]*)\{(?!\s*\})")
_MOVING = re.compile(r"(?<![\w-])(?:animation|transition)(?:-[a-z]+)?\s*:|scroll-behavior\s*:\s*smooth")


@site_rule("css-preferences", "The stylesheet follows what people ask of their browser, and has rules for paper.")
def css_preferences(site: ProducedSite) -> Iterator[Look]:
    """Media queries with rules in them. What never moves needs no rule against motion."""
    queries = " ".join(_MEDIA.findall(site.style_rules))
    for name, what in NEEDED.items():
        needed = name != "prefers-reduced-motion" or _MOVING.search(site.style_rules)
        fine = re.search(rf"(?<![\w-]){name}(?![\w-])", queries) is not None
        yield (
            None
            if fine or not needed
            else Defect(f"The stylesheet has no rules for {name}: {what}.", path="stylesheet")
        )


@site_rule("css-focus", "Whatever has the focus is seen to have it.")
def css_focus(site: ProducedSite) -> Iterator[Look]:
    """`:focus-visible` with an outline; an outline is never taken away without it (WCAG 2.2, 2.4.7)."""
    shown = re.search(r":focus-visible[^{]*\{[^}]*outline\s*:\s*(?!none|0)", site.style_rules)
    yield None if shown else Defect("The stylesheet shows no outline at :focus-visible.", path="stylesheet")
    for rule in _UNMARKED.finditer(site.style_rules):
        if rule[1].strip() not in TARGETS:
            yield Defect("The outline is taken away.", rule[1].strip(), "stylesheet")


RULES = (css_preferences, css_focus)
