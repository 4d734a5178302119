"""What a rule of an audit is: an id, what it stands on, and one pure function."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from turbohtml import Element

from code24.audit.models import Category, Severity, Standard
from code24.website.page import Page
from code24.website.website import Website


class Defect(NamedTuple):
    """One thing that is wrong."""

    message: str
    """What is wrong, and what would be right."""
    element: Element | None = None
    """The element; its selector and start tag become the evidence."""
    excerpt: str = ""
    """Evidence where it is no element, or more than its start tag."""
    path: str = ""
    """The file, where it is not the page that the rule looks at."""


type Look = Defect | None
"""The outcome of looking at one thing: None where nothing is wrong with it."""
type PageRule = Callable[[Page, Website], Iterable[Look]]
type SiteRule = Callable[[Website], Iterable[Look]]


@dataclass(frozen=True)
class Rule:
    """A rule yields one `Look` for each thing that it looks at, so that looking at nothing shows."""

    id: str
    """Lower-case words with hyphens; Lighthouse's or axe's own id where the rule is theirs."""
    category: Category
    severity: Severity
    title: str
    """What holds where the rule passes, as a sentence."""
    standards: tuple[Standard, ...]
    fix: str | None
    """The kind of fix that answers its findings."""
    look: Callable[[Website], Iterator[tuple[str, Look]]]
    """Path of the file that was looked at, and the outcome."""


def page_rule(
    identifier: str,
    category: Category,
    severity: Severity,
    title: str,
    *standards: tuple[str, str],
    fix: str | None = None,
) -> Callable[[PageRule], Rule]:
    """Make a rule of a function over one page; it is asked about every page."""

    def rule(function: PageRule) -> Rule:
        def look(website: Website) -> Iterator[tuple[str, Look]]:
            for page in website.pages:
                for found in function(page, website):
                    yield (found.path if found and found.path else page.path), found

        return Rule(identifier, category, severity, title, _standards(standards), fix, look)

    return rule


def site_rule(
    identifier: str,
    category: Category,
    severity: Severity,
    title: str,
    *standards: tuple[str, str],
    fix: str | None = None,
) -> Callable[[SiteRule], Rule]:
    """Make a rule of a function over the whole website."""

    def rule(function: SiteRule) -> Rule:
        def look(website: Website) -> Iterator[tuple[str, Look]]:
            for found in function(website):
                yield (found.path if found and found.path else "/"), found

        return Rule(identifier, category, severity, title, _standards(standards), fix, look)

    return rule


def _standards(pairs: Iterable[tuple[str, str]]) -> tuple[Standard, ...]:
    return tuple(Standard(body=body, reference=reference) for body, reference in pairs)
