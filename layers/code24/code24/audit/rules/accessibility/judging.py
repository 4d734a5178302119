"""How rules of accessibility are declared: a function over what a page tells, and the elements that it objects to."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from turbohtml import Element

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, Rule, page_rule
from code24.website.accessibility.accessible_names import Names, names
from code24.website.accessibility.rendering import is_drawn
from code24.website.accessibility.semantics import UNRENDERED, Semantics, semantics
from code24.website.page import Page
from code24.website.website import Website


class Told(NamedTuple):
    """A page, and what it tells assistive technology."""

    page: Page
    website: Website
    semantics: Semantics
    names: Names


type Judged = tuple[Element | None, str]
"""An element (None for the page), and what is wrong with it; nothing where it is fine."""


def told(page: Page, website: Website) -> Told:
    """What a page tells, computed once for all rules."""
    return Told(page, website, semantics(page, website), names(page, website))


def accessible(
    identifier: str, severity: Severity, title: str, *criteria: str, fix: str | None = None, own: bool = False
) -> Callable[[Callable[[Told], Iterable[Judged]]], Rule]:
    """Make a rule of a function; `criteria` are those of WCAG 2.2, `own` says that axe has no such rule.

    What a stylesheet keeps from being drawn at every width is not reported: nobody meets it as it is.
    """
    standards = [("WCAG 2.2", criterion) for criterion in criteria]
    standards += [] if own else [("axe", identifier), ("Lighthouse", identifier)]

    def rule(function: Callable[[Told], Iterable[Judged]]) -> Rule:
        def look(page: Page, website: Website) -> Iterator[Look]:
            for element, problem in function(told(page, website)):
                wrong = problem and (element is None or element.tag in UNRENDERED or is_drawn(element, page, website))
                yield Defect(problem, element) if wrong else None

        return page_rule(identifier, Category.ACCESSIBILITY, severity, title, *standards, fix=fix)(look)

    return rule
