"""Words: nothing unfinished is shown."""

import re
from collections.abc import Iterator

from turbohtml import Element, Text

from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, site_rule
from code24.website.page import Page

LEFTOVER = re.compile(
    r"""\{\{ | \}\} | \{% | %\} | <% | \$\{                                        # template syntax
    | (?i:\blorem\s+ipsum\b | \bdolor\s+sit\s+amet\b)                               # filler
    | \bTODO\b | \bFIXME\b | \bTBD\b | \bXXX+\b | \bTKTK\b                         # notes
    | \[object\ Object\] | \bundefined\b | \bNaN\b | \A\s*(?:None|null)\s*\Z   # values of a program
    | [({=\"“]\s*(?:None|null)\b
    | \[(?:your|insert|ihr|ihre|placeholder)\b[^\]]{0,40}\]                        # blanks to fill in
    | &(?:amp|lt|gt|quot|\#\d{1,6}|\#x[0-9a-fA-F]{1,6});                           # markup escaped twice
    """,
    re.VERBOSE,
)
SPOKEN_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "content", "value")
SILENT = frozenset({"script", "style", "template"})


@site_rule("leftovers", "No template syntax, filler, note to self or program value is shown.")
def leftovers(site: ProducedSite) -> Iterator[Look]:
    """What the owner's own words hold literally is the owner's: a firm may be called `{{ mustache }}`.

    The mark alone is compared, as a title may be cut off in the middle of such a name.
    """
    for page in site.pages:
        for text in shown(page):
            found = [match for match in LEFTOVER.finditer(text) if match[0].casefold() not in site.owner_words]
            if found:
                start = max(0, found[0].start() - 30)
                excerpt = text[start : found[0].end() + 30]
                yield Defect(f"The page shows {found[0][0]!r}, which looks unfinished.", excerpt, page.path)
            else:
                yield None


def shown(page: Page) -> Iterator[str]:
    """Texts that people see or hear, one for each text node and spoken attribute."""
    for element in page.elements:
        for name in SPOKEN_ATTRIBUTES:
            if value := element.attr(name):
                yield value
        if element.tag not in SILENT:
            yield from _own_texts(element)


def _own_texts(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, Text) and child.data.strip():
            yield child.data


RULES = (leftovers,)
