"""What a finished site has: a colour, anchors that lead somewhere, fields that accept what is pasted."""

from collections.abc import Iterator

from turbohtml import Element

from code24.audit.models import Category, Severity
from code24.audit.rule import Defect, Look, page_rule
from code24.website.page import Page
from code24.website.website import Website, base_of

_TOP = frozenset({"", "top", "!"})


@page_rule("theme-color", Category.DESIGN, Severity.MINOR, "Browsers know the site's colour", ("HTML", "4.2.5.1"))
def theme_color(page: Page, website: Website) -> Iterator[Look]:
    """`meta name=theme-color` or the manifest's."""
    fine = bool((page.meta("theme-color") or "").strip()) or bool(page.linked("manifest"))
    yield None if fine else Defect("Nothing tells browsers on phones the colour of the site.")


@page_rule("dead-anchor", Category.DESIGN, Severity.MINOR, "Links into pages lead to something", ("HTML", "7.4.6.4"))
def dead_anchor(page: Page, website: Website) -> Iterator[Look]:
    """Ids on this page and on the site's other pages; `#!` and the like belong to scripts."""
    base = base_of(page)
    for link in page.named("a", "area"):
        href = (link.attr("href") or "").strip()
        if "#" not in href or href.lower().startswith(("javascript:", "mailto:", "tel:")):
            continue
        target = website.target(href, base)
        path = page.path if href.startswith("#") and base == page.path else website.path_of(href, base)
        other = website.page_at.get(path or "")
        if target is None or other is None or target.fragment in _TOP or target.fragment.startswith(("!", "/", ":~")):
            continue
        fine = target.fragment in other.by_id or _is_named(other, target.fragment)
        yield None if fine else Defect(f"#{target.fragment} does not exist on {other.address}.", link)


def _is_named(page: Page, fragment: str) -> bool:
    return any(anchor.attr("name") == fragment for anchor in page.named("a", "map"))


@page_rule("paste-preventing-inputs", Category.DESIGN, Severity.MODERATE, "Fields accept what is pasted",
           ("Lighthouse", "paste-preventing-inputs"), ("WCAG 2.2", "3.3.8"))  # fmt: skip
def paste_preventing(page: Page, website: Website) -> Iterator[Look]:
    """Password managers paste."""
    for field in page.named("input", "textarea"):
        yield Defect("The field refuses what is pasted.", field) if _refuses(field) else None


def _refuses(field: Element) -> bool:
    handler = (field.attr("onpaste") or "").replace(" ", "").lower()
    return "returnfalse" in handler or "preventdefault" in handler


RULES = (dead_anchor, paste_preventing, theme_color)
