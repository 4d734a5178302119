"""Title and description: what search results show of a page. That there is a title is accessibility's."""

from collections import Counter
from collections.abc import Callable, Iterator

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.page import Page
from code24.website.search.metadata import description_of, title_of
from code24.website.website import Website

TITLE_LENGTH = range(10, 71)
DESCRIPTION_LENGTH = range(50, 171)
"""Characters that search results show without cutting, as most tools have it; Google states no limit."""
GENERIC = frozenset({"untitled", "untitled document", "document", "home", "index", "new page", "welcome", "title"})


@page_rule(
    "title-length",
    Category.SEO,
    Severity.MODERATE,
    "Titles have 10 to 70 characters and name the page",
    ("Google", "title links"),
    fix="title",
)
def title_length(page: Page, website: Website) -> Iterator[Look]:
    """Search results cut longer ones; words like `Home` name nothing."""
    text = title_of(page)
    if not text or not page.indexable:
        return
    if text.casefold() in GENERIC:
        yield Defect(f"The title {text!r} says nothing about the page.", excerpt=text)
    elif len(text) not in TITLE_LENGTH:
        yield Defect(f"The title has {len(text)} characters; 10 to 70 are shown in full.", excerpt=text)
    else:
        yield None


@page_rule(
    "title-unique",
    Category.SEO,
    Severity.MODERATE,
    "No two pages have the same title",
    ("Google", "title links"),
    fix="title",
)
def title_unique(page: Page, website: Website) -> Iterator[Look]:
    """Compared without case, among pages that may be indexed."""
    yield from _unique(page, website, title_of, "title")


@page_rule(
    "meta-description",
    Category.SEO,
    Severity.MODERATE,
    "Every page has a meta description",
    ("Lighthouse", "meta-description"),
    ("Google", "snippet"),
    fix="description",
)
def meta_description(page: Page, website: Website) -> Iterator[Look]:
    """Exactly one that is not empty."""
    found = [each for each in page.named("meta") if (each.attr("name") or "").lower() == "description"]
    if not description_of(page):
        yield Defect("The page has no meta description; say in 50 to 170 characters what it offers.")
    elif len(found) > 1:
        yield Defect(f"The page has {len(found)} meta descriptions; search engines take any of them.", found[1])
    else:
        yield None


@page_rule(
    "description-length",
    Category.SEO,
    Severity.MINOR,
    "Meta descriptions have 50 to 170 characters",
    ("Google", "snippet"),
    fix="description",
)
def description_length(page: Page, website: Website) -> Iterator[Look]:
    """Shorter ones are replaced by search engines, longer ones cut."""
    text = description_of(page)
    if text and page.indexable:
        message = f"The meta description has {len(text)} characters; 50 to 170 are of use."
        yield None if len(text) in DESCRIPTION_LENGTH else Defect(message, excerpt=text)


@page_rule(
    "description-unique",
    Category.SEO,
    Severity.MINOR,
    "No two pages have the same meta description",
    ("Google", "snippet"),
    fix="description",
)
def description_unique(page: Page, website: Website) -> Iterator[Look]:
    """Compared without case, among pages that may be indexed."""
    yield from _unique(page, website, description_of, "meta description")


def _unique(page: Page, website: Website, text_of: Callable[[Page], str], what: str) -> Iterator[Look]:
    def counted() -> Counter[str]:
        return Counter(text_of(each).casefold() for each in website.pages if each.indexable)

    text = text_of(page)
    if text and page.indexable:
        others = website.remembered((what, website.fingerprint), counted)[text.casefold()] - 1
        message = f"The {what} is also that of {others} other {'page' if others == 1 else 'pages'}."
        yield Defect(message, excerpt=text) if others else None


RULES = (
    title_length,
    title_unique,
    meta_description,
    description_length,
    description_unique,
)
