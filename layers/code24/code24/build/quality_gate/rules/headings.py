"""Headings: the page's outline."""

from collections.abc import Iterator

from code24.build.quality_gate.produced import Page
from code24.build.quality_gate.rule import Defect, Look, page_rule
from code24.build.quality_gate.vocabulary import HEADINGS


@page_rule("one-h1", "The page has exactly one h1, and it says something.")
def one_h1(page: Page) -> Iterator[Look]:
    """An image's alternative text counts."""
    found = page.named("h1")
    if len(found) != 1:
        yield Defect(f"The page has {len(found)} h1 headings; it should have one.", " | ".join(h.text for h in found))
    elif not found[0].text.strip() and not any(image.attr("alt") for image in found[0].select("img")):
        yield Defect("The h1 heading is empty.")
    else:
        yield None


@page_rule("heading-levels", "No heading level is skipped on the way down.")
def heading_levels(page: Page) -> Iterator[Look]:
    """The first heading is the h1."""
    above = 0
    for heading in page.named(*HEADINGS):
        level = int(heading.tag[1])
        if level > above + 1:
            before = f"h{above}" if above else "nothing"
            yield Defect(f"An h{level} follows {before}; h{above + 1} is expected.", heading.text)
        else:
            yield None
        above = level


RULES = (one_h1, heading_levels)
