"""Languages: every part is marked with its language, and runs in its direction."""

from collections.abc import Iterator

from code24.build.development.languages import direction
from code24.build.quality_gate.produced import ProducedSite
from code24.build.quality_gate.rule import Defect, Look, page_rule, site_rule
from code24.website.page import Page
from code24.website.search.metadata import language_of


@page_rule("direction", "Text runs in the direction of its language.")
def text_direction(page: Page) -> Iterator[Look]:
    """`dir` on the page; and on every part in a language that runs the other way, unless it is phrasing in a line."""
    root = page.document.root
    own = direction(root.attr("lang") or "") if root else "ltr"
    if root is not None and root.attr("lang"):
        said = root.attr("dir") or "ltr"
        yield None if said == own else Defect(f"The page's language runs {own}; dir says {said}.")
    for element in page.elements:
        language, stated = element.attr("lang"), element.attr("dir")
        if element is root or not language:
            continue
        wanted = direction(language)
        fine = stated in {wanted, "auto"} if stated else wanted == own or element.tag in INLINE
        yield (
            None if fine else Defect(f"The part in {language} needs dir={wanted}.", f"<{element.tag} lang={language}>")
        )


INLINE = frozenset({"span", "a", "label", "button", "option", "bdi", "p"})
"""What holds a few words, whose characters tell their direction by themselves."""


@site_rule("site-language", "All pages are in the language that the owner asked for.")
def site_language(site: ProducedSite) -> Iterator[Look]:
    """By the `lang` of the page."""
    if site.brief is None:
        return
    for page in site.pages:
        found = language_of(page)
        fine = not found or found == site.brief.language.lower()
        yield None if fine else Defect(f"The page should be in {site.brief.language}.", found, page.path)


RULES = (text_direction, site_language)
