"""Headings: the page's outline."""

from collections.abc import Iterator

from code24.build.quality_gate.rule import Defect, Look, page_rule
from code24.website.page import Page
from code24.website.vocabulary import HEADINGS


@page_rule("one-h1", "The page has exactly one h1.")
def one_h1(page: Page) -> Iterator[Look]:
    """Whether it says something is `html-conformance`'s."""
    found = page.named("h1")
    texts = " | ".join(heading.text for heading in found[:5])
    yield None if len(found) == 1 else Defect(f"The page has {len(found)} h1 headings; it should have one.", texts)


@page_rule("heading-levels", "No heading level is skipped on the way down.")
def heading_levels(page: Page) -> Iterator[Look]:
    """Whether there is an h1 is `one-h1`'s."""
    above = 1
    for heading in page.named(*HEADINGS):
        level = int(heading.tag[1])
        if level > above + 1:
            yield Defect(f"An h{level} follows an h{above}; an h{above + 1} is expected.", heading.text)
        else:
            yield None
        above = level


RULES = (one_h1, heading_levels)
