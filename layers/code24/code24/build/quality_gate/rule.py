"""What a rule of the quality gate is: an id, a sentence, and one pure function."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from code24.build.quality_gate.produced import ProducedSite
from code24.website.page import Page


class Defect(NamedTuple):
    """One thing that is wrong."""

    message: str
    """What is wrong, and what would be right."""
    excerpt: str = ""
    path: str = ""
    """The file, where it is not the page that the rule looks at."""


type Look = Defect | None
"""The outcome of looking at one thing: None where nothing is wrong with it."""


@dataclass(frozen=True)
class Rule:
    """A rule yields one `Look` for each thing that it looks at, so that looking at nothing shows."""

    id: str
    checks: str
    look: Callable[[ProducedSite], Iterator[Look]]


def page_rule(identifier: str, checks: str) -> Callable[[Callable[[Page], Iterable[Look]]], Rule]:
    """Make a rule of a function over one page; it is asked about every page."""

    def rule(function: Callable[[Page], Iterable[Look]]) -> Rule:
        def look(site: ProducedSite) -> Iterator[Look]:
            for page in site.pages:
                for found in function(page):
                    yield found._replace(path=found.path or page.path) if found else None

        return Rule(identifier, checks, look)

    return rule


def site_rule(identifier: str, checks: str) -> Callable[[Callable[[ProducedSite], Iterator[Look]]], Rule]:
    """Make a rule of a function over the whole site."""

    def rule(function: Callable[[ProducedSite], Iterator[Look]]) -> Rule:
        return Rule(identifier, checks, function)

    return rule
