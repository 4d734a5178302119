"""What a page says about itself: title, description, language, canonical address."""

import re

from code24.website.page import Page

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?", re.IGNORECASE)


def title_of(page: Page) -> str:
    """The page's title with collapsed white space; empty where there is none."""
    for element in page.named("title"):
        if element.parent is not None and getattr(element.parent, "tag", "") == "head":
            return " ".join(element.text.split())
    return ""


def description_of(page: Page) -> str:
    """The meta description with collapsed white space; empty where there is none."""
    return " ".join((page.meta("description") or "").split())


def language_of(page: Page) -> str:
    """The page's language in small letters; empty where it is no language tag (BCP 47)."""
    tag = (page.document.root.attr("lang") or "") if page.document.root else ""
    return tag.lower() if _LANGUAGE.fullmatch(tag) else ""


def is_language_tag(text: str) -> bool:
    """Whether a text is a language, with a script and a region where it names them (BCP 47)."""
    return _LANGUAGE.fullmatch(text) is not None


def canonical_of(page: Page) -> str | None:
    """The first canonical address of the head, as written; None where it names none."""
    return next((url.strip() for url in page.linked("canonical") if url.strip()), None)
